package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of apt's repositories build/mirror.sh takes for Debian's own. */
class MirrorTest {
  private static final String INDEXES =
      """
      http://third.example/apt trixie main
      http://m.example/debian/ trixie-updates main
      http://m.example/debian/ trixie contrib
      http://m.example/debian-security/ trixie-security main
      cdrom://disc/debian trixie main
      """;

  @ParameterizedTest
  @CsvSource({"main, http://m.example/debian", "security, http://m.example/debian-security"})
  void takesDebiansOwn(String kind, String expected) throws Exception {
    assertThat(choose(kind, INDEXES)).isEqualTo(expected + "\n");
  }

  @ParameterizedTest
  @CsvSource({"main", "security"})
  void findsNoneAmongThirdParties(String kind) throws Exception {
    assertThat(choose(kind, "http://third.example/apt trixie main\n")).isEmpty();
  }

  private static String choose(String kind, String indexes)
      throws IOException, InterruptedException {
    var shell =
        new ProcessBuilder("bash", "-c", ". build/mirror.sh; mirror_choose " + kind)
            .redirectErrorStream(true)
            .start();
    try (var input = shell.outputWriter(StandardCharsets.UTF_8)) {
      input.write(indexes);
    }
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return output;
  }
}
