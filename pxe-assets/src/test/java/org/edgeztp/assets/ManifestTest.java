package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);
  private static final String WHOLE =
      """
      {"built": "2026-11-22T10:00:00Z", "suite": "trixie", "later": "words are left alone",
       "files": {"vmlinuz": {"size": 3, "sha256": "%1$s"}},
       "images": {"debian-13": {"file": "debian-13.ext4.zst", "size": 2, "sha256": "%1$s",
                                "rawSize": 4096, "kernel": "6.12.1-cloud-amd64"}}}
      """
          .formatted(SHA256);

  @TempDir private Path directory;

  @Test
  void tellsWhatIsThere() throws IOException {
    write(WHOLE);
    Manifest manifest = Manifest.read(directory);
    assertThat(manifest.built()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    assertThat(manifest.files()).containsEntry("vmlinuz", new Manifest.Content(3, SHA256));
    assertThat(manifest.images())
        .containsEntry(
            "debian-13",
            new Manifest.Image(
                "debian-13.ext4.zst", 2, SHA256, 4096, "6.12.1-cloud-amd64", null, null));
  }

  @Test
  void anImageIsThatOfTheMachinesArchitecture() throws IOException {
    write(
        WHOLE.replace(
            "\"images\": {",
            """
            "images": {"debian-13-arm64": {"file": "debian-13.ext4.zst", "size": 2, "sha256": "%s",
                       "rawSize": 4096, "kernel": "6.12.1-cloud-arm64", "architecture": "arm64"},
            """
                .formatted(SHA256)));
    Manifest manifest = Manifest.read(directory);

    assertThat(kernel(manifest, "debian-13", "amd64")).contains("6.12.1-cloud-amd64");
    assertThat(kernel(manifest, "debian-13", "arm64")).contains("6.12.1-cloud-arm64");
    assertThat(kernel(manifest, "debian-13-arm64", "arm64")).contains("6.12.1-cloud-arm64");
    assertThat(kernel(manifest, "debian-13-arm64", "amd64")).isEmpty();
    assertThat(manifest.images("debian-13")).hasSize(2);
    assertThat(manifest.images("debian-13-arm64")).hasSize(1);
    assertThat(manifest.images("debian-12")).isEmpty();
  }

  private static Optional<String> kernel(Manifest manifest, String image, String architecture) {
    return manifest.image(image, architecture).map(Manifest.Image::kernel);
  }

  @Test
  void refusesADirectoryWithoutManifest() {
    assertThatThrownBy(() -> Manifest.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no boot assets: build them with 'ztp assets'");
  }

  @Test
  void refusesAFileOfAnotherSize() throws IOException {
    write(WHOLE);
    Files.writeString(directory.resolve("vmlinuz"), "four");
    assertThatThrownBy(() -> Manifest.read(directory))
        .hasMessageContaining("vmlinuz has 4 bytes, the manifest says 3");
  }

  @Test
  void refusesAMissingImage() throws IOException {
    write(WHOLE);
    Files.delete(directory.resolve("debian-13.ext4.zst"));
    assertThatThrownBy(() -> Manifest.read(directory))
        .hasMessageContaining("debian-13.ext4.zst, which is not there");
  }

  @Test
  void refusesHalfAManifestAndNamesTheFile() throws IOException {
    for (String text : new String[] {"", "{}", "[]", WHOLE.substring(0, 90), "{\"built\": 1}"}) {
      write(text);
      assertThatThrownBy(() -> Manifest.read(directory))
          .as("manifest '%s'", text)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("manifest.json");
    }
  }

  private void write(String manifest) throws IOException {
    Files.writeString(directory.resolve("manifest.json"), manifest);
    Files.writeString(directory.resolve("vmlinuz"), "abc");
    Files.writeString(directory.resolve("debian-13.ext4.zst"), "ab");
  }
}
