package org.edgeztp.server.capture;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classic format of tcpdump (draft-ietf-opsawg-pcap). */
final class PcapReader {
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;
  private static final int HEADER = 24;
  private static final int RECORD_HEADER = 16;

  /** The upper bits tell of a checksum behind each frame. */
  private static final int LINK_BITS = 0xffff;

  private PcapReader() {}

  static boolean reads(ByteBuffer file) {
    return file.remaining() >= 4 && order(file.getInt(file.position())) != null;
  }

  static List<Frame> read(ByteBuffer file) throws BadCapture {
    if (file.remaining() < HEADER) {
      throw new BadCapture("the file ends within its header");
    }
    int magic = file.getInt(0);
    ByteBuffer in = file.order(requireNonNull(order(magic)));
    long perSecond = in.getInt(0) == NANOSECONDS ? 1_000_000_000 : 1_000_000;
    int link = in.getInt(20) & LINK_BITS;
    in.position(HEADER);
    List<Frame> frames = new ArrayList<>();
    while (in.hasRemaining()) {
      int start = in.position();
      if (in.remaining() < RECORD_HEADER) {
        throw new BadCapture("the file ends within the header of a packet, at byte " + start);
      }
      long seconds = Integer.toUnsignedLong(in.getInt());
      long fraction = Integer.toUnsignedLong(in.getInt());
      long length = Integer.toUnsignedLong(in.getInt());
      in.getInt();
      if (length > in.remaining()) {
        throw new BadCapture(
            "the packet at byte %d is said to have %d bytes, and the file ends after %d"
                .formatted(start, length, in.remaining()));
      }
      frames.add(
          new Frame(
              Frame.time(seconds * perSecond + fraction, perSecond),
              link,
              in.slice(in.position(), (int) length)));
      in.position(in.position() + (int) length);
    }
    return frames;
  }

  /** Whoever writes the file does so in the order of its own processor. */
  private static @Nullable ByteOrder order(int bigEndian) {
    if (bigEndian == MICROSECONDS || bigEndian == NANOSECONDS) {
      return ByteOrder.BIG_ENDIAN;
    }
    int swapped = Integer.reverseBytes(bigEndian);
    return swapped == MICROSECONDS || swapped == NANOSECONDS ? ByteOrder.LITTLE_ENDIAN : null;
  }
}
