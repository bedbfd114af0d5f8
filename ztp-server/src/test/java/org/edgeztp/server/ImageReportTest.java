package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.http.Served;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API tells of what was added beside what was built. */
class ImageReportTest {
  @TempDir private Path folder;

  @Test
  void tellsTheArchitectureOfWhatWasAdded() throws Exception {
    var site = new BundleSite(folder, folder.resolve("artifacts"));
    site.addedDisk("golden");
    // The magic of an ARM64 kernel stands there.
    site.has("installers/rescue/kernel", "x".repeat(56) + "ARMd" + "x".repeat(600));
    site.has("installers/rescue/initrd", "");
    site.has(
        "installers/rescue/manifest.json",
        """
        {"files": {"kernel": {"size": 660, "sha256": "%1$s"}, "initrd": {"size": 0, "sha256": "%1$s"}}}
        """
            .formatted("ab".repeat(32)));

    assertThat(image("debian-13")).contains("disk-image trixie - amd64");
    assertThat(image("golden"))
        .contains("disk-image bookworm Debian 12 amd64 golden/root.ext4.zst");
    assertThat(image("rescue")).contains("installer - - arm64");
  }

  private String image(String name) throws Exception {
    var inventory =
        new Inventory(
            new MemoryMachineStore(),
            Policy.of(),
            Clock.systemUTC(),
            () -> new MachineId("m-0000000001"));
    Served served = Served.read(folder.resolve("assets"), folder.resolve("installers"));
    Object view = new ImageReport(() -> served, inventory).item("GET", name);
    JsonNode json = JsonMapper.builder().build().valueToTree(view);
    return "%s %s %s %s %s"
        .formatted(
            json.path("kind").asString(""),
            json.path("release").asString("-"),
            json.path("system").asString("-"),
            json.path("architecture").asString("-"),
            json.path("files").path(0).path("name").asString(""));
  }
}
