package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.edgeztp.server.repository.MirrorFault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfflineMirrorTest {
  private static final String DEB = "pool/main/h/hello/hello_2.10-3_amd64.deb";
  private static final String OTHER = "pool/main/o/other/other_1_amd64.deb";
  private static final String INDEX = "dists/bookworm/InRelease";

  @TempDir Path cache;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site(cache, Duration.ofSeconds(1));
    site.archive.has(DEB, Document.of(1_000, 1));
    site.archive.has(OTHER, Document.of(1_000, 3));
    site.archive.has(INDEX, Document.of(3_000, 2));
    site.caches(DEB);
    site.caches(INDEX);
    site.goesOffline();
  }

  @AfterEach
  void stop() throws Exception {
    site.end();
  }

  @Test
  void servesWhatItHasAtAnyAgeAndAsksNobody() throws Exception {
    site.passes(Duration.ofDays(400));
    int asked = site.archive.asked().size();
    HttpResponse<byte[]> index = site.get("mirror/debian/" + INDEX);
    assertThat(index.statusCode()).isEqualTo(200);
    assertThat(index.headers().firstValue("Warning")).isEmpty();
    assertThat(site.get("mirror/debian/" + DEB).body()).isEqualTo(Document.of(1_000, 1).bytes());
    assertThat(site.archive.asked()).hasSize(asked);
    assertThat(site.faults).isEmpty();
  }

  @Test
  void saysWhatItDoesNotHaveEvenWhereTheUpstreamWouldHaveIt() throws Exception {
    int asked = site.archive.asked().size();
    HttpResponse<String> response = site.text("mirror/debian/" + OTHER);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("offline").contains("import a bundle").hasLineCount(1);
    assertThat(site.faults).extracting(MirrorFault::kind).containsExactly(Kind.MISSING);
    assertThat(site.archive.asked()).hasSize(asked);
  }

  @Test
  void hasTheArchivesOfItsFolderWithoutTheirUpstreams() throws Exception {
    Files.createDirectories(cache.resolve("rocky/9/repodata"));
    Files.writeString(cache.resolve("rocky/9/repodata/repomd.xml"), "<repomd/>");
    site.restart();
    assertThat(site.text("mirror/rocky/9/repodata/repomd.xml").body()).isEqualTo("<repomd/>");
    assertThat(site.text("mirror/fedora/x").body()).contains("there are: debian, rocky");
  }

  @ParameterizedTest
  @CsvSource({
    "debian/dists/trixie/InRelease, true",
    "debian/dists/trixie/main/binary-amd64/Packages.xz, true",
    "debian/pool/main/h/hello/hello_2.10-3_amd64.deb, true",
    "rocky/9/repodata/repomd.xml, true",
    "debian/dists/trixie/main/i18n/Translation-en.xz, false",
    "debian/dists/trixie/Release.gpg, false"
  })
  void knowsWithoutWhichFilesNothingIsInstalled(String path, boolean needed) {
    var fault =
        new MirrorFault(java.net.InetAddress.getLoopbackAddress(), path, Kind.MISSING, "why");
    assertThat(fault.isOfNeeded()).isEqualTo(needed);
  }
}
