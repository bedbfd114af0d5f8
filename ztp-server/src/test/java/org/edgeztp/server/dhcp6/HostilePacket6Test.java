package org.edgeztp.server.dhcp6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.edgeztp.inventory.machine.Ipv6;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostilePacket6Test {
  private static final String RELAY = "0c00" + "00".repeat(32);

  @ParameterizedTest
  @CsvSource({
    "'', cut off after 0 bytes",
    "010203, cut off after 3 bytes",
    "63000001, message type 99 is none that a client or relay sends",
    "01000001 0001, cut off within the head of an option",
    "01000001 0001 0005 00, option 1 runs past the end",
    "01000001 0001 0002 0003, an identifier (DUID) of 2 bytes",
    "01000001 0003 0004 00000001, an IA_NA of 4 bytes",
    "01000001 0003 0012 000000000000000000000000 0005 0002 0000, an IA address of 2 bytes",
    "0c00, a relay's message of 2 bytes"
  })
  void tellsWhatIsWrong(String hex, String reason) {
    assertThat(decode(hex.replace(" ", ""))).isEqualTo(new Decoded.Malformed(reason));
  }

  @Test
  void wantsAMessageInARelaysMessage() {
    assertThat(decode(RELAY))
        .isEqualTo(new Decoded.Malformed("a relay's message without a message in it"));
  }

  @Test
  void unwrapsNoMoreRelaysThanThereMayBe() {
    String message = "01000001";
    for (int depth = 0; depth <= 8; depth++) {
      assertThat(decode(message)).isInstanceOf(Decoded.Message.class);
      message = RELAY + "0009%04x".formatted(message.length() / 2) + message;
    }
    assertThat(decode(message))
        .isEqualTo(new Decoded.Malformed("more than 8 relays around one another"));
  }

  private static Decoded decode(String hex) {
    return PacketCodec.decode(HexFormat.of().parseHex(hex), Ipv6.parse("fe80::1"));
  }
}
