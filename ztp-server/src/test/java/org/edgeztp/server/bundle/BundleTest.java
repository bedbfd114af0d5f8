package org.edgeztp.server.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  /** The SHA-256 of a program of the artifact store. */
  private static final String PROGRAM =
      "d69ea8cda2433733c1ce02de65da8f48e6a3dbba6bb18876a2062908e54ef7cb";

  private static final String LONG = "a-long-name/".repeat(20) + "file";

  @TempDir Path folder;
  private Path file;
  private Path into;
  private SigningKey key;
  private BundleManifest manifest;

  @BeforeEach
  void make() throws IOException {
    String image = "an image ".repeat(20_000);
    has("assets/debian-13.ext4.zst", image);
    has(
        "assets/manifest.json",
        """
        {"built": "2026-11-26T09:00:00Z", "suite": "trixie", "files": {},
         "images": {"debian-13": {"file": "debian-13.ext4.zst", "size": %d, "sha256": "%s",
                                  "rawSize": 300000, "kernel": "6.12.118+deb13-cloud-amd64"}}}
        """
            .formatted(image.length(), Hash.of(image.getBytes(UTF_8))));
    has("cookbooks/base/metadata.rb", "name 'base'\nversion '0.1.0'\n");
    has("assets/debian-13.packages", "apt 3.0.4 amd64\ntzdata 2026b-0+deb13u1 all\n");
    has("cookbooks/base/run", "#!/bin/sh\n");
    assertThat(folder.resolve("cookbooks/base/run").toFile().setExecutable(true)).isTrue();
    has("cookbooks/" + LONG, "deep");
    has("mirror/rocky/9/repodata/repomd.xml", "<repomd/>");
    has("store/blobs/sha256/" + PROGRAM, "a program");
    has(
        "store/files/tool/1/all/tool.json",
        """
        {"name": "tool", "version": "1", "arch": "all", "file": "tool", "sha256": "%s", "size": 9,
         "added": "2026-11-26T09:00:00Z", "by": "ada", "signedBy": null}
        """
            .formatted(PROGRAM));
    has("site.yaml", "profiles: []\n");
    file = folder.resolve("site.bundle");
    into = folder.resolve("bundles");
    key = SigningKey.of(folder.resolve("keys/bundle.key"));
    var from =
        new BundleSettings(
            "s1",
            folder.resolve("assets"),
            folder.resolve("no-installers"),
            folder.resolve("cookbooks"),
            folder.resolve("mirror"),
            List.of(folder.resolve("store"), folder.resolve("no-store")),
            Set.of(),
            Map.of(),
            folder.resolve("keys/bundle.key"));
    var named = new Gathering.Named(List.of(), List.of("tool"), List.of());
    Gathering gathered = Gathering.of(from, "s1", List.of(folder.resolve("site.yaml")), named, NOW);
    manifest =
        new BundleWriter(key, (_, _, _) -> {})
            .write(file, "s1", NOW, gathered.packages(), gathered.parts());
  }

  @Test
  void givesBackWhatWentIn() throws IOException {
    Path place = unpack();
    assertThat(place.getParent()).isEqualTo(into.toRealPath());
    for (String path : List.of("assets/debian-13.ext4.zst", "cookbooks/" + LONG)) {
      assertThat(place.resolve(path)).hasSameBinaryContentAs(folder.resolve(path));
    }
    assertThat(place.resolve("packages/rocky/9/repodata/repomd.xml")).hasContent("<repomd/>");
    assertThat(place.resolve("site/site.yaml")).hasContent("profiles: []\n");
    assertThat(Files.isExecutable(place.resolve("cookbooks/base/run"))).isTrue();
    assertThat(Files.isExecutable(place.resolve("assets/manifest.json"))).isFalse();
    assertThat(files(place)).hasSize(manifest.files().size());
    assertThat(BundleCommand.configuration(manifest, place))
        .containsExactly(
            "assets: " + place + "/assets",
            "cookbooks: " + place + "/cookbooks",
            "repository: {folder: %1$s/packages, offline: true, bundled: %1$s/artifacts}"
                .formatted(place));
    assertThat(unpack()).as("again").isEqualTo(place);
  }

  @Test
  void keepsTheKeyThatSignsToItsOwner() throws IOException {
    Path secret = folder.resolve("keys/bundle.key");
    assertThat(Files.getPosixFilePermissions(secret)).hasSize(2);
    assertThat(SigningKey.of(secret).site()).isEqualTo(key.site());
    assertThatThrownBy(() -> SiteKey.read(secret)).hasMessageContaining(".pub");
  }

  @Test
  void replacesNoPublicKeyThatSitesMayHave() throws IOException {
    Path secret = folder.resolve("keys/bundle.key");
    Path open = SigningKey.publicFile(secret);
    String known = Files.readString(open);
    Files.move(secret, folder.resolve("away.key"));
    assertThatThrownBy(() -> SigningKey.of(secret))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(secret + " is missing")
        .hasMessageContaining("remove " + open);
    assertThat(open).hasContent(known);
    assertThat(secret).doesNotExist();
  }

  @Test
  void refusesAPublicKeyOfAnother() throws IOException {
    Path secret = folder.resolve("keys/bundle.key");
    Path open = SigningKey.publicFile(secret);
    Files.writeString(open, SigningKey.of(folder.resolve("other.key")).site().toPem());
    assertThatThrownBy(() -> SigningKey.of(secret))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(open + " is not the public half of " + secret);
  }

  @Test
  void saysWhyABundleCannotBeWritten() throws IOException {
    Path full = folder.resolve("full.bundle");
    Files.createSymbolicLink(folder.resolve("full.bundle.half"), Path.of("/dev/full"));
    byte[] large = new byte[1 << 20];
    assertThatThrownBy(() -> write(full, Part.of("assets/a", large)))
        .hasMessageContaining(full + " cannot be written")
        .hasMessageContaining("No space left")
        .hasCauseInstanceOf(IOException.class);
    assertThat(full).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shorter", "twelve bytes", "and this is longer"})
  void saysWhichFileChangedMeanwhile(String then) {
    var reads = new ArrayDeque<>(List.of("before as it", then));
    Part part =
        new Part(
            "assets/a",
            () -> new ByteArrayInputStream(reads.remove().getBytes(UTF_8)),
            false,
            Optional.empty());
    Path output = folder.resolve("changed.bundle");
    assertThatThrownBy(() -> write(output, part))
        .hasMessageStartingWith("assets/a changed or failed while it was read");
    assertThat(output).doesNotExist();
  }

  private void write(Path output, Part part) throws IOException {
    new BundleWriter(key, (_, _, _) -> {}).write(output, "s1", NOW, 0, List.of(part));
  }

  @Test
  void refusesWhatAnotherKeySigned() throws IOException {
    SiteKey other = SigningKey.of(folder.resolve("other.key")).site();
    assertThatThrownBy(() -> BundleReader.open(file, other))
        .isInstanceOf(BadBundle.class)
        .hasMessageContaining("not signed by the key " + other.fingerprint());
  }

  /** A byte in the middle of each, whatever it is, and what is said of it. */
  @ParameterizedTest
  @CsvSource({
    "manifest.json, not signed by the key",
    "manifest.sig, not signed by the key",
    "sbom.cdx.json, damaged at sbom.cdx.json",
    "assets/debian-13.ext4.zst, damaged at assets/debian-13.ext4.zst",
    "cookbooks/base/run, damaged at cookbooks/base/run",
    "packages/rocky/9/repodata/repomd.xml, damaged at packages/rocky/9/repodata/repomd.xml",
    "artifacts/blobs/sha256/" + PROGRAM + ", damaged at artifacts/blobs/sha256/" + PROGRAM,
    "site/site.yaml, damaged at site/site.yaml"
  })
  void refusesAChangedByte(String path, String why) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[Math.toIntExact(middle(path))] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(this::unpack).isInstanceOf(BadBundle.class).hasMessageContaining(why);
    assertThat(files(into)).isSubsetOf(".lock");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 600, 1500, 4000, 20_000, 100_000, 180_000, 185_000})
  void leavesTheOldStateWhenItIsCutAndStartsAnew(int length) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    assertThat(length).isLessThan(whole.length);
    Files.write(file, java.util.Arrays.copyOf(whole, length));
    Files.createDirectories(into.resolve("older-1/assets"));
    Files.createDirectories(into.resolve(".half-killed/assets"));
    assertThatThrownBy(this::unpack).isInstanceOf(BadBundle.class);
    assertThat(into.resolve("older-1/assets")).exists();
    assertThat(into.resolve(manifest.folder())).doesNotExist();
    Files.write(file, whole);
    assertThat(unpack()).isDirectory();
    assertThat(into.resolve(".half-killed")).doesNotExist();
  }

  private Path unpack() throws IOException {
    try (BundleReader bundle = BundleReader.open(file, key.site())) {
      return new Unpacking(into).unpack(bundle, (_, _, _) -> {});
    }
  }

  private long middle(String path) throws IOException {
    try (var tar = new TarFile(file)) {
      TarArchiveEntry entry =
          tar.getEntries().stream().filter(e -> e.getName().equals(path)).findFirst().orElseThrow();
      return entry.getDataOffset() + entry.getSize() / 2;
    }
  }

  private static Set<String> files(Path root) throws IOException {
    if (!Files.exists(root)) {
      return Set.of();
    }
    Set<String> names = new TreeSet<>();
    try (Stream<Path> found = Files.walk(root)) {
      found
          .filter(Files::isRegularFile)
          .forEach(path -> names.add(root.relativize(path).toString()));
    }
    return names;
  }

  private void has(String path, String text) throws IOException {
    Path target = folder.resolve(path);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }
}
