package org.edgeztp.assets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ztp assets prune}, as root, where no other process is seen. */
class PruneTest {
  @TempDir private Path folder;

  @BeforeEach
  void hasBuildsAndWhatWasAdded() throws IOException {
    made("cache/0000000000000001", 90);
    made("cache/0000000000000002", 80);
    made("cache/0000000000000003", 70);
    made("cache/0000000000000004", 60);
    made("added/golden", 90);
    made("added/golden-arm64", 90);
    made("added/sonic", 90);
    made("added/old", 90);
    made("added/new", 10);
    Files.createSymbolicLink(folder.resolve("assets"), folder.resolve("cache/0000000000000002"));
    has("ztp.yaml", "assets: %s/cache/0000000000000001\n".formatted(folder));
    has("other.yaml", "assets: %s/assets\n".formatted(folder));
    has("site.yaml", "profiles:\n  - {name: a, image: golden}\n  - {name: b, image: sonic}\n");
  }

  @Test
  void removesWhatNothingNames() throws Exception {
    String[] all = {"--config", "ztp.yaml", "--config", "other.yaml", "--site", "site.yaml"};
    List<String> before = left();
    assertThat(prune("", all))
        .contains("cache/0000000000000003\n", "added/old\n", "4 MiB that nothing names")
        .doesNotContain("0000000000000001", "0000000000000002", "0000000000000004")
        .doesNotContain("golden", "sonic", "new");
    assertThat(left()).isEqualTo(before);
    assertThat(prune("", with(all, "--remove"))).contains("removed, 4 MiB");
    assertThat(left())
        .containsExactly(
            "0000000000000001",
            "0000000000000002",
            "0000000000000004",
            "golden",
            "golden-arm64",
            "new",
            "sonic");
  }

  @Test
  void keepsWhatAServerServesThatRuns() throws Exception {
    String server = "sh -c 'sleep 60; :' serve --config other.yaml & ";
    assertThat(prune(server, "--config", "ztp.yaml"))
        .contains("0000000000000003")
        .doesNotContain("0000000000000002");
    assertThat(prune(server, "--config", "ztp.yaml", "--remove"))
        .contains("a server runs by " + folder.resolve("other.yaml") + ": give what is in force");
    assertThat(left()).hasSize(9);
    assertThat(prune(server, "--config", "ztp.yaml", "--site", "site.yaml", "--remove"))
        .contains("removed, 4 MiB");
    assertThat(left()).contains("0000000000000002").doesNotContain("0000000000000003");
  }

  @Test
  void needsToKnowWhatIsInUse() throws Exception {
    assertThat(prune("", "--remove")).contains("name the configuration of each server");
    assertThat(prune("", "--config", "none.yaml")).contains("none.yaml cannot be read");
    assertThat(prune("", "--config", "ztp.yaml", "--days", "few")).contains("a number of days");
    assertThat(left()).hasSize(9);
  }

  @Test
  void waitsForABuild() throws Exception {
    assertThat(prune("exec 8>cache/.lock; flock 8; ", "--config", "ztp.yaml", "--remove"))
        .contains("a build is running");
    assertThat(left()).hasSize(9);
  }

  private void made(String path, int daysAgo) throws IOException {
    Files.createDirectories(folder.resolve(path));
    Files.write(folder.resolve(path).resolve("image"), new byte[2 << 20]);
    has(path + "/manifest.json", "{}");
    Files.setLastModifiedTime(
        folder.resolve(path).resolve("manifest.json"),
        FileTime.from(Instant.now().minus(Duration.ofDays(daysAgo))));
  }

  private void has(String path, String text) throws IOException {
    Files.writeString(folder.resolve(path), text);
  }

  private static String[] with(String[] words, String last) {
    return Stream.concat(Stream.of(words), Stream.of(last)).toArray(String[]::new);
  }

  private List<String> left() throws IOException {
    List<String> names = new ArrayList<>();
    for (String parent : List.of("cache", "added")) {
      try (Stream<Path> found = Files.list(folder.resolve(parent)).filter(Files::isDirectory)) {
        found.map(path -> path.getFileName().toString()).sorted().forEach(names::add);
      }
    }
    return names;
  }

  /** In a PID namespace of its own, after something else was begun there. */
  private String prune(String before, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-c"));
    command.add(before + "\"$0\" \"$@\"");
    command.add(Path.of("prune.sh").toAbsolutePath().toString());
    command.addAll(List.of("--cache", "cache", "--installers", "added"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
