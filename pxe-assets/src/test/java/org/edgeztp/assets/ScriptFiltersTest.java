package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptFiltersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "it's",
        "'; reboot -f; '",
        "$(reboot) `reboot` ${HOME} $$",
        "a\nb\n",
        "\\' \\\\ \"",
        "*?[a] ~ # ! & | > <",
        "'''",
        "\u00e4\u4e16\ud83d\ude80"
      })
  void shellReadsBackExactlyTheText(String text) throws Exception {
    var shell =
        new ProcessBuilder("sh", "-c", "v=" + ScriptFilters.sh(text) + "; printf '%s' \"$v\"")
            .redirectErrorStream(true)
            .start();
    byte[] output = shell.getInputStream().readAllBytes();
    assertThat(shell.waitFor()).isZero();
    assertThat(new String(output, StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void dropsWhatNoShellCanHold() {
    assertThat(ScriptFilters.sh("a\0b")).isEqualTo("'ab'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\nchain http://10.6.6.6/",
        "x || reboot",
        "x && reboot",
        "x ; reboot",
        "x ${mac} x",
        "x #!ipxe"
      })
  void ipxeSeesOneHarmlessLine(String text) {
    assertThat(ScriptFilters.words(text)).startsWith("x ").doesNotContainPattern("[\n\r|&;$#{}]");
  }

  @Test
  void keepsSentencesAsTheyAre() {
    String sentence = "it's run 3 of m-0123456789 (BOOTING), asked for at 10:15:00";
    assertThat(ScriptFilters.words(sentence)).isEqualTo(sentence);
  }
}
