package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * Programs on a machine that ask by DHCP, and how each introduces itself: vendor class, user class
 * and list of wanted options are those of the captured packets in the tests.
 */
public enum ClientKind {
  BIOS("PXEClient:Arch:00000:UNDI:002001", 0, "", Asks.IPXE),
  UEFI_X64("PXEClient:Arch:00007:UNDI:003000", 7, "", Asks.UEFI),
  UEFI_HTTP("HTTPClient:Arch:00016:UNDI:003000", 16, "", Asks.UEFI_HTTP),
  ARM64("PXEClient:Arch:00011:UNDI:003000", 11, "", Asks.UEFI),
  ARM64_HTTP("HTTPClient:Arch:00019:UNDI:003000", 19, "", Asks.UEFI_HTTP),
  RASPBERRY_PI("PXEClient:Arch:00041:UNDI:002001", 41, "", Asks.RASPBERRY_PI),
  IPXE_BIOS("PXEClient:Arch:00000:UNDI:002001", 0, "iPXE", Asks.IPXE),
  IPXE_X64("PXEClient:Arch:00007:UNDI:003010", 7, "iPXE", Asks.IPXE),
  IPXE_ARM64("PXEClient:Arch:00011:UNDI:003010", 11, "iPXE", Asks.IPXE),
  ONIE("onie_vendor:x86_64-MODEL-r0", -1, "\u0014onie_dhcp_user_class", Asks.ONIE),
  SONIC("udhcp 1.35.0", -1, "\tSONiC-ZTP", Asks.SONIC),
  CUMULUS("cumulus-linux x86_64", -1, "", Asks.CUMULUS),
  /** A ramdisk, Debian's installer or an installed system: it wants an address. */
  SYSTEM("udhcp 1.35.0", -1, "", Asks.UDHCPC);

  /** Option 55 of each, as captured. */
  private static final class Asks {
    static final String IPXE = "010306070c0f111a2b3c4243778081828384858687afcb";
    static final String UEFI =
        "0102030405060c0d0f111216171c28292a2b3233363a3b3c4243618081828384858687";
    static final String UEFI_HTTP = "0102030405060c0d0f111216171c28292a2b3233363a3b3ceb4361";
    static final String RASPBERRY_PI = "01032b3c42438081828384858687";
    static final String ONIE = "010306070c0f1c2a2b36424348727d";
    static final String SONIC = "0103060c0f1c2a4243ef";
    static final String CUMULUS = "0103060c0f1c2aef";
    static final String UDHCPC = "0103060c0f1c2a";
  }

  private static final int HEADER = 240;
  private static final int CIADDR = 12;
  private static final short BROADCAST_FLAG = (short) 0x8000;

  /** Of iPXE's own options the one that says that it can fetch by HTTP. */
  private static final byte[] IPXE_HTTP = {0x13, 1, 1};

  private final String vendorClass;
  private final int architecture;
  private final String userClass;
  private final String asks;

  ClientKind(String vendorClass, int architecture, String userClass, String asks) {
    this.vendorClass = vendorClass;
    this.architecture = architecture;
    this.userClass = userClass;
    this.asks = asks;
  }

  /**
   * The kind of a name as people write it: {@code uefi-x64}.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static ClientKind parse(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no kind of client is called '%s'; there are %s"
                    .formatted(name, Arrays.toString(values()).replaceAll("[\\[\\]]", ""))));
  }

  /** Whether it boots over IPv6 too, as this server knows it. */
  public boolean bootsOverIpv6() {
    return switch (this) {
      case UEFI_X64, UEFI_HTTP, ARM64, ARM64_HTTP, IPXE_BIOS, IPXE_X64, IPXE_ARM64 -> true;
      case BIOS, RASPBERRY_PI, ONIE, SONIC, CUMULUS, SYSTEM -> false;
    };
  }

  public String vendorClass() {
    return vendorClass;
  }

  /** As in option 93; -1 for none. */
  public int architecture() {
    return architecture;
  }

  /** Empty for none. */
  public String userClass() {
    return userClass;
  }

  /** The iPXE that firmware of this kind is sent; itself for an iPXE. */
  public Optional<ClientKind> ipxe() {
    return switch (this) {
      case BIOS, IPXE_BIOS -> Optional.of(IPXE_BIOS);
      case UEFI_X64, UEFI_HTTP, IPXE_X64 -> Optional.of(IPXE_X64);
      case ARM64, ARM64_HTTP, IPXE_ARM64 -> Optional.of(IPXE_ARM64);
      case RASPBERRY_PI, ONIE, SONIC, CUMULUS, SYSTEM -> Optional.empty();
    };
  }

  /**
   * The machine that a program runs on.
   *
   * @param relay the address of the relay that it stands behind
   * @param model of a switch, as ONIE tells it: {@code accton_as7712_32x}
   */
  public record Sender(MacAddress mac, Optional<Inet4Address> relay, String model) {}

  /** What it sends first. */
  public byte[] discover(Sender sender) {
    return packet(sender, start(MessageType.DISCOVER));
  }

  /** What it sends when it takes an offer. */
  public byte[] request(Sender sender, Inet4Address address, Inet4Address server) {
    return packet(
        sender,
        start(MessageType.REQUEST)
            .address(OptionCode.REQUESTED_ADDRESS, address)
            .address(OptionCode.SERVER_ID, server));
  }

  /** What it asks the boot server of a proxy, with the address that another server gave it. */
  public byte[] bootRequest(Sender sender, Inet4Address address) {
    byte[] packet = packet(sender, start(MessageType.REQUEST));
    return ByteBuffer.wrap(packet).put(CIADDR, address.getAddress()).array();
  }

  private byte[] packet(Sender sender, Options.Builder options) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put((byte) 1).put((byte) 1).put((byte) 6);
    header.put((byte) (sender.relay().isPresent() ? 1 : 0));
    header.putShort(10, BROADCAST_FLAG).put(24, sender.relay().orElse(Ipv4.ANY).getAddress());
    header.put(28, sender.mac().bytes()).putInt(236, 0x63825363);
    byte[] tail = OptionCodec.write(introduce(options, sender.model()).build());
    return ByteBuffer.allocate(HEADER + tail.length).put(header.array()).put(tail).array();
  }

  private static Options.Builder start(MessageType type) {
    return Options.builder().bytes(OptionCode.MESSAGE_TYPE, type.code());
  }

  private Options.Builder introduce(Options.Builder options, String model) {
    options
        .text(OptionCode.VENDOR_CLASS, vendorClass.replace("MODEL", model))
        .bytes(OptionCode.PARAMETER_LIST, HexFormat.of().parseHex(asks));
    if (architecture >= 0) {
      options
          .bytes(OptionCode.ARCHITECTURE, (byte) 0, (byte) architecture)
          .bytes(OptionCode.NETWORK_INTERFACE, (byte) 1, (byte) 3, (byte) 16);
    }
    if (!userClass.isEmpty()) {
      options.bytes(OptionCode.USER_CLASS, userClass.getBytes(ISO_8859_1));
    }
    if (userClass.equals("iPXE")) {
      options.bytes(OptionCode.IPXE, IPXE_HTTP);
    }
    return options;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
