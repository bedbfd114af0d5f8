package org.edgeztp.server.dhcp;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The options part of a packet: overload into the sname and file fields (RFC 2132 section 9.3), and
 * options cut into pieces (RFC 3396).
 */
final class OptionCodec {
  private static final int SNAME = 44;
  private static final int FILE = 108;
  private static final int COOKIE = 236;
  private static final int OPTIONS = 240;
  private static final int LONGEST = 255;

  /** Bytes of options in most answers. */
  private static final int USUAL = 128;

  private OptionCodec() {}

  /**
   * Reads the options of a whole packet.
   *
   * @throws BadPacket if an option runs past the end of its field
   */
  static Options read(byte[] packet) throws BadPacket {
    Options.Builder options = Options.builder();
    readField("options", packet, OPTIONS, packet.length, options);
    // Read once, before the fields it points to: what they say of overload themselves is ignored.
    byte[] overload = options.get(OptionCode.OVERLOAD, new byte[1]);
    int fields = overload.length == 1 ? overload[0] : -1;
    if (fields < 0 || fields > 3) {
      throw new BadPacket("option 52 (overload) says neither file nor sname");
    }
    if ((fields & 1) != 0) {
      readField("file", packet, FILE, COOKIE, options);
    }
    if ((fields & 2) != 0) {
      readField("sname", packet, SNAME, FILE, options);
    }
    return options.build();
  }

  private static void readField(
      String name, byte[] packet, int start, int end, Options.Builder options) throws BadPacket {
    int at = start;
    while (at < end) {
      int code = packet[at++] & 0xff;
      if (code == OptionCode.PAD) {
        continue;
      }
      if (code == OptionCode.END) {
        return;
      }
      int length = at < end ? packet[at++] & 0xff : LONGEST;
      if (length > end - at) {
        throw new BadPacket("option " + code + " runs past the end of the " + name + " field");
      }
      options.append(code, Arrays.copyOfRange(packet, at, at + length));
      at += length;
    }
    // No end mark: some relays cut it off with the padding.
  }

  /** The options in their order, long ones in pieces of 255 bytes, and the end mark. */
  static byte[] write(Options options) {
    var out = new ByteArrayOutputStream(USUAL);
    for (int code : options.codes()) {
      write(code, options.get(code).orElseThrow(), out);
    }
    out.write(OptionCode.END);
    return out.toByteArray();
  }

  /** One option, in pieces where it is long. */
  static void write(int code, byte[] value, ByteArrayOutputStream out) {
    int from = 0;
    do {
      int length = Math.min(LONGEST, value.length - from);
      out.write(code);
      out.write(length);
      out.write(value, from, length);
      from += length;
    } while (from < value.length);
  }
}
