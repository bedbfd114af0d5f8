package org.edgeztp.server.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What LVM writes at the start of a disk that it takes, as far as others know it by that. */
final class PhysicalVolume {
  /** The second sector. */
  static final int AT = 512;

  static final String UUID = "abcdef-0123-4567-89ab-cdef-0123-456789";

  private static final int SECTOR = 512;
  private static final int CHECKED_FROM = 20;
  private static final int CRC_START = 0xf597a6cf;
  private static final int CRC_POLYNOMIAL = 0xedb88320;

  private PhysicalVolume() {}

  /** The label: its name, sector, checksum of what follows, offset of the header, type, UUID. */
  static byte[] label() {
    ByteBuffer label = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    label.put("LABELONE".getBytes(US_ASCII)).putLong(1).putInt(0).putInt(32);
    label.put("LVM2 001".getBytes(US_ASCII)).put(UUID.replace("-", "").getBytes(US_ASCII));
    label.putInt(CHECKED_FROM - Integer.BYTES, crc(label.array()));
    return label.array();
  }

  /** Puts a label, or nothing, where a disk has its own. */
  static void write(Path disk, byte[] label) throws IOException {
    try (var file = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(label), AT);
    }
  }

  private static int crc(byte[] sector) {
    int crc = CRC_START;
    for (int i = CHECKED_FROM; i < sector.length; i++) {
      crc ^= sector[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * CRC_POLYNOMIAL);
      }
    }
    return crc;
  }
}
