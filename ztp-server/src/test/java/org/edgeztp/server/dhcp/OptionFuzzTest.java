package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes behind the header: repeated, long and overloaded options. */
class OptionFuzzTest {
  private static final int FILE = 108;
  private static final int OPTIONS = 240;

  static Stream<byte[]> fields() {
    return Stream.of(
        new byte[] {53, 1, 1, (byte) 255},
        new byte[] {52, 1, 3, 43, 2, 6, 0, 43, 3, 1, 8, (byte) 255, (byte) 255, 0, 60, 1, 65},
        new byte[] {82, 4, 1, 2, 7, 7, 0, 0, (byte) 255});
  }

  /** What is read is written so that the same is read again. */
  @MethodSource("fields")
  @FuzzTest
  void writesWhatItRead(byte[] field) throws BadPacket {
    Options options;
    try {
      options = OptionCodec.read(packet(field));
    } catch (BadPacket e) {
      assertThat(e.reason()).isNotBlank();
      return;
    }
    Map<Integer, String> first = texts(options, OptionCode.OVERLOAD);
    byte[] again = OptionCodec.write(options);
    if (!options.has(OptionCode.OVERLOAD)) {
      assertThat(texts(OptionCodec.read(behindEmptyHeader(again)), OptionCode.OVERLOAD))
          .isEqualTo(first);
    }
  }

  /** The first bytes fill the two header fields that may hold options, the others come behind. */
  private static byte[] packet(byte[] field) {
    byte[] packet = new byte[OPTIONS + field.length];
    System.arraycopy(field, 0, packet, FILE, Math.min(field.length, OPTIONS - 4 - FILE));
    System.arraycopy(field, 0, packet, OPTIONS, field.length);
    return packet;
  }

  private static byte[] behindEmptyHeader(byte[] options) {
    return ByteBuffer.allocate(OPTIONS + options.length).put(OPTIONS, options).array();
  }

  private static Map<Integer, String> texts(Options options, int except) {
    Map<Integer, String> texts = new TreeMap<>();
    for (int code : options.codes()) {
      if (code != except) {
        texts.put(code, java.util.Arrays.toString(options.get(code).orElseThrow()));
      }
    }
    return texts;
  }
}
