package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private static final String SHA256 = "0".repeat(64);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://10.0.0.1/run",
        "http://10.0.0.1/a b",
        "http://10.0.0.1/a\nboot",
        "http://10.0.0.1/${mac}",
        "http://10.0.0.1/$(reboot)",
        "http:///run",
        "http://10.0.0.1/a?b"
      })
  void refusesUrlsThatWouldNotStayOneWord(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RamdiskScript(url, "/run/t", "52:54:00:77:00:01", false, "why"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "run/t", "/run/a b", "/run/$t", "/run/t/"})
  void refusesPathsThatWouldNotStayOneWord(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RamdiskScript("http://s", path, "52:54:00:77:00:01", false, "why"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.0.0.1", "http://10.0.0.1:8080/", "http://[fd77::1]/x"})
  void takesUrlsWithoutTheirLastSlash(String url) {
    assertThat(new LocalDiskScript(url, "why").serverUrl())
        .startsWith("http://")
        .doesNotEndWith("/");
  }

  @ParameterizedTest
  @CsvSource({
    "-h,                '',        trixie",
    "a..b,              '',        trixie",
    "Edge1,             '',        trixie",
    "edge1;reboot,      '',        trixie",
    "edge1,             'a\"b',    trixie",
    "edge1,             $(reboot), trixie",
    "edge1,             '',        trixie/updates"
  })
  void refusesWhatIsNoNameOrArgument(String hostname, String kernelArgs, String suite) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> install(hostname, kernelArgs, suite, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAAAC3",
        "ssh-ed25519",
        "command=\"x\" ssh-ed25519 AAAAC3",
        "ssh-ed25519 AAAAC3\nssh-ed25519 AAAAC4"
      })
  void refusesWhatIsNotOnePublicKey(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> install("edge1", "", "trixie", List.of(key)));
  }

  @Test
  void takesOrdinaryValues() {
    var key = "sk-ssh-ed25519@openssh.com AAAAC3+/== someone@somewhere";
    assertThat(install("edge1.site-2.lab", "isolcpus=2-3 a.b=c,d", "trixie", List.of(key)))
        .extracting(InstallImage::authorizedKeys)
        .isEqualTo(List.of(key));
  }

  private static InstallImage install(
      String hostname, String kernelArgs, String suite, List<String> keys) {
    return new InstallImage(
        1,
        SHA256,
        Layouts.WHOLE_DISK,
        hostname,
        kernelArgs,
        suite,
        "http://m/mirror",
        false,
        keys,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
