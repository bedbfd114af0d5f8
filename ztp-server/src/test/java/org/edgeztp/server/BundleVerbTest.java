package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.assets.Manifest;
import org.edgeztp.server.http.Served;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ztp bundle} as people type it. */
class BundleVerbTest {
  private static final String SITE =
      """
      profiles:
        - {name: worker, image: debian-13, orchestrator: central}
        - {name: edge, installer: preseed, image: netboot, orchestrator: central}
        - {name: leaf, installer: onie, image: sonic, orchestrator: central}
      """;

  @TempDir Path folder;
  private BundleSite site;

  @BeforeEach
  void configure() throws IOException {
    site = new BundleSite(folder, folder.resolve("artifacts"));
    site.has("cookbooks/base/metadata.rb", "name 'base'\n");
    site.has("data/mirror/rocky/9/repodata/repomd.xml", "<repomd/>");
    site.images("debian-13", "debian-13-arm64", "debian-12");
    site.added("netboot", "\"suite\": \"trixie\",", "kernel", "initrd");
    site.added("sonic", "", "switch-installer");
    site.added("rescue", "", "kernel", "initrd");
    site.has("site.yaml", SITE);
  }

  @Test
  void carriesWhatAConfigurationNames() throws IOException {
    assertThat(site.create()).as(site.err.toString()).isZero();
    String key = site.at("data/bundle.key.pub");
    assertThat(site.run("show", "-o", "json", "--key", key, site.at("s1.bundle"))).isZero();
    assertThat(site.said).contains("\"name\" : \"s1\"", "\"packages\" : {");
    Path place = site.unpack();
    assertThat(place.getFileName().toString()).matches("s1-[0-9a-f]{12}");
    assertThat(place.resolve("packages/rocky/9/repodata/repomd.xml")).exists();
    assertThat(place.resolve("site/site.yaml")).exists();
    assertThat(site.said).contains("verified and unpacked: " + place);
    Set<String> before = files(place);
    assertThat(site.unpack()).isEqualTo(place);
    assertThat(site.said).contains("it was unpacked already: " + place);
    assertThat(files(place)).isEqualTo(before);
  }

  @Test
  void takesWhatProfilesInstallAndServesItFromThere() throws IOException {
    assertThat(site.create()).as(site.err.toString()).isZero();
    assertThat(site.said)
        .contains("left out, as no profile installs them: debian-12, rescue; --image NAME");
    Path place = site.unpack();
    assertThat(files(place.resolve("assets")))
        .containsExactly(
            "debian-13-arm64.ext4.zst",
            "debian-13-arm64.packages",
            "debian-13.ext4.zst",
            "debian-13.packages",
            "ipxe.efi",
            "manifest.json");
    Served served = Served.read(place.resolve("assets"), place.resolve("installers"));
    assertThat(served.manifest().images().keySet())
        .containsExactlyInAnyOrder("debian-13", "debian-13-arm64");
    assertThat(served.manifest().image("debian-13", "arm64").orElseThrow().file())
        .isEqualTo("debian-13-arm64.ext4.zst");
    assertThat(served.bootables().keySet()).containsExactlyInAnyOrder("netboot", "sonic");
    assertThat(served.bootables())
        .hasEntrySatisfying("netboot", added -> assertThat(added.suite()).contains("trixie"));
    assertThat(place.resolve("installers/sonic/switch-installer"))
        .hasContent("switch-installer of sonic");
    assertThat(site.said)
        .contains("assets: " + place + "/assets\n", "installers: " + place + "/installers\n");
    assertThat(Files.readString(place.resolve("sbom.cdx.json")))
        .contains("of-debian-13-arm64", "sonic/switch-installer", "netboot/initrd")
        .doesNotContain("debian-12", "rescue");
  }

  @Test
  void takesWhatIsNamedAsWellAndAllWhereNothingIs() throws IOException {
    assertThat(site.create("--image", "rescue")).as(site.err.toString()).isZero();
    assertThat(files(site.unpack().resolve("installers")))
        .contains("rescue/kernel", "sonic/switch-installer");
    assertThat(site.said).doesNotContain("rescue;");
    Path all = Files.createDirectory(folder.resolve("all"));
    site.has("site.yaml", "rules: []\n");
    assertThat(site.create()).as(site.err.toString()).isZero();
    assertThat(
            site.run(
                "import",
                "--key",
                site.at("data/bundle.key.pub"),
                "--into",
                all.toString(),
                site.at("s1.bundle")))
        .isZero();
    assertThat(files(all)).anyMatch(file -> file.endsWith("assets/debian-12.ext4.zst"));
    assertThat(files(all)).anyMatch(file -> file.endsWith("installers/rescue/kernel"));
  }

