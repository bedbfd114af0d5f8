package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ztp bundle} as people type it. */
class BundleVerbTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void configure() throws IOException {
    has(
        "assets/manifest.json",
        """
        {"built": "2026-11-26T09:00:00Z", "suite": "trixie", "files": {}, "images": {}}
        """);
    has("cookbooks/base/metadata.rb", "name 'base'\n");
    has("data/mirror/rocky/9/repodata/repomd.xml", "<repomd/>");
    has("site.yaml", "rules: []\n");
    has(
        "ztp.yaml",
        """
        site: s1
        data: %1$s/data
        assets: %1$s/assets
        installers: %1$s/installers
        cookbooks: %1$s/cookbooks
        networks:
          - interface: eth1
            address: 10.77.0.1
            subnets:
              - subnet: 10.77.0.0/24
                pools: [10.77.0.50-10.77.0.199]
        """
            .formatted(folder));
  }

  @Test
  void carriesWhatAConfigurationNames() throws IOException {
    assertThat(
            run("create", "--config", at("ztp.yaml"), "--site", at("site.yaml"), at("s1.bundle")))
        .as(err.toString())
        .isZero();
    String key = at("data/bundle.key.pub");
    assertThat(run("show", "-o", "json", "--key", key, at("s1.bundle"))).isZero();
    assertThat(out.toString()).contains("\"name\" : \"s1\"", "\"packages\" : {");
    assertThat(run("import", "--key", key, "--into", at("bundles"), at("s1.bundle"))).isZero();
    try (Stream<Path> places = Files.list(folder.resolve("bundles"))) {
      Path place = places.filter(Files::isDirectory).findFirst().orElseThrow();
      assertThat(place.getFileName().toString()).matches("s1-[0-9a-f]{12}");
      assertThat(place.resolve("packages/rocky/9/repodata/repomd.xml")).exists();
      assertThat(place.resolve("site/site.yaml")).exists();
    }
  }

  @Test
  void takesNoSecretsOfAConfigurationForASite() {
    assertThat(run("create", "--config", at("ztp.yaml"), "--site", at("ztp.yaml"), at("s1.bundle")))
        .isEqualTo(1);
    assertThat(err.toString()).contains("ztp.yaml").contains("site");
    assertThat(folder.resolve("s1.bundle")).doesNotExist();
  }

  @Test
  void saysWhatToDoWithoutAssets() throws IOException {
    Files.delete(folder.resolve("assets/manifest.json"));
    assertThat(run("create", "--config", at("ztp.yaml"), at("s1.bundle"))).isEqualTo(1);
    assertThat(err.toString()).contains("has no boot assets: build them with 'ztp assets'");
  }

  private String at(String path) {
    return folder.resolve(path).toString();
  }

  private int run(String... words) {
    List<String> arguments = Stream.concat(Stream.of("bundle"), Stream.of(words)).toList();
    CommandLine ztp = Main.commandLine(arguments);
    ztp.setOut(new PrintWriter(out, true));
    ztp.setErr(new PrintWriter(err, true));
    return ztp.execute(arguments.toArray(String[]::new));
  }

  private void has(String path, String text) throws IOException {
    Path target = folder.resolve(path);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }
}
