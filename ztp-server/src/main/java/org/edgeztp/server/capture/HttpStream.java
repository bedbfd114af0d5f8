package org.edgeztp.server.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client sent on one connection, as far as it is here without a gap. */
final class HttpStream {
  private static final int LONGEST_HEAD = 16 << 10;
  private static final int LONGEST_BODY = 1 << 20;
  private static final int MOST_HELD = 64;

  /** Of one request: a megabyte has some 700. */
  private static final int MOST_SEGMENTS = 4096;

  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final Pattern REQUEST_LINE =
      Pattern.compile("[A-Z]{3,7} /[!-~]* HTTP/1\\.[01]\r\n");
  private static final Pattern LENGTH =
      Pattern.compile("(?i)\r\nContent-Length:[ \t]*(\\d{1,9})[ \t]*\r\n");
  private static final Pattern CHUNKED = Pattern.compile("(?i)\r\nTransfer-Encoding:");

  private final Map<Integer, byte[]> ahead = new HashMap<>();
  private byte[] pending = new byte[0];
  private int next;
  private int segments;
  private boolean lost;

  /**
   * A connection.
   *
   * @param next the number of its first byte
   */
  HttpStream(int next) {
    this.next = next;
  }

  /**
   * Takes a segment.
   *
   * @return the requests that are whole now
   * @throws BadCapture once, when no more can be read
   */
  List<byte[]> add(int sequence, byte[] data) throws BadCapture {
    if (lost) {
      return List.of();
    }
    if (sequence - next > 0) {
      if (ahead.size() == MOST_HELD) {
        throw given("is of a connection that misses a segment");
      }
      ahead.merge(sequence, data, (one, other) -> one.length < other.length ? other : one);
      return List.of();
    }
    if (++segments > MOST_SEGMENTS) {
      throw given("is of a request in more than %d segments".formatted(MOST_SEGMENTS));
    }
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(pending);
    append(sequence, data, bytes);
    for (Optional<Integer> more = reached(); more.isPresent(); more = reached()) {
      append(more.get(), Objects.requireNonNull(ahead.remove(more.get())), bytes);
    }
    pending = bytes.toByteArray();
    return whole();
  }

  private Optional<Integer> reached() {
    return ahead.keySet().stream().filter(sequence -> sequence - next <= 0).findFirst();
  }

  /** Without what was sent before. */
  private void append(int sequence, byte[] data, ByteArrayOutputStream bytes) {
    int known = next - sequence;
    if (known >= 0 && known < data.length) {
      bytes.write(data, known, data.length - known);
      next = sequence + data.length;
    }
  }

  private List<byte[]> whole() throws BadCapture {
    List<byte[]> requests = new ArrayList<>();
    for (int length = first(); length > 0; length = first()) {
      segments = 0;
      requests.add(Arrays.copyOf(pending, length));
      pending = Arrays.copyOfRange(pending, length, pending.length);
    }
    return requests;
  }

  /** The length of the first request; 0 when it is not whole yet. */
  private int first() throws BadCapture {
    String text = new String(pending, 0, Math.min(pending.length, LONGEST_HEAD), ISO_8859_1);
    int end = text.indexOf(END_OF_HEAD);
    if (end < 0) {
      if (pending.length >= LONGEST_HEAD) {
        throw given("begins no HTTP request");
      }
      return 0;
    }
    String head = text.substring(0, end + 2);
    if (!REQUEST_LINE.matcher(head).lookingAt()) {
      throw given("begins no HTTP request");
    }
    if (CHUNKED.matcher(head).find()) {
      throw given("is of a request that is sent in chunks, which is not read here");
    }
    Matcher told = LENGTH.matcher(head);
    int body = told.find() ? Integer.parseInt(told.group(1)) : 0;
    if (body > LONGEST_BODY) {
      throw given("is of a request with more than 1 MiB");
    }
    int length = end + END_OF_HEAD.length() + body;
    return pending.length < length ? 0 : length;
  }

  private BadCapture given(String why) {
    lost = true;
    ahead.clear();
    pending = new byte[0];
    return new BadCapture(why + ", nor is what follows on its connection");
  }
}
