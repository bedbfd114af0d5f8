package org.edgeztp.server.provision;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a tar archive in memory: POSIX ustar, with a pax header for names that do not fit. Every
 * file belongs to root and has the same date, so the same files give the same bytes.
 */
final class Tar {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int PREFIX = 155;
  private static final long DATE = 1_767_225_600; // 2026-01-01T00:00:00Z

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * @param path relative, with slashes
   * @param mode permission bits
   */
  void add(String path, int mode, byte[] content) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    int cut = cut(name);
    if (cut < 0 || name.length != path.length()) {
      String pax = paxRecord("path", path);
      entry('x', "pax".getBytes(StandardCharsets.US_ASCII), 0, 0644, bytes(pax));
      entry('0', Arrays.copyOf(name, Math.min(name.length, NAME)), 0, mode, content);
    } else {
      entry('0', name, cut, mode, content);
    }
  }

  /**
   * @param path of an empty folder: relative, short, with a slash at its end
   */
  void addFolder(String path) {
    entry('5', bytes(path), 0, 0755, new byte[0]);
  }

  /** The archive, ended by two empty blocks. */
  byte[] toBytes() {
    byte[] written = out.toByteArray();
    return Arrays.copyOf(written, written.length + 2 * BLOCK);
  }

  /** Length of the prefix field: 0 when none is needed, -1 when no slash is in the right place. */
  private static int cut(byte[] name) {
    if (name.length <= NAME) {
      return 0;
    }
    for (int i = Math.min(PREFIX, name.length - 2); i >= name.length - NAME - 1 && i > 0; i--) {
      if (name[i] == '/') {
        return i;
      }
    }
    return -1;
  }

  private void entry(char type, byte[] name, int cut, int mode, byte[] content) {
    byte[] header = new byte[BLOCK];
    int start = cut == 0 ? 0 : cut + 1;
    System.arraycopy(name, start, header, 0, name.length - start);
    octal(header, 100, 7, mode);
    octal(header, 108, 7, 0);
    octal(header, 116, 7, 0);
    octal(header, 124, 11, content.length);
    octal(header, 136, 11, DATE);
    header[156] = (byte) type;
    put(header, 257, "ustar\00000");
    put(header, 265, "root");
    put(header, 297, "root");
    System.arraycopy(name, 0, header, 345, cut);
    checksum(header);
    out.writeBytes(header);
    out.writeBytes(content);
    out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  /** The sum counts its own field as spaces. */
  private static void checksum(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    octal(header, 148, 6, sum);
    header[154] = 0;
  }

  private static void octal(byte[] header, int offset, int digits, long value) {
    String text = Long.toOctalString(value);
    put(header, offset, "0".repeat(digits - text.length()) + text);
  }

  /** A record tells its own length, whose digits count too. */
  private static String paxRecord(String key, String value) {
    int rest = bytes(" " + key + "=" + value + "\n").length;
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    return length + " " + key + "=" + value + "\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(byte[] header, int offset, String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
