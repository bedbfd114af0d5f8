package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.edgeztp.server.repository.MirrorFault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageMirrorTest {
  private static final String DEB = "pool/main/h/hello/hello_2.10-3_amd64.deb";
  private static final String INDEX = "dists/bookworm/InRelease";
  private static final Document PACKAGE = Document.of(100_000, 1);

  @TempDir Path cache;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site(cache, Duration.ofMinutes(1));
    site.archive.has(DEB, PACKAGE);
    site.archive.has(INDEX, Document.of(3_000, 2));
  }

  @AfterEach
  void stop() throws Exception {
    site.end();
  }

  @Test
  void fetchesAPackageOnceAndForEver() throws Exception {
    HttpResponse<byte[]> first = site.get("mirror/debian/" + DEB);
    site.passes(Duration.ofDays(1000));
    site.caches(DEB);
    HttpResponse<byte[]> second = site.get("mirror/debian/" + DEB);
    site.restart();
    HttpResponse<byte[]> third = site.get("mirror/debian/" + DEB);
    for (HttpResponse<byte[]> response : List.of(first, second, third)) {
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(PACKAGE.bytes());
      assertThat(response.headers().firstValue("Content-Length")).contains("100000");
      assertThat(response.headers().firstValue("ETag")).contains("\"1\"");
      assertThat(response.headers().firstValue("Last-Modified"))
          .contains("Sat, 06 Jun 2026 08:15:00 GMT");
    }
    assertThat(site.archive.asked()).containsExactly(DEB);
    assertThat(site.faults).isEmpty();
  }

  @Test
  void laysFilesOutAsTheArchiveDoes() throws Exception {
    site.caches(DEB);
    assertThat(cache.resolve("debian").resolve(DEB)).hasBinaryContent(PACKAGE.bytes());
  }

  @Test
  void asksForAnIndexAgainOnlyWhenItIsNoLongerFresh() throws Exception {
    site.caches(INDEX);
    site.passes(Duration.ofSeconds(29));
    site.get("mirror/debian/" + INDEX);
    site.passes(Duration.ofSeconds(1));
    HttpResponse<byte[]> revalidated = site.get("mirror/debian/" + INDEX);
    site.get("mirror/debian/" + INDEX);
    assertThat(revalidated.body()).isEqualTo(Document.of(3_000, 2).bytes());
    assertThat(site.archive.asked()).containsExactly(INDEX, INDEX + " ?");
  }

  @Test
  void servesTheNewIndexWhenItChanged() throws Exception {
    site.caches(INDEX);
    site.archive.has(INDEX, Document.of(3_000, 3));
    site.passes(Duration.ofMinutes(1));
    assertThat(site.get("mirror/debian/" + INDEX).body()).isEqualTo(Document.of(3_000, 3).bytes());
    assertThat(site.get("mirror/debian/" + INDEX).headers().firstValue("ETag")).contains("\"3\"");
  }

  @Test
  void asksWithoutConditionWhenTheUpstreamGaveNoValidators() throws Exception {
    site.archive.has(INDEX, Document.of(3_000, 2).withoutValidators());
    site.caches(INDEX);
    site.passes(Duration.ofMinutes(1));
    assertThat(site.get("mirror/debian/" + INDEX).statusCode()).isEqualTo(200);
    assertThat(site.archive.asked()).containsExactly(INDEX, INDEX);
  }

  @Test
  void tellsAnAskerThatItsIndexIsCurrent() throws Exception {
    String since = "Sat, 06 Jun 2026 08:15:00 GMT";
    HttpResponse<byte[]> response = site.get("mirror/debian/" + INDEX, "If-Modified-Since", since);
    assertThat(response.statusCode()).isEqualTo(304);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=10-19,      206, 10,    10, bytes 10-19/100000",
    "bytes=99990-,     206, 99990, 10, bytes 99990-99999/100000",
    "bytes=-5,         206, 99995, 5,  bytes 99995-99999/100000",
  })
  void servesARangeWhetherCachedOrNot(
      String range, int status, int from, int length, String contentRange) throws Exception {
    for (int i = 0; i < 2; i++) {
      HttpResponse<byte[]> response = site.get("mirror/debian/" + DEB, "Range", range);
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.body()).isEqualTo(PACKAGE.bytes(from, length));
      assertThat(response.headers().firstValue("Content-Range")).contains(contentRange);
    }
    assertThat(site.archive.asked()).containsExactly(DEB);
  }

  @Test
  void refusesARangeBehindTheEnd() throws Exception {
    HttpResponse<byte[]> response = site.get("mirror/debian/" + DEB, "Range", "bytes=100000-");
    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(response.headers().firstValue("Content-Range")).contains("bytes */100000");
  }

  @Test
  void answersHeadWithTheLengthAndNoBody() throws Exception {
    HttpResponse<byte[]> response = site.send("HEAD", "mirror/debian/" + DEB);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length")).contains("100000");
    assertThat(response.body()).isEmpty();
    assertThat(site.get("mirror/debian/" + DEB).body()).isEqualTo(PACKAGE.bytes());
  }

  @Test
  void servesAnEmptyFile() throws Exception {
    site.archive.has("dists/bookworm/empty", Document.of(0, 0));
    HttpResponse<byte[]> response = site.get("mirror/debian/dists/bookworm/empty");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length")).contains("0");
  }

  @Test
  void followsRedirectsButNotIntoFolders() throws Exception {
    site.archive.moves("pool/old.deb", DEB);
    site.archive.moves("dists", "dists/");
    site.archive.has("dists/", Document.of(10, 4));
    assertThat(site.get("mirror/debian/pool/old.deb").body()).isEqualTo(PACKAGE.bytes());
    assertRefused("dists", 404, "this is a folder, and the mirror lists no folders");
  }

  @ParameterizedTest
  @CsvSource({
    "mirror/debian/,              404, REFUSED, folder",
    "mirror/ubuntu/dists/x,       404, REFUSED, 'no archive is called ubuntu; there are: debian'",
    "mirror/debian/a:b?query,     404, ABSENT,  no such file",
    "mirror/debian/http:/x/y,     404, ABSENT,  no such file",
    "mirror/debian/pool/gone.deb, 404, ABSENT,  no such file",
  })
  void saysWhyItRefuses(String path, int status, Kind kind, String why) throws Exception {
    HttpResponse<String> response = site.text(path);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(why).hasLineCount(1);
    assertThat(site.faults).hasSize(1);
    assertThat(site.faults.getFirst().kind()).isEqualTo(kind);
    assertThat(site.faults.getFirst().client().isLoopbackAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mirror/debian/x/../dists/bookworm/InRelease",
        "mirror/debian/./InRelease",
        "mirror/debian/%2e%2e/x",
        "mirror/debian/a%2fb",
        "mirror/debian//x",
        "mirror/debian/.heads/x",
        "x/../mirror/debian/dists/bookworm/InRelease",
      })
  void refusesOddPathsOverTheWire(String path) throws Exception {
    assertThat(site.text(path).statusCode()).isEqualTo(400);
    assertThat(site.archive.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void isForReadingOnly(String method) throws Exception {
    HttpResponse<byte[]> response = site.send(method, "mirror/debian/" + DEB);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot/x", "mirror", "mirror/debian/../../boot/x"})
  void leavesOtherPathsToOthers(String path) throws Exception {
    assertThat(site.text(path).body()).contains("404");
    assertThat(site.archive.asked()).isEmpty();
    assertThat(site.faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"debian, ftp://host/debian", "debian, /debian", "../x, http://host/debian"})
  void startsOnlyWithNamesAndWebUrls(String name, URI base) {
    var settings =
        new MirrorSettings(
            Map.of(name, base),
            Map.of(),
            cache.resolve("other"),
            false,
            new DiskLimit.Percent(100));
    assertThatThrownBy(() -> new PackageMirror(settings, fault -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertRefused(String path, int status, String why) throws Exception {
    HttpResponse<String> response = site.text("mirror/debian/" + path);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo(why + "\n");
  }
}
