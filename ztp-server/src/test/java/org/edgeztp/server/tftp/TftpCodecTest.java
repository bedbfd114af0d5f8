package org.edgeztp.server.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.edgeztp.server.tftp.Received.Malformed;
import org.edgeztp.server.tftp.TftpPacket.Ack;
import org.edgeztp.server.tftp.TftpPacket.Data;
import org.edgeztp.server.tftp.TftpPacket.ErrorReport;
import org.edgeztp.server.tftp.TftpPacket.OptionAck;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.edgeztp.server.tftp.TftpPacket.WriteRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TftpCodecTest {
  private static final long FUZZ_SEED = 69;

  static Stream<TftpPacket> packets() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("tsize", "0");
    options.put("blksize", "1468");
    return Stream.of(
        new ReadRequest("ipxe.efi", "octet", Map.of()),
        new ReadRequest("/boot\\undionly.kpxe", "netascii", options),
        new WriteRequest("dump", "octet", Map.of("blksize", "8")),
        new Data(0, ByteBuffer.wrap(new byte[0])),
        new Data(65535, ByteBuffer.wrap(new byte[] {1, 2, 3})),
        new Ack(0),
        new Ack(65535),
        new ErrorReport(TftpError.FILE_NOT_FOUND, "there is no 'x'"),
        new ErrorReport(65535, ""),
        new OptionAck(options),
        new OptionAck(Map.of()));
  }

  @ParameterizedTest
  @MethodSource("packets")
  void readsBackWhatItWrites(TftpPacket packet) {
    assertThat(TftpCodec.decode(TftpCodec.encode(packet))).isEqualTo(packet);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                           | the packet has no operation code
          ^A                           | the packet has no operation code
          ^@^C^@                       | the packet ends after its operation code 3
          ^@^D                         | the packet ends after its operation code 4
          ^@^E                         | the packet ends after its operation code 5
          ^@^@ab                       | operation code 0 is not known
          ^@^Gab                       | operation code 7 is not known
          ZZab                         | operation code 23130 is not known
          ^@^A                         | the request lacks its mode
          ^@^Afile                     | a text in the request has no end
          ^@^Afile^@                   | the request lacks its mode
          ^@^Afile^@octet              | a text in the request has no end
          ^@^Bfile^@octet^@tsize^@0    | a text in the request has no end
          ^@^Ftsize^@0                 | a text in the option acknowledgment has no end
          """)
  void namesWhatIsWrongWithBytesThatAreNoPacket(String bytes, String reason) {
    assertThat(decode(bytes)).isEqualTo(new Malformed(reason));
  }

  @Test
  void readsOptionsWithoutRegardToCaseAndKeepsTheFirstOfTwo() {
    assertThat(decode("^@^Af^@OCTET^@BlkSize^@1432^@blksize^@8^@TSIZE^@0^@"))
        .isEqualTo(new ReadRequest("f", "octet", Map.of("blksize", "1432", "tsize", "0")));
  }

  @Test
  void endsTheOptionsAtZeroFillAndDropsANameWithoutValue() {
    assertThat(decode("^@^Af^@octet^@tsize^@0^@^@^@^@^@"))
        .isEqualTo(new ReadRequest("f", "octet", Map.of("tsize", "0")));
    assertThat(decode("^@^Af^@octet^@tsize^@")).isEqualTo(new ReadRequest("f", "octet", Map.of()));
  }

  @Test
  void readsAnErrorWhoseTextHasNoEnd() {
    assertThat(decode("^@^E^@^@Aborted")).isEqualTo(new ErrorReport(0, "Aborted"));
  }

  @Test
  void readsAsManyOptionsAsARequestHolds() {
    var flood = new StringBuilder("^@^Af^@octet^@");
    for (char c = 'a'; c <= 'z'; c++) {
      flood.append(c).append("^@1^@").append(c).append("^@2^@");
    }
    assertThat(decode(flood.toString()))
        .isInstanceOfSatisfying(
            ReadRequest.class, request -> assertThat(request.options()).hasSize(26));
  }

  @Test
  void refusesRequestsLongerThanTheRfcAllows() {
    assertThat(decode("^@^A" + "a".repeat(503) + "^@octet^@")).isInstanceOf(ReadRequest.class);
    assertThat(decode("^@^A" + "a".repeat(504) + "^@octet^@"))
        .isEqualTo(new Malformed("the request is longer than 512 bytes"));
    assertThat(decode("^@^A" + "a^@1^@".repeat(16_000))).isInstanceOf(Malformed.class);
  }

  @Test
  void numbersBlocksPastTheirWireNumber() {
    assertThat(TftpCodec.dataHeaders(65_535, 65_537))
        .isEqualTo(ByteBuffer.wrap(new byte[] {0, 3, -1, -1, 0, 3, 0, 0, 0, 3, 0, 1}));
  }

  @Test
  void survivesRandomBytes() {
    var random = new Random(FUZZ_SEED);
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = new byte[random.nextInt(round % 100 == 0 ? 65_508 : 64)];
      random.nextBytes(bytes);
      if (bytes.length > 1) {
        bytes[0] = 0;
        bytes[1] = (byte) random.nextInt(8);
      }
      for (int i = 2; i < bytes.length; i++) {
        bytes[i] = random.nextInt(4) == 0 ? 0 : bytes[i];
      }
      Received received = TftpCodec.decode(ByteBuffer.wrap(bytes));
      if (received instanceof TftpPacket packet) {
        assertThat(TftpCodec.decode(TftpCodec.encode(packet)))
            .as("round %d of seed %d", round, FUZZ_SEED)
            .isEqualTo(packet);
      }
    }
  }

  /** Caret notation: {@code ^@} is byte 0, {@code ^A} byte 1. */
  private static Received decode(String caret) {
    var bytes = new StringBuilder();
    for (int i = 0; i < caret.length(); i++) {
      bytes.append(caret.charAt(i) == '^' ? (char) (caret.charAt(++i) - '@') : caret.charAt(i));
    }
    return TftpCodec.decode(ByteBuffer.wrap(bytes.toString().getBytes(ISO_8859_1)));
  }
}
