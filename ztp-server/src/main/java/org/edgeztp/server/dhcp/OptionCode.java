package org.edgeztp.server.dhcp;

/** The numbers of the DHCP options that mean something here (RFC 2132 unless noted). */
final class OptionCode {
  static final int PAD = 0;
  static final int SUBNET_MASK = 1;
  static final int ROUTER = 3;
  static final int DNS = 6;
  static final int LOG_SERVER = 7;
  static final int HOSTNAME = 12;
  static final int DOMAIN = 15;
  static final int MTU = 26;
  static final int BROADCAST = 28;
  static final int NTP = 42;
  static final int VENDOR_SPECIFIC = 43;
  static final int REQUESTED_ADDRESS = 50;
  static final int LEASE_TIME = 51;
  static final int OVERLOAD = 52;
  static final int MESSAGE_TYPE = 53;
  static final int SERVER_ID = 54;
  static final int PARAMETER_LIST = 55;
  static final int MESSAGE = 56;
  static final int LARGEST_MESSAGE = 57;
  static final int RENEWAL_TIME = 58;
  static final int REBINDING_TIME = 59;
  static final int VENDOR_CLASS = 60;
  static final int CLIENT_ID = 61;
  static final int TFTP_SERVER = 66;
  static final int BOOT_FILE = 67;
  static final int WWW_SERVER = 72;

  /** RFC 3004; iPXE leaves the length bytes out. */
  static final int USER_CLASS = 77;

  /** RFC 3046. */
  static final int RELAY_INFO = 82;

  /** RFC 4578, as are the next two. */
  static final int ARCHITECTURE = 93;

  static final int NETWORK_INTERFACE = 94;
  static final int CLIENT_UUID = 97;

  /** A URL to ONIE; since RFC 8910 the captive portal to everybody else. */
  static final int DEFAULT_URL = 114;

  /** RFC 3397. */
  static final int SEARCH = 119;

  /** RFC 3442. */
  static final int ROUTES = 121;

  /** RFC 3925. */
  static final int VENDOR_INFO = 125;

  /** RFC 5859. */
  static final int TFTP_SERVERS = 150;

  /** Options of iPXE within one option; never registered. */
  static final int IPXE = 175;

  /** The URL of a script, to Cumulus Linux and SONiC; never registered. */
  static final int PROVISION_SCRIPT = 239;

  static final int END = 255;

  private OptionCode() {}
}
