package org.edgeztp.server.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class SliceTest {
  private static final String SUITE = "debian/dists/trixie/";
  private static final String BINARY = SUITE + "main/binary-amd64/";
  private static final String HELLO = "pool/main/h/hello/hello_2.10-3_amd64.deb";
  private static final String OLD = "pool/main/h/hello/hello_2.9-1_amd64.deb";

  @TempDir Path cache;

  @Test
  void takesTheIndexesThatBelongTogetherAndThePackagesTheyName() throws Exception {
    byte[] index =
        xz(stanza("hello", "1:2.10-3", HELLO, "hello") + stanza("other", "1", "pool/o", "x"));
    release(SUITE, "main/binary-amd64/Packages.xz", index);
    has(BINARY + "by-hash/SHA256/" + sha256(index), index);
    has(BINARY + "by-hash/SHA256/" + "0".repeat(64), "an older index".getBytes(UTF_8));
    has(SUITE + "main/i18n/Translation-en.xz", "never named".getBytes(UTF_8));
    has("debian/" + HELLO, "hello".getBytes(UTF_8));
    has("debian/" + OLD, "old".getBytes(UTF_8));
    has(".heads/debian/" + HELLO, "5\n\n\n".getBytes(UTF_8));
    Slice slice = Slice.of(cache);
    assertThat(slice.files().keySet())
        .extracting(Path::toString)
        .containsExactlyInAnyOrder(
            SUITE + "InRelease",
            BINARY + "by-hash/SHA256/" + sha256(index),
            SUITE + "main/i18n/Translation-en.xz",
            "debian/" + HELLO);
    assertThat(slice.packages())
        .containsExactly(
            new DebPackage(
                "debian", "hello", "1:2.10-3", "amd64", HELLO, sha256("hello".getBytes(UTF_8))));
    assertThat(slice.files())
        .containsEntry(Path.of("debian/" + HELLO), Optional.of(sha256("hello".getBytes(UTF_8))));
    assertThat(slice.left()).isEqualTo(2);
  }

  @Test
  void readsIndexesByTheirOwnNameToo() throws Exception {
    byte[] index = stanza("hello", "2", HELLO, "hello").getBytes(UTF_8);
    release(SUITE, "main/binary-amd64/Packages", index);
    has(BINARY + "Packages", index);
    has("debian/" + HELLO, "hello".getBytes(UTF_8));
    assertThat(Slice.of(cache).packages()).extracting(DebPackage::version).containsExactly("2");
  }

  /** As when a machine fetched the Release file and broke off: apt would take nothing of it. */
  @Test
  void refusesAReleaseFileWithoutItsIndexes() throws Exception {
    release(SUITE, "main/binary-amd64/Packages.xz", xz("new"));
    has(BINARY + "Packages.xz", xz(stanza("hello", "1", HELLO, "hello")));
    has("debian/" + HELLO, "hello".getBytes(UTF_8));
    assertThatThrownBy(() -> Slice.of(cache))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("archive debian/dists/trixie/")
        .hasMessageContaining("run apt-get update on a machine");
  }

  /** As pkgs.k8s.io has them; the archive of the mirror may begin above it. */
  @ParameterizedTest
  @CsvSource({"k8s/", "k8s/stable/v1/deb/"})
  void readsFlatRepositories(String flat) throws Exception {
    String file = "amd64/hello_2_amd64.deb";
    byte[] index = stanza("hello", "2", "./" + file, "hello").getBytes(UTF_8);
    release(flat, "Packages", index);
    has(flat + "Packages", index);
    has(flat + file, "hello".getBytes(UTF_8));
    has(flat + "amd64/hello_1_amd64.deb", "old".getBytes(UTF_8));
    Slice slice = Slice.of(cache);
    assertThat(slice.files())
        .containsOnlyKeys(
            Path.of(flat + "InRelease"), Path.of(flat + "Packages"), Path.of(flat + file))
        .containsEntry(Path.of(flat + file), Optional.of(sha256("hello".getBytes(UTF_8))));
    assertThat(slice.packages()).extracting(DebPackage::version).containsExactly("2");
  }

  @Test
  void takesThePackagesOfRepositoriesWithoutReleaseFiles() throws Exception {
    has("local/Packages", "whatever".getBytes(UTF_8));
    has("local/hello_1_amd64.deb", "hello".getBytes(UTF_8));
    assertThat(Slice.of(cache).files()).hasSize(2);
  }

  /** As Docker's archive has them. */
  @Test
  void holdsPackagesBesideTheIndexesToTheIndexToo() throws Exception {
    String pool = "dists/trixie/pool/stable/amd64/";
    byte[] index = stanza("hello", "2", pool + "hello_2.deb", "hello").getBytes(UTF_8);
    release(SUITE, "main/binary-amd64/Packages", index);
    has(BINARY + "Packages", index);
    has("debian/" + pool + "hello_2.deb", "hello".getBytes(UTF_8));
    has("debian/" + pool + "hello_1.deb", "old".getBytes(UTF_8));
    Slice slice = Slice.of(cache);
    assertThat(slice.files())
        .containsEntry(
            Path.of("debian/" + pool + "hello_2.deb"),
            Optional.of(sha256("hello".getBytes(UTF_8))));
    assertThat(slice.packages()).extracting(DebPackage::version).containsExactly("2");
    assertThat(slice.left()).isEqualTo(1);
  }

  @Test
  void takesAllOfArchivesOfAnotherKind() throws Exception {
    has("rocky/9/repodata/repomd.xml", "<repomd/>".getBytes(UTF_8));
    has("rocky/9/Packages/hello.rpm", "hello".getBytes(UTF_8));
    assertThat(Slice.of(cache).files()).hasSize(2);
  }

  @Test
  void isEmptyWhereNothingWasFetched() throws Exception {
    assertThat(Slice.of(cache.resolve("missing")).files()).isEmpty();
  }

  private void release(String folder, String path, byte[] index) throws Exception {
    String text =
        """
        -----BEGIN PGP SIGNED MESSAGE-----

        Origin: Debian
        SHA256:
         %s %9d %s
        """
            .formatted(sha256(index), index.length, path);
    has(folder + "InRelease", text.getBytes(UTF_8));
  }

  private static String stanza(String name, String version, String file, String content)
      throws Exception {
    return """
    Package: %s
    Version: %s
    Architecture: amd64
    Description: a package
     with a second line
    Filename: %s
    SHA256: %s

    """
        .formatted(name, version, file, sha256(content.getBytes(UTF_8)));
  }

  private void has(String path, byte[] bytes) throws IOException {
    Path file = cache.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static byte[] xz(String text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new XZOutputStream(packed, new LZMA2Options())) {
      out.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
