package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.server.http.LiveAssets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ztp assets add} does while the server runs. */
class LiveAssetsTest {
  private static final String RESCUE =
      """
      {"files": {"kernel": {"size": 660, "sha256": "%1$s"}, "initrd": {"size": 0, "sha256": "%1$s"}}}
      """
          .formatted("ab".repeat(32));

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private BundleSite site;
  private LiveAssets assets;

  @BeforeEach
  void start() throws Exception {
    clock.moveTo(Instant.now());
    site = new BundleSite(folder, folder.resolve("artifacts"));
    assets = LiveAssets.read(folder.resolve("assets"), folder.resolve("installers"), clock);
  }

  @Test
  void whatIsAddedOrRemovedIsKnownAtTheNextQuestion() throws Exception {
    assertThat(images()).containsExactly("debian-13");
    site.addedDisk("golden");
    assertThat(images()).containsExactlyInAnyOrder("debian-13", "golden");
    rescue(RESCUE);
    assertThat(assets.get().bootables()).containsOnlyKeys("rescue");
    Files.delete(folder.resolve("installers/rescue/manifest.json"));
    Files.delete(folder.resolve("installers/rescue/kernel"));
    Files.delete(folder.resolve("installers/rescue/initrd"));
    Files.delete(folder.resolve("installers/rescue"));
    assertThat(assets.get().bootables()).isEmpty();
  }

  @Test
  void whatIsWrongLeavesWhatWasThere() throws Exception {
    site.addedDisk("golden");
    assertThat(images()).contains("golden");
    rescue("{");
    site.addedDisk("silver");
    clock.advance(Duration.ofMinutes(1));
    assertThat(images()).containsExactlyInAnyOrder("debian-13", "golden");
    rescue(RESCUE);
    assertThat(images()).contains("silver");
  }

  /** What could be named could not be sent. */
  @Test
  void aFolderThatWasNotThereAtTheStartIsNotReadLater() throws Exception {
    Path none = Files.writeString(folder.resolve("file"), "").resolve("installers");
    var without = LiveAssets.read(folder.resolve("assets"), none, clock);
    Files.delete(folder.resolve("file"));
    Files.createDirectory(folder.resolve("file"));
    site.addedDisk("golden");
    Files.move(folder.resolve("installers"), none);
    assertThat(without.get().manifest().images()).containsOnlyKeys("debian-13");
  }

  @Test
  void whatDoesNotChangeIsReadOnce() throws Exception {
    site.addedDisk("golden");
    clock.advance(Duration.ofHours(1));
    var read = assets.get();
    assertThat(assets.get()).isSameAs(read);
    Files.createDirectory(folder.resolve("installers/.half-1"));
    assertThat(assets.get()).isNotSameAs(read).isEqualTo(read);
  }

  private void rescue(String manifest) throws Exception {
    site.has("installers/rescue/kernel", "x".repeat(660));
    site.has("installers/rescue/initrd", "");
    site.has("installers/rescue/manifest.json", manifest);
  }

  private Set<String> images() {
    return assets.get().manifest().images().keySet();
  }
}
