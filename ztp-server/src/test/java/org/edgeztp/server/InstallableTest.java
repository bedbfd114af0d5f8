package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.edgeztp.server.http.Served;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A profile that cannot be installed is refused at the start, not when the first machine asks. */
class InstallableTest {
  /** An image of 400 MiB, and what was added beside it. */
  static final Served SERVED =
      new Served(
          Path.of("/srv/assets"),
          new Manifest(
              Instant.EPOCH,
              "trixie",
              Map.of(),
              Map.of(
                  "debian-13",
                  new Manifest.Image(
                      "root.zst", 3, "ab".repeat(32), 400L << 20, "6.12", "amd64", null))),
          Path.of("/srv/installers"),
          Map.of("os", added("kernel", "initrd"), "nos", added(Bootable.ONIE_INSTALLER)));

  static Stream<Arguments> unfit() {
    return Stream.of(
        arguments("onie", "other", "was not added"),
        arguments("onie", "os", "lacks an --onie-installer"),
        arguments("ramdisk", "nos", "lacks a --kernel and an --initrd"),
        arguments("preseed", "os", "lacks a --suite"));
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("unfit")
  void refusesAProfileWhoseInstallerIsNotThereOrUnfit(
      String installer, String image, String complaint) {
    assertThatThrownBy(() -> check(config(installer, image)))
        .hasMessageContaining("profile 'p' installs with '" + image + "', which " + complaint)
        .hasMessageContaining("are [nos, os]");
  }

  @Test
  void takesWhatIsFit() {
    check(config("onie", "nos"));
    check(config("ramdisk", "os"));
    check(config("image", "debian-13"));
  }

  @Test
  void refusesAnImageThatIsNotThere() {
    assertThatThrownBy(() -> check(config("image", "debian-12")))
        .hasMessage(
            "profile 'p' names the image 'debian-12'; the boot assets have [debian-13]: name one of"
                + " these, build it with 'ztp assets', or add it with 'ztp assets add'");
  }

  @Test
  void refusesStorageThatDoesNotHoldTheImage() {
    assertThatThrownBy(() ->
            check(config("image", "debian-13, storage: {partitions: [{mount: /, size: 500 MiB}]}")))
        .hasMessage("profile 'p': / of 500 MiB does not hold the image, which takes 524 MiB");
  }

  private static void check(Config config) {
    Installable.check(config.policy().toPolicy(config).profiles().values(), SERVED);
  }

  private static Config config(String installer, String image) {
    return ConfigFile.parse(
        """
        assets: /srv/assets
        networks:
          - {interface: eth1, address: 10.77.0.1, dhcp: proxy}
        profiles:
          - {name: p, installer: %s, image: %s, orchestrator: o1}
        orchestrators:
          - {name: o1, url: "http://h/e", confirm: "http://h/{id}", secrets: [whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3]}
        """
            .formatted(installer, image),
        "ztp.yaml");
  }

  private static Bootable added(String... files) {
    var content = new Manifest.Content(3, "ab".repeat(32));
    return new Bootable(
        Stream.of(files).collect(Collectors.toMap(file -> file, _ -> content)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
