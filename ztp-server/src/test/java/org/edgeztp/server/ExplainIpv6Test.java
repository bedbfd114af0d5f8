package org.edgeztp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.edgeztp.server.ExplainTest.golden;
import static org.edgeztp.server.ExplainTest.hex;
import static org.edgeztp.server.ExplainTest.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.edgeztp.server.explain.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A captured boot over IPv6 and HTTP: the packets of OVMF and iPXE, which a server on fd77::/64
 * answered, and what goes on from there.
 */
class ExplainIpv6Test {
  private static final String LINK_LOCAL = "fe80::5054:ff:fe77:1";
  private static final String THERE = "fd77::5054:ff:fe77:1";
  private static final String TOKEN = "m-00000000aa.1.1.AAAABBBBCCCCDDDD";
  private static final String HARDWARE =
      """
      {"cpus": 2, "memoryBytes": 1073741824,
       "disks": [{"name": "vda", "size": 4294967296, "serial": "D1", "rota": false}], "nics": []}
      """;

  @TempDir private Path folder;
  private ExplainSite site;

  @BeforeEach
  void prepare() throws IOException {
    site = new ExplainSite(folder);
  }

  private static Map<String, Object> packet(String source, int port, String hex) {
    return Map.of("source", source, "port", port, "payload", hex);
  }

  private static Map<String, Object> http(String source, String head, String body) {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    String request = head + " HTTP/1.1\r\nHost: x\r\n" + length + "\r\n" + body;
    return packet(source, 80, HexFormat.of().formatHex(request.getBytes(US_ASCII)));
  }

  private static String read(String file) {
    return HexFormat.of().formatHex(("\0\1" + file + "\0octet\0").getBytes(US_ASCII));
  }

  private static List<Map<String, Object>> boot() throws IOException {
    return List.of(
        packet(LINK_LOCAL, 547, hex("dhcp6/ovmf-solicit")),
        packet(LINK_LOCAL, 547, hex("dhcp6/ovmf-request")),
        packet(THERE, 69, read("ipxe.efi")),
        packet(LINK_LOCAL, 547, hex("dhcp6/ipxe-solicit")),
        http(THERE, "GET /boot/52-54-00-77-00-01.ipxe", ""),
        http(THERE, "GET /run/" + TOKEN + "/kernel", ""),
        http(THERE, "GET /mirror/debian/dists/trixie/InRelease", ""),
        http(THERE, "POST /run/" + TOKEN + "/hardware", HARDWARE),
        http(THERE, "GET /run/" + TOKEN + "/task", ""));
  }

  private Explain.Explanation answer(Map<String, ?> question) throws IOException {
    return (Explain.Explanation)
        site.explain().answer("POST", new JsonMapper().valueToTree(question));
  }

  @Test
  void followsABootFromFirmwareToItsTaskAndChangesNothing() throws IOException {
    Map<String, Object> before = site.records();

    String text = text(answer(Map.of("packets", boot())).steps());

    assertThat(site.records()).isEqualTo(before);
    golden("ipv6-http", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uefi-x64", "uefi-http"})
  void bootsAMachineThatIsNotThere(String kind) throws IOException {
    Map<String, Object> before = site.records();

    String text =
        text(answer(Map.of("mac", "52:54:00:77:00:21", "arch", kind, "ipv6", true)).steps());

    assertThat(site.records()).isEqualTo(before);
    golden("ipv6-" + kind, text);
  }

  @ParameterizedTest
  @CsvSource({"bios, , does not boot over IPv6", "uefi-x64, 10.78.0.1, leave the relay out"})
  void saysWhoseBootIsNotOverIpv6(String kind, String relay, String says) {
    Map<String, Object> question =
        new HashMap<>(Map.of("mac", "52:54:00:77:00:21", "arch", kind, "ipv6", true));
    if (relay != null) {
      question.put("relay", relay);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer(question))
        .withMessageContaining(says);
  }

  @Test
  void showsWhatAChangedConfigurationAnswersOtherwise() throws IOException {
    String changed =
        site.text()
            .replace("\"fd78::/64\"}", "\"fd78::/64\", lifetime: 600}")
            .replace("name: edge, image", "name: edge, hostname: rack-7, image");

    Explain.Explanation answer = answer(Map.of("packets", boot(), "config", changed));

    assertThat(text(requireNonNull(answer.differences())))
        .contains(
            "request 1: DHCPv6 SOLICIT from 52:54:00:77:00:01 as UEFI\n"
                + "  - option 3 addresses for 77baf57f: renewal after 1800 s, rebinding after 2880 s",
            "request 9: HTTP GET /run/m-0000000000.1.1.***/task from fd77::5054:ff:fe77:1\n")
        .contains("rack-7")
        .doesNotContain("request 3", "request 5", "request 6");
  }

  @Test
  void saysWhoIsNotAnsweredAndWhy() throws IOException {
    Map<String, Object> question = new HashMap<>(Map.of("packets", boot()));
    question.put("config", site.text().replaceFirst("\n *ipv6: .*", ""));

    assertThat(text(requireNonNull(answer(question).differences())))
        .contains("+ no answer: this network has no IPv6 in the configuration");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer(Map.of("packets", List.of(packet("10.77.0.50", 547, "01000000")))))
        .withMessage("what goes to port 547 comes from an Inet6Address, not from 10.77.0.50");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> answer(Map.of("packets", List.of(packet(THERE, 80, "00")))))
        .withMessage("what goes to port 80 is no HTTP request");
  }

  /** The server would keep the request open; nobody waits here. */
  @Test
  void saysThatAMachineWithoutATaskWaits() throws IOException {
    String picky =
        site.text()
            .replaceAll("(name: (here|also-here), profile: edge)}", "$1, when: {vendor: another}}");

    Explain.Explanation answer = answer(Map.of("packets", boot(), "config", picky));

    assertThat(requireNonNull(answer.differences()))
        .flatMap(Step::lines)
        .contains("+ no answer yet: it waits for its turn in READY");
  }
}
