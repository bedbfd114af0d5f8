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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The answer files before the programs that their vendors check them with, where a Debian package
 * has one: debconf and ignition. There is none for kickstart, nor for the autoinstall part of
 * Ubuntu's user-data.
 */
class VendorChecksTest {
  private static final Path GOLDENS = Path.of("src/test/resources/org/edgeztp/assets/installer");

  @TempDir private Path folder;

  @Test
  void debconfTakesThePreseedFile() throws Exception {
    assertThat(run("debconf-set-selections", "--checkonly", golden("preseed.cfg"))).isEmpty();
  }

  @Test
  void debconfObjectsToABrokenOne() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.cfg"), "d-i only/two\n");
    assertThat(run("debconf-set-selections", "--checkonly", broken.toString())).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = AnswerFile.class,
      names = {"IGNITION", "DISK_IGNITION"})
  void ignitionTakesItsConfigs(AnswerFile file) throws Exception {
    assertThat(run("ignition-validate", golden(file.fileName()))).isEmpty();
  }

  @Test
  void ignitionObjectsToAnUnknownKey() throws Exception {
    String text = Files.readString(Path.of(golden("disk.ign"))).replace("passwd", "password");
    Path broken = Files.writeString(folder.resolve("broken.ign"), text);
    assertThat(run("ignition-validate", broken.toString())).isNotEmpty();
  }

  private static String golden(String name) {
    return GOLDENS.resolve(name + ".expected").toString();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0 ? output : "exit " + code + ": " + output;
    } catch (IOException e) {
      return abort(words.getFirst() + " is not installed: " + e.getMessage());
    }
  }
}
