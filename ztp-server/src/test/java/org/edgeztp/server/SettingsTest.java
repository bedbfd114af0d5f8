package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A profile that cannot be installed is refused at the start, not when the first machine asks. */
class SettingsTest {
  private static final Map<String, Bootable> ADDED =
      Map.of("os", added("kernel", "initrd"), "nos", added(Bootable.ONIE_INSTALLER));

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
    check(config("image", "built"));
  }

  private static void check(Config config) {
    Settings.checkInstallers(config, config.policy().toPolicy(config), ADDED);
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
          - {name: o1, url: "http://h/e", confirm: "http://h/m", secrets: [whsec_c2VjcmV0]}
        """
            .formatted(installer, image),
        "ztp.yaml");
  }

  private static Bootable added(String... files) {
    var content = new Manifest.Content(3, "ab".repeat(32));
    return new Bootable(
        Stream.of(files).collect(Collectors.toMap(file -> file, _ -> content)),
        Optional.empty(),
        Optional.empty());
  }
}
