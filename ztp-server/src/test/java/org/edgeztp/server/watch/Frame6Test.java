package org.edgeztp.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.dhcp6.Dhcp6Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Frame6Test {
  private static final MacAddress US = new MacAddress("52:54:00:77:00:01");
  private static final String HEADER = "333300000001 525400770031 86dd 60000000";
  private static final String ADDRESSES =
      "fe800000000000005054 00fffe770031 ff020000000000000000000000000001";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 33})
  void asksWithChecksumsThatAddUp(int length) {
    byte[] frame = Frame6.question(US, Ipv6.parse("fe80::1"), new byte[length]);

    assertThat(HexFormat.of().formatHex(frame, 0, 14))
        .isEqualTo("333300010002" + "525400770001" + "86dd");
    assertThat(sum(frame, 17, 8 + length)).isEqualTo(0xffff);
  }

  @Test
  void solicitsRoutersFromItsOwnLink() {
    byte[] frame = Frame6.solicitation(US, Ipv6.parse("fe80::1"));

    assertThat(HexFormat.of().formatHex(frame, 0, 22))
        .isEqualTo("333300000002" + "525400770001" + "86dd" + "60000000" + "0008" + "3aff");
    assertThat(sum(frame, 58, 8)).isEqualTo(0xffff);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a router                 | 0010 | 8600 0000 40c0 0708 00000000 00000000 | | itself as a router | true
          neither                  | 0010 | 8600 0000 0000 0000 00000000 00000000 | | neither a router nor a prefix | true
          the network of the link  | 0030 | 8600 0000 40c0 0000 00000000 00000000 | 0304 40c0 00001c20 00000e10 00000000 fd77000000000000 0000000000000000 | the prefix fd77::/64 | true
          another network          | 0030 | 8600 0000 40c0 0708 00000000 00000000 | 0304 40c0 00001c20 00000e10 00000000 fd99000000000000 0000000000000000 | itself as a router and the prefix fd99::/64: machines make | false
          one for DHCPv6 alone     | 0030 | 8600 0000 40c0 0708 00000000 00000000 | 0304 4080 00001c20 00000e10 00000000 fd99000000000000 0000000000000000 | itself as a router | true
          one that is withdrawn    | 0030 | 8600 0000 40c0 0708 00000000 00000000 | 0304 40c0 00000000 00000000 00000000 fd99000000000000 0000000000000000 | itself as a router | true
          an option without length | 0018 | 8600 0000 40c0 0708 00000000 00000000 | 0300 40c0 00000000 | itself as a router | true
          """)
  void readsWhatARouterAdvertises(
      String what, String length, String message, String options, String says, boolean well) {
    String all = HEADER + length + "3aff" + ADDRESSES + message + (options == null ? "" : options);
    Optional<OtherRouter> router =
        Frame6.read(bytes(all + "0000"))
            .flatMap(frame -> OtherRouter.in(frame, Optional.of(own())));

    assertThat(router).as(what).isPresent();
    assertThat(router.get().sentence())
        .startsWith("fe80::5054:ff:fe77:31 (52:54:00:77:00:31) advertises " + says);
    assertThat(router.get().strange().isEmpty()).isEqualTo(well);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "333300000001 525400770031 86dd 60000000 0010 3aff"})
  void doesNotReadWhatIsCutOff(String frame) {
    assertThat(Frame6.read(bytes(frame))).isEmpty();
  }

  @Test
  void takesNoOtherMessageForAnAdvertisement() {
    String solicitation = HEADER + "0010" + "3aff" + ADDRESSES + "85000000" + "00".repeat(12);
    assertThat(
            Frame6.read(bytes(solicitation))
                .flatMap(frame -> OtherRouter.in(frame, Optional.empty())))
        .isEmpty();
  }

  @Test
  void findsTheAddressOfTheLinkThatIsUsable() {
    List<String> lines =
        List.of(
            "00000000000000000000000000000001 01 80 10 80       lo",
            "fd770000000000000000000000000001 02 40 00 80     eth1",
            "fe80000000000000505400fffe770001 02 40 20 80     eth1",
            "fe80000000000000505400fffe770002 03 40 20 c0     eth2");
    assertThat(LinkLocal.in(lines, "eth1")).contains(Ipv6.parse("fe80::5054:ff:fe77:1"));
    assertThat(LinkLocal.in(lines, "eth2")).as("tentative").isEmpty();
    assertThat(LinkLocal.in(lines, "lo")).isEmpty();
  }

  /** Over the pseudo-header of RFC 8200 and the payload: all ones when the checksum is right. */
  private static int sum(byte[] frame, int protocol, int length) {
    byte[] covered = Arrays.copyOfRange(frame, 22, 54 + length + length % 2);
    ByteBuffer in = ByteBuffer.wrap(covered);
    int sum = protocol + length;
    while (in.hasRemaining()) {
      sum += in.getShort() & 0xffff;
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return sum;
  }

  private static Dhcp6Settings own() {
    return new Dhcp6Settings(
        "eth1", Ipv6.parse("fd77::1"), Ipv6.parse("fd77::"), List.of(), Duration.ofHours(1), false);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
