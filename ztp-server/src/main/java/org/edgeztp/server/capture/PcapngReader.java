package org.edgeztp.server.capture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The format of Wireshark (draft-ietf-opsawg-pcapng): blocks, of which packets are one kind. */
final class PcapngReader {
  private static final int SECTION = 0x0a0d0d0a;
  private static final int INTERFACE = 1;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER = 0x1a2b3c4d;
  private static final int RESOLUTION = 9;
  private static final long MICROSECONDS = 1_000_000;
  private static final int SMALLEST_BLOCK = 12;

  private final ByteBuffer file;
  private final List<Link> links = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();

  private PcapngReader(ByteBuffer file) {
    this.file = file;
  }

  /** An interface of a section. */
  private record Link(int type, long perSecond) {}

  static boolean reads(ByteBuffer file) {
    return file.remaining() >= 4 && file.getInt(file.position()) == SECTION;
  }

  static List<Frame> read(ByteBuffer file) throws BadCapture {
    var reader = new PcapngReader(file);
    while (file.hasRemaining()) {
      reader.block();
    }
    return reader.frames;
  }

  private void block() throws BadCapture {
    int start = file.position();
    if (file.remaining() < SMALLEST_BLOCK) {
      throw new BadCapture("the file ends within a block, at byte " + start);
    }
    // That of a section reads the same in either order.
    int type = file.getInt(start);
    if (type == SECTION) {
      section(start);
    }
    long length = Integer.toUnsignedLong(file.getInt(start + 4));
    if (length < SMALLEST_BLOCK || length % 4 != 0 || length > file.remaining()) {
      throw new BadCapture(
          "the block at byte %d is said to have %d bytes, and the file has %d more"
              .formatted(start, length, file.remaining()));
    }
    ByteBuffer body = file.slice(start + 8, (int) length - SMALLEST_BLOCK).order(file.order());
    try {
      switch (type) {
        case INTERFACE -> links.add(link(body));
        case ENHANCED_PACKET -> enhanced(body);
        case SIMPLE_PACKET -> simple(body);
        default -> {}
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new BadCapture("the block at byte " + start + " is shorter than what it holds");
    }
    file.position(start + (int) length);
  }

  /** Interfaces are counted anew in each section, and the order of bytes may change. */
  private void section(int start) throws BadCapture {
    file.order(ByteOrder.BIG_ENDIAN);
    if (file.getInt(start + 8) != BYTE_ORDER) {
      file.order(ByteOrder.LITTLE_ENDIAN);
    }
    if (file.getInt(start + 8) != BYTE_ORDER) {
      throw new BadCapture("the section at byte " + start + " has no byte order");
    }
    links.clear();
  }

  private static Link link(ByteBuffer body) throws BadCapture {
    int type = Short.toUnsignedInt(body.getShort());
    body.position(8);
    while (body.remaining() >= 4) {
      int code = Short.toUnsignedInt(body.getShort());
      int length = Short.toUnsignedInt(body.getShort());
      if (code == RESOLUTION && length == 1) {
        return new Link(type, perSecond(body.get()));
      }
      body.position(body.position() + (length + 3) / 4 * 4);
    }
    return new Link(type, MICROSECONDS);
  }

  /** A power of ten, or of two where the highest bit is set. */
  private static long perSecond(byte resolution) throws BadCapture {
    int exponent = resolution & 0x7f;
    boolean ofTwo = resolution < 0;
    if (exponent > (ofTwo ? 30 : 9)) {
      throw new BadCapture("its clock is finer than a nanosecond, which is not read here");
    }
    return ofTwo ? 1L << exponent : (long) Math.pow(10, exponent);
  }

  private void enhanced(ByteBuffer body) throws BadCapture {
    Link link = link(body.getInt());
    long units = Integer.toUnsignedLong(body.getInt()) << 32;
    units |= Integer.toUnsignedLong(body.getInt());
    int length = body.getInt();
    body.getInt();
    frames.add(
        new Frame(
            Frame.time(units, link.perSecond()), link.type(), body.slice(body.position(), length)));
  }

  /** Has neither time nor interface: it is of the first one. */
  private void simple(ByteBuffer body) throws BadCapture {
    Link link = link(0);
    int length = Math.min(body.getInt(), body.remaining());
    frames.add(new Frame(Duration.ZERO, link.type(), body.slice(body.position(), length)));
  }

  private Link link(int index) throws BadCapture {
    if (index < 0 || index >= links.size()) {
      throw new BadCapture("a packet is of an interface that the file does not tell of");
    }
    return links.get(index);
  }
}
