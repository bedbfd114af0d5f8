package org.edgeztp.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a lab serves, carried to a site without any way out as operators do it: as a bundle. */
final class LabBundle {
  private LabBundle() {}

  /**
   * The lab with nothing but what was unpacked of its bundle.
   *
   * @param folder empty; for the bundle and what it is unpacked into
   */
  static LabSettings carried(LabSettings settings, Path folder)
      throws IOException, InterruptedException {
    Path config =
        Files.writeString(
            folder.resolve("ztp.yaml"),
            """
            site: lab
            data: %s
            assets: %s
            cookbooks: %s
            networks:
              - {interface: br0, address: 10.77.0.1}
            """
                .formatted(
                    folder.resolve("data"),
                    settings.assets(),
                    settings.home().resolve("cookbooks")));
    String file = folder.resolve("lab.bundle").toString();
    String key = folder.resolve("bundle.key").toString();
    Path into = folder.resolve("bundles");
    ztp(settings, "bundle", "create", "--config=" + config, "--key=" + key, file);
    ztp(settings, "bundle", "import", "--key=" + key + ".pub", "--into=" + into, file);
    try (var unpacked = Files.list(into)) {
      return settings.from(unpacked.filter(Files::isDirectory).findFirst().orElseThrow());
    }
  }

  private static void ztp(LabSettings settings, String... verb)
      throws IOException, InterruptedException {
    List<String> command = settings.java(verb);
    Tool.run(command.toArray(String[]::new));
  }
}
