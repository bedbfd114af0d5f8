package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The options by which a client tells what it is. */
final class ClientOptions {
  private static final UUID ZEROS = new UUID(0, 0);
  private static final UUID ONES = new UUID(-1, -1);
  private static final byte IPXE_HTTP = 0x13;

  private ClientOptions() {}

  /** Option 93: 16-bit numbers, best first (RFC 4578 section 2.1). */
  static List<Integer> architectures(Options options) throws BadPacket {
    byte[] value = options.get(OptionCode.ARCHITECTURE).orElse(new byte[0]);
    if (value.length % 2 != 0) {
      throw new BadPacket("option 93 (architecture) has an odd length");
    }
    List<Integer> codes = new ArrayList<>();
    for (ByteBuffer in = ByteBuffer.wrap(value); in.hasRemaining(); ) {
      codes.add(in.getShort() & 0xffff);
    }
    return List.copyOf(codes);
  }

  /**
   * Option 77: texts with their lengths before them (RFC 3004), or, as iPXE sends it, one text and
   * nothing else. What does not add up as the first is read as the second.
   */
  static List<String> userClasses(Options options) {
    byte[] value = options.get(OptionCode.USER_CLASS).orElse(new byte[0]);
    List<String> classes = new ArrayList<>();
    int at = 0;
    while (at < value.length) {
      int length = value[at] & 0xff;
      if (length == 0 || length > value.length - at - 1) {
        return List.of(new String(value, ISO_8859_1));
      }
      classes.add(new String(value, at + 1, length, ISO_8859_1));
      at += 1 + length;
    }
    return List.copyOf(classes);
  }

  /**
   * Option 97, whose first three parts firmware sends in little-endian order as SMBIOS has them.
   */
  static Optional<UUID> uuid(Options options) {
    return options
        .get(OptionCode.CLIENT_UUID)
        .filter(value -> value.length == 17 && value[0] == 0)
        .map(ClientOptions::normalised)
        .filter(uuid -> !uuid.equals(ZEROS) && !uuid.equals(ONES));
  }

  static Set<Integer> asks(Options options) {
    Set<Integer> codes = new LinkedHashSet<>();
    for (byte code : options.get(OptionCode.PARAMETER_LIST).orElse(new byte[0])) {
      codes.add(code & 0xff);
    }
    return codes;
  }

  /** Whether option 175, which holds options of iPXE's own, tells of the HTTP feature. */
  static boolean ipxeHasHttp(Options options) {
    byte[] value = options.get(OptionCode.IPXE).orElse(new byte[0]);
    for (int at = 0; at + 1 < value.length; at += 2 + (value[at + 1] & 0xff)) {
      if (value[at] == IPXE_HTTP) {
        return true;
      }
    }
    return false;
  }

  private static UUID normalised(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value, 1, 16);
    long timeLow = Integer.reverseBytes(in.getInt()) & 0xffff_ffffL;
    long timeMid = Short.reverseBytes(in.getShort()) & 0xffffL;
    long timeHigh = Short.reverseBytes(in.getShort()) & 0xffffL;
    return new UUID(timeLow << 32 | timeMid << 16 | timeHigh, in.getLong());
  }
}
