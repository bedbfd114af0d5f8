package org.edgeztp.server.dhcp6;

/** The options that are read or sent, by their numbers at IANA. */
final class OptionCode {
  static final int CLIENT_ID = 1;
  static final int SERVER_ID = 2;
  static final int IA_NA = 3;
  static final int IA_ADDRESS = 5;
  static final int REQUESTED = 6;
  static final int PREFERENCE = 7;
  static final int RELAY_MESSAGE = 9;
  static final int STATUS = 13;
  static final int RAPID_COMMIT = 14;
  static final int USER_CLASS = 15;
  static final int VENDOR_CLASS = 16;
  static final int INTERFACE_ID = 18;
  static final int DNS = 23;
  static final int BOOT_URL = 59;
  static final int CLIENT_ARCHITECTURE = 61;

  /** RFC 6939. */
  static final int LINK_LAYER_ADDRESS = 79;

  private OptionCode() {}
}
