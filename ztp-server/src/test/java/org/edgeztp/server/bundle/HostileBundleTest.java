package org.edgeztp.server.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles that nobody would make, though signed: a stolen key must not write where it likes. */
class HostileBundleTest {
  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path folder;
  private Path file;
  private SigningKey key;

  @BeforeEach
  void make() throws IOException {
    file = folder.resolve("hostile.bundle");
    key = SigningKey.of(folder.resolve("bundle.key"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../out",
        "/tmp/out",
        "assets/../../out",
        "a//b",
        "a/./b",
        "",
        "..",
        "a\\\\..\\\\b",
        "artifacts/blobs/sha256/1111"
      })
  void writesNothingOutsideOfItsFolder(String path) throws IOException {
    write(manifest(1, path, 5), new TarArchiveEntry(path, true), "hello");
    assertRefused("manifest cannot be read");
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR})
  void takesNeitherLinksNorDevices(byte kind) throws IOException {
    var link = new TarArchiveEntry("assets", kind);
    link.setLinkName("/etc");
    write(manifest(1, "assets", 5), link, "");
    assertRefused("damaged at assets");
  }

  @Test
  void takesNoFileUnderAnotherName() throws IOException {
    write(manifest(1, "assets/a", 5), new TarArchiveEntry("../a"), "hello");
    assertRefused("damaged at assets/a");
  }

  @Test
  void takesNothingThatItsManifestDoesNotTell() throws IOException {
    String manifest = manifest(1, "assets/a", 5).replaceFirst("\\[.*]", "[]");
    write(manifest, new TarArchiveEntry("assets/a"), "hello");
    assertRefused("more than its manifest");
  }

  @Test
  void saysThatItIsTooOldForTheFormat() throws IOException {
    write(manifest(2, "assets/a", 5), new TarArchiveEntry("assets/a"), "hello");
    assertRefused("format 2 and this EdgeZTP reads up to 1: update it first");
  }

  @Test
  void saysThatTheDiskIsTooSmallBeforeItUnpacks() throws IOException {
    write(manifest(1, "assets/a", 1L << 60), new TarArchiveEntry("assets/a"), "hello");
    assertRefused("the bundle needs");
  }

  @Test
  void saysWhatIsNoBundle() throws IOException {
    Files.writeString(file, "hello\n".repeat(1000));
    assertRefused("is no bundle");
  }

  private void assertRefused(String why) throws IOException {
    Path into = folder.resolve("into/bundles");
    assertThatThrownBy(
            () -> {
              try (BundleReader bundle = BundleReader.open(file, key.site())) {
                new Unpacking(into).unpack(bundle, (_, _, _) -> {});
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
    try (Stream<Path> found = Files.walk(folder)) {
      assertThat(found.filter(Files::isRegularFile))
          .extracting(path -> path.getFileName().toString())
          .isSubsetOf("hostile.bundle", "bundle.key", "bundle.key.pub", ".lock");
    }
  }

  private static String manifest(int format, String path, long size) {
    return """
    {"format": %d, "name": "s1", "created": "2026-11-26T10:00:00Z", "key": "k", "packages": 0,
     "files": [{"path": "%s", "size": %d, "sha256": "%s"}]}
    """
        .formatted(format, path, size, HELLO);
  }

  private void write(String manifest, TarArchiveEntry entry, String content) throws IOException {
    byte[] json = manifest.getBytes(UTF_8);
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      put(tar, new TarArchiveEntry(BundleManifest.ENTRY), json);
      put(
          tar,
          new TarArchiveEntry(BundleManifest.SIGNATURE),
          Base64.getEncoder().encode(key.sign(json)));
      put(tar, entry, content.getBytes(UTF_8));
    }
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] bytes)
      throws IOException {
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
