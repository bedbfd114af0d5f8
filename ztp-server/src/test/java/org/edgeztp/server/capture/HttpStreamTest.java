package org.edgeztp.server.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests out of segments. */
class HttpStreamTest {
  private static final List<String> REQUESTS =
      List.of(
          "GET /boot/a.ipxe HTTP/1.1\r\nHost: a\r\n\r\n",
          "POST /run/t/hardware HTTP/1.1\r\ncontent-length: 10\r\n\r\n0123456789",
          "HEAD /run/t/kernel HTTP/1.0\r\n\r\n");

  private record Segment(int sequence, String data) {}

  private static List<String> read(int first, List<Segment> segments) throws BadCapture {
    var stream = new HttpStream(first);
    List<String> requests = new ArrayList<>();
    for (Segment segment : segments) {
      stream
          .add(segment.sequence(), segment.data().getBytes(US_ASCII))
          .forEach(request -> requests.add(new String(request, US_ASCII)));
    }
    return requests;
  }

  /** Cut anywhere, sent again in part, and in another order; the numbers go on behind the last. */
  @ParameterizedTest
  @ValueSource(ints = {1, Integer.MAX_VALUE - 5, -3})
  void readsThemInWhateverOrderTheyCome(int first) throws BadCapture {
    String all = String.join("", REQUESTS);
    var random = new Random(first);
    for (int round = 0; round < 200; round++) {
      List<Segment> segments = new ArrayList<>();
      for (int at = 0; at < all.length(); ) {
        int end = Math.min(all.length(), at + 4 + random.nextInt(30));
        int from = Math.max(0, at - random.nextInt(8));
        segments.add(new Segment(first + from, all.substring(from, end)));
        at = end;
      }
      Collections.shuffle(segments, random);
      assertThat(read(first, segments)).isEqualTo(REQUESTS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'GET x HTTP/1.1', begins no HTTP request",
    "'PRI * HTTP/2.0', begins no HTTP request",
    "'POST / HTTP/1.1|Transfer-Encoding: chunked', is of a request that is sent in chunks",
    "'POST / HTTP/1.1|Content-Length: 1048577', is of a request with more than 1 MiB"
  })
  void saysOnceWhyItReadsNoFurther(String head, String why) throws BadCapture {
    byte[] bytes = (head.replace("|", "\r\n") + "\r\n\r\n").getBytes(US_ASCII);
    var stream = new HttpStream(0);
    assertThatExceptionOfType(BadCapture.class)
        .isThrownBy(() -> stream.add(0, bytes))
        .withMessageStartingWith(why);
    assertThat(stream.add(bytes.length, bytes)).isEmpty();
  }

  @Test
  void givesUpWhereASegmentIsMissing() throws BadCapture {
    var stream = new HttpStream(0);
    for (int i = 1; i <= 64; i++) {
      assertThat(stream.add(10 * i, new byte[1])).isEmpty();
    }
    assertThatExceptionOfType(BadCapture.class)
        .isThrownBy(() -> stream.add(1000, new byte[1]))
        .withMessageContaining("misses a segment");
  }
}
