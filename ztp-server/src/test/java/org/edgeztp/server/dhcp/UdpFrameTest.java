package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.edgeztp.inventory.lease.Ipv4;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpFrameTest {
  @Test
  void writesHeadersOfIpAndUdp() {
    assertThat(HexFormat.of().formatHex(frame("hi!")))
        .isEqualTo("4500001f00000000401166020a4d00010a4d0032" + "00430044000b611b" + "686921");
  }

  /** Summing a part together with its checksum gives all ones. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", "a longer one, of an odd length"})
  void checksumsAddUp(String payload) {
    ByteBuffer frame = ByteBuffer.wrap(frame(payload));
    int udpLength = frame.getShort(24);

    assertThat(sum(frame, 0, 20)).isEqualTo(0xffff);
    assertThat(fold(sum(frame, 12, 8 + udpLength) + 17 + udpLength)).isEqualTo(0xffff);
  }

  private static byte[] frame(String payload) {
    return UdpFrame.of(
        Ipv4.parse("10.77.0.1"), 67, Ipv4.parse("10.77.0.50"), 68, payload.getBytes(US_ASCII));
  }

  private static int sum(ByteBuffer frame, int start, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      int value = frame.get(start + i) & 0xff;
      sum += i % 2 == 0 ? value << 8 : value;
    }
    return fold(sum);
  }

  private static int fold(int sum) {
    return sum > 0xffff ? fold((sum & 0xffff) + (sum >> 16)) : sum;
  }
}
