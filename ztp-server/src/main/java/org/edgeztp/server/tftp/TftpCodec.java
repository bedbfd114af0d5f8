package org.edgeztp.server.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.edgeztp.server.tftp.Received.Malformed;
import org.edgeztp.server.tftp.TftpPacket.Ack;
import org.edgeztp.server.tftp.TftpPacket.Data;
import org.edgeztp.server.tftp.TftpPacket.ErrorReport;
import org.edgeztp.server.tftp.TftpPacket.OptionAck;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.edgeztp.server.tftp.TftpPacket.WriteRequest;

/**
 * Datagrams to packets and back. Texts are ISO 8859-1, so that every byte a client sends survives
 * into the log.
 */
final class TftpCodec {
  /** Bytes in front of the content in a DATA packet. */
  static final int DATA_HEADER = 4;

  /** Most bytes in a request (RFC 2347, "Packet Formats"). */
  static final int LARGEST_REQUEST = 512;

  private static final int READ_REQUEST = 1;
  private static final int WRITE_REQUEST = 2;
  private static final int DATA = 3;
  private static final int ACK = 4;
  private static final int ERROR = 5;
  private static final int OPTION_ACK = 6;

  private TftpCodec() {}

  /** Reads the rest of the buffer as one packet. DATA keeps a view of it, not a copy. */
  static Received decode(ByteBuffer datagram) {
    if (datagram.remaining() < 2) {
      return new Malformed("the packet has no operation code");
    }
    int operation = unsigned(datagram);
    if (operation >= DATA && operation <= ERROR && datagram.remaining() < 2) {
      return new Malformed("the packet ends after its operation code " + operation);
    }
    return switch (operation) {
      case READ_REQUEST, WRITE_REQUEST -> request(operation, datagram);
      case DATA -> new Data(unsigned(datagram), datagram.slice());
      case ACK -> new Ack(unsigned(datagram));
      case ERROR -> new ErrorReport(unsigned(datagram), message(datagram));
      case OPTION_ACK -> optionAck(datagram);
      default -> new Malformed("operation code " + operation + " is not known");
    };
  }

  static ByteBuffer encode(TftpPacket packet) {
    return switch (packet) {
      case ReadRequest(String path, String mode, var options) ->
          texts(READ_REQUEST, List.of(path, mode), options);
      case WriteRequest(String path, String mode, var options) ->
          texts(WRITE_REQUEST, List.of(path, mode), options);
      case Data(int block, ByteBuffer bytes) ->
          start(DATA, 2 + bytes.remaining()).putShort((short) block).put(bytes.duplicate()).flip();
      case Ack(int block) -> start(ACK, 2).putShort((short) block).flip();
      case ErrorReport(int code, String message) -> error(code, message);
      case OptionAck(var options) -> texts(OPTION_ACK, List.of(), options);
    };
  }

  /**
   * What stands before the content in each DATA packet of these blocks, one after the other.
   *
   * @param first counted without end; the wire carries its low 16 bits
   */
  static ByteBuffer dataHeaders(long first, long last) {
    var headers = ByteBuffer.allocate(DATA_HEADER * (int) (last - first + 1));
    for (long block = first; block <= last; block++) {
      headers.putShort((short) DATA).putShort((short) block);
    }
    return headers.flip();
  }

  private static Received request(int operation, ByteBuffer datagram) {
    if (datagram.remaining() + 2 > LARGEST_REQUEST) {
      return new Malformed("the request is longer than " + LARGEST_REQUEST + " bytes");
    }
    List<String> texts = split(datagram);
    if (datagram.hasRemaining()) {
      return new Malformed("a text in the request has no end");
    }
    if (texts.size() < 2) {
      return new Malformed("the request lacks its mode");
    }
    String path = texts.get(0);
    String mode = texts.get(1).toLowerCase(Locale.ROOT);
    Map<String, String> options = options(texts.subList(2, texts.size()));
    return operation == READ_REQUEST
        ? new ReadRequest(path, mode, options)
        : new WriteRequest(path, mode, options);
  }

  private static Received optionAck(ByteBuffer datagram) {
    List<String> texts = split(datagram);
    return datagram.hasRemaining()
        ? new Malformed("a text in the option acknowledgment has no end")
        : new OptionAck(options(texts));
  }

  /** Takes the NUL-ended texts off the buffer; what has no NUL stays in it. */
  private static List<String> split(ByteBuffer in) {
    List<String> texts = new ArrayList<>();
    int start = in.position();
    for (int i = start; i < in.limit(); i++) {
      if (in.get(i) == 0) {
        texts.add(text(in, start, i));
        start = i + 1;
      }
    }
    in.position(start);
    return texts;
  }

  /**
   * Pairs of name and value. An empty name ends them, since some ROMs fill the packet with zeros;
   * of an option named twice the first counts; a name without a value is dropped.
   */
  private static Map<String, String> options(List<String> texts) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < texts.size() && !texts.get(i).isEmpty(); i += 2) {
      options.putIfAbsent(texts.get(i).toLowerCase(Locale.ROOT), texts.get(i + 1));
    }
    return Collections.unmodifiableMap(options);
  }

  /** An ERROR's text; not every client ends it with the NUL it should have. */
  private static String message(ByteBuffer in) {
    int end = in.position();
    while (end < in.limit() && in.get(end) != 0) {
      end++;
    }
    return text(in, in.position(), end);
  }

  private static String text(ByteBuffer in, int start, int end) {
    byte[] bytes = new byte[end - start];
    in.get(start, bytes);
    return new String(bytes, ISO_8859_1);
  }

  private static ByteBuffer error(int code, String message) {
    byte[] text = message.getBytes(ISO_8859_1);
    return start(ERROR, text.length + 3).putShort((short) code).put(text).put((byte) 0).flip();
  }

  private static ByteBuffer texts(int operation, List<String> first, Map<String, String> options) {
    var all = new StringBuilder();
    first.forEach(text -> all.append(text).append('\0'));
    options.forEach((name, value) -> all.append(name).append('\0').append(value).append('\0'));
    byte[] bytes = all.toString().getBytes(ISO_8859_1);
    return start(operation, bytes.length).put(bytes).flip();
  }

  private static ByteBuffer start(int operation, int length) {
    return ByteBuffer.allocate(2 + length).putShort((short) operation);
  }

  private static int unsigned(ByteBuffer in) {
    return Short.toUnsignedInt(in.getShort());
  }
}