  @ParameterizedTest
  @CsvSource({
    "'installer: image, image: debian-14', names the image 'debian-14'; the boot assets have",
    "'installer: onie, image: cumulus', 'installs with ''cumulus'', which was not added'",
    "'installer: kickstart, image: rescue', 'installs with ''rescue'', which lacks a --repository'"
  })
  void saysWhatTheServerLacksForAProfile(String what, String complaint) throws IOException {
    site.has(
        "site.yaml", "profiles: [{name: worker, %s, orchestrator: central}]\n".formatted(what));
    assertThat(site.create()).isEqualTo(1);
    assertThat(site.err.toString()).contains("profile 'worker' " + complaint, "ztp assets");
    assertThat(folder.resolve("s1.bundle")).doesNotExist();
  }

  @Test
  void saysThatNothingHasANameThatIsAskedFor() {
    assertThat(site.create("--image", "plan9")).isEqualTo(1);
    assertThat(site.err.toString())
        .contains("there is no image or installer 'plan9'; there are [debian-12, debian-13,")
        .contains("'ztp assets add'");
  }

  @Test
  void takesADiskImageThatWasAdded() throws IOException {
    site.addedDisk("golden");
    site.addedDisk("spare");
    site.has("site.yaml", "profiles: [{name: worker, image: golden, orchestrator: central}]\n");
    assertThat(site.create()).as(site.err.toString()).isZero();
    assertThat(site.said).contains("left out, as no profile installs them: debian-12, ");
    Path place = site.unpack();
    Served served = Served.read(place.resolve("assets"), place.resolve("installers"));
    Manifest.Image golden = served.manifest().image("golden", "amd64").orElseThrow();
    assertThat(place.resolve("installers").resolve(golden.file())).hasContent("disk golden");
    assertThat(served.manifest().suite(golden)).isEqualTo("bookworm");
    assertThat(served.manifest().images().keySet()).containsExactly("golden");
    assertThat(Files.readString(place.resolve("sbom.cdx.json")))
        .contains("of-golden", "Debian 12")
        .doesNotContain("spare");
  }

  @Test
  void refusesTwoImagesOfOneName() throws IOException {
    site.addedDisk("debian-13");
    assertThat(site.create()).isEqualTo(1);
    assertThat(site.err.toString())
        .contains("an image 'debian-13' was built and another was added");
  }

  @Test
  void takesNoInstallerThatIsDamaged() throws IOException {
    site.has("installers/sonic/switch-installer", "SWITCH-installer of sonic");
    assertThat(site.create()).isEqualTo(1);
    assertThat(site.err.toString())
        .contains("installers/sonic/switch-installer is not what its index, manifest or name says");
  }

  @Test
  void tellsOfTheFilesThatSwitchesAreGiven() throws IOException {
    site.has("leaf.json", "{}");
    site.has(
        "site.yaml",
        SITE.replace(
            "image: sonic,",
            "image: sonic, ztp: {config-db: %s},".formatted(site.at("leaf.json"))));
    assertThat(site.create()).as(site.err.toString()).isZero();
    assertThat(site.said)
        .contains(
            "profile 'leaf' gives switches " + site.at("leaf.json") + ", which does not go along");
  }

  @Test
  void takesNoSecretsOfAConfigurationForASite() {
    assertThat(
            site.run(
                "create",
                "--config",
                site.at("ztp.yaml"),
                "--site",
                site.at("ztp.yaml"),
                site.at("s1.bundle")))
        .isEqualTo(1);
    assertThat(site.err.toString()).contains("ztp.yaml").contains("site");
    assertThat(folder.resolve("s1.bundle")).doesNotExist();
  }

  @Test
  void saysWhatToDoWithoutAssets() throws IOException {
    Files.delete(folder.resolve("assets/manifest.json"));
    assertThat(site.run("create", "--config", site.at("ztp.yaml"), site.at("s1.bundle")))
        .isEqualTo(1);
    assertThat(site.err.toString()).contains("has no boot assets: build them with 'ztp assets'");
  }

  private static Set<String> files(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
