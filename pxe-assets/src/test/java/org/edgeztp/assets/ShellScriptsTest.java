package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every shell script of the room, and the tasks as machines get them. Needs shellcheck. */
class ShellScriptsTest {
  private static final Path GOLDENS = Path.of("src/test/resources/org/edgeztp/assets");

  @Test
  void haveNothingThatShellcheckObjectsTo() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("shellcheck", "build.sh", "add.sh", "list.sh", "disk-image.sh", "prune.sh"));
    command.addAll(scriptsIn(Path.of("build")));
    command.addAll(scriptsIn(GOLDENS));
    String findings = run(command);
    assertThat(findings).isEmpty();
  }

  private static List<String> scriptsIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*(\\.sh|\\.sh\\.expected|/init|\\.script)"))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static String run(List<String> command) throws InterruptedException, IOException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      process.waitFor();
      return new String(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return abort("shellcheck is not installed: " + e.getMessage());
    }
  }
}
