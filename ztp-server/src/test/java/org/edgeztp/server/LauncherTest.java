package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher {@code ztp} in a folder of its own, with a Java and a Maven that tell what they are
 * asked for.
 */
class LauncherTest {
  private static final String JAR = "ztp-server/target/ztp-server-0.1.0.jar";

  @TempDir private Path folder;
  private Path home = Path.of("");
  private Path cache = Path.of("");

  @BeforeEach
  void install() throws Exception {
    script(folder.resolve("jdk/bin/java"), "echo \"java $*\"");
    script(folder.resolve("jdk/bin/javac"), "true");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
    script(
        folder.resolve("bin/mvn"),
        "sleep 0.3; echo built >>../builds; mkdir -p ztp-server/target/lib; touch "
            + JAR
            + "; for module in inventory orchestrator-bridge pxe-assets; do"
            + " touch ztp-server/target/lib/$module-0.1.0.jar; done");
    home = folder.resolve("product");
    Files.createDirectories(home.resolve("ztp-server/src/main"));
    cache = home.resolve("ztp-server/target/ztp-server-0.1.0.aot");
    Files.copy(Path.of("..", "ztp"), home.resolve("ztp"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(home.resolve("ztp-server/pom.xml"));
  }

  @ParameterizedTest
  @CsvSource({
    "serve --config FILE, true",
    "serve --config=FILE --forget-applied, true",
    "serve, false",
    "serve --help, false",
    "serve --config FILE --print-config, false"
  })
  void learnsOnlyFromAServerThatIsToServe(String words, boolean learns) throws Exception {
    built();
    assertThat(ztp(words).contains("-XX:AOTCacheOutput=" + cache + ".new.")).isEqualTo(learns);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsWhatWasLearntIfTheServerServed(boolean served) throws Exception {
    built();
    Path learnt = cache.resolveSibling(cache.getFileName() + ".new.99999999");
    Files.writeString(learnt, "learnt");
    Files.setLastModifiedTime(learnt, FileTime.from(Instant.now().plusSeconds(10)));
    if (served) {
      Files.createFile(learnt.resolveSibling(learnt.getFileName() + ".served"));
    }
    String told = ztp("serve --config FILE");
    assertThat(Files.exists(cache)).isEqualTo(served);
    assertThat(told.contains("-XX:AOTCache=" + cache)).isEqualTo(served);
    try (var left = Files.list(cache.resolveSibling("."))) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.contains(".new."));
    }
  }

  @Test
  void twoVerbsAtOnceShareOneBuild() throws Exception {
    Process first = start("preflight");
    Process second = start("preflight");
    assertThat(output(first) + output(second)).contains("ztp: building", "java ");
    assertThat(folder.resolve("builds")).hasContent("built");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test qick | test takes quick or fuzz, not 'qick'",
        "assets lst | assets takes build, add, list or prune, not 'lst'"
      })
  void refusesAWordThatItDoesNotKnow(String words, String sentence) throws Exception {
    Process process = start(words);
    assertThat(output(process)).isEqualTo("ztp: " + sentence + "\n");
    assertThat(process.exitValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "help machine list | java machine list --help",
        "lab --help | java lab --help",
        "bench --help | java bench --help",
        "test --help | test quick",
        "build --help | compile and package",
        "assets --help | --print-dir",
        "help assets add | ztp assets add NAME --kernel FILE"
      })
  void explainsAVerbWithoutDoingIt(String words, String told) throws Exception {
    built();
    Path assets =
        Files.createSymbolicLink(
            home.resolve("pxe-assets"), Path.of("..", "pxe-assets").toRealPath());
    assertThat(ztp(words).replaceAll("java -\\S.*(Main|jar) ", "java ")).contains(told);
    Files.delete(assets);
  }

  private void built() throws IOException {
    Files.createDirectories(home.resolve(JAR).getParent());
    Files.createFile(home.resolve(JAR));
  }

  private String ztp(String words) throws Exception {
    return output(start(words));
  }

  private Process start(String words) throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("ztp").toString()));
    command.addAll(List.of(words.split(" ")));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("ZTP_JAVA_HOME", folder.resolve("jdk").toString());
    environment.merge("PATH", folder.resolve("bin").toString(), (old, own) -> own + ":" + old);
    return builder.start();
  }

  private static String output(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
