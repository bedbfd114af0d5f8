package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.edgeztp.server.repository.MirrorFault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorOutageTest {
  private static final String DEB = "pool/main/h/hello/hello_2.10-3_amd64.deb";
  private static final String INDEX = "dists/bookworm/InRelease";
  private static final Document PACKAGE = Document.of(1_000_000, 1);

  @TempDir Path cache;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site(cache, Duration.ofSeconds(1));
    site.archive.has(DEB, PACKAGE);
    site.archive.has(INDEX, Document.of(3_000, 2));
  }

  @AfterEach
  void stop() throws Exception {
    site.end();
  }

  @Test
  void resumesABodyThatBreaksTwice() throws Exception {
    site.archive.cuts(DEB, 300_000L, 200_000L);
    assertThat(site.get("mirror/debian/" + DEB).body()).isEqualTo(PACKAGE.bytes());
    assertThat(site.archive.asked())
        .satisfiesExactly(
            whole -> assertThat(whole).isEqualTo(DEB),
            rest -> assertThat(rest).startsWith(DEB + " bytes="),
            rest -> assertThat(rest).startsWith(DEB + " bytes="));
    assertThat(site.faults).isEmpty();
  }

  @Test
  void resumesByDateWhenThereIsNoTag() throws Exception {
    site.archive.has(DEB, PACKAGE.withoutTag());
    site.archive.cuts(DEB, 300_000L);
    assertThat(site.get("mirror/debian/" + DEB).body()).isEqualTo(PACKAGE.bytes());
  }

  @Test
  void cutsTheAskerOffWhenTheUpstreamKeepsBreaking() throws Exception {
    site.archive.cuts(DEB, 300_000L, 200_000L, 100_000L);
    assertCutOff();
    assertThat(site.archive.asked()).hasSize(3);
    assertThat(site.get("mirror/debian/" + DEB).body()).isEqualTo(PACKAGE.bytes());
    assertThat(site.archive.asked().getLast()).isEqualTo(DEB);
  }

  @Test
  void cutsTheAskerOffAtOnceWhenNothingProvesTheRestIsTheSame() throws Exception {
    site.archive.has(DEB, PACKAGE.withoutValidators());
    site.archive.cuts(DEB, 300_000L);
    assertCutOff();
    assertThat(site.archive.asked()).hasSize(1);
  }

  @Test
  void neverJoinsTwoVersionsOfAFile() throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    site.archive.cuts(DEB, 300_000L);
    site.archive.holds(DEB, 200_000, changed);
    try (var body = site.open("mirror/debian/" + DEB).body()) {
      site.archive.has(DEB, Document.of(1_000_000, 9));
      changed.countDown();
      assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }
    assertThat(site.get("mirror/debian/" + DEB).body())
        .isEqualTo(Document.of(1_000_000, 9).bytes());
  }

  @Test
  void resumesWhenTheUpstreamFallsSilent() throws Exception {
    site.archive.holds(DEB, 500_000, new CountDownLatch(1));
    assertThat(site.get("mirror/debian/" + DEB).body()).isEqualTo(PACKAGE.bytes());
    assertThat(site.archive.asked()).containsExactly(DEB, DEB + " bytes=500000-");
  }

  @Test
  void servesAKnownIndexStaleWhileTheUpstreamIsDead() throws Exception {
    site.caches(INDEX);
    site.passes(Duration.ofHours(5));
    site.archive.die();
    for (int i = 0; i < 2; i++) {
      HttpResponse<byte[]> stale = site.get("mirror/debian/" + INDEX);
      assertThat(stale.statusCode()).isEqualTo(200);
      assertThat(stale.body()).isEqualTo(Document.of(3_000, 2).bytes());
      assertThat(stale.headers().firstValue("Warning")).get().asString().startsWith("111 ");
    }
    assertThat(site.faults).extracting(MirrorFault::kind).containsExactly(Kind.STALE, Kind.STALE);
    assertThat(site.faults.getFirst().path()).isEqualTo("debian/" + INDEX);
    assertThat(site.faults.getFirst().why()).contains("127.0.0.1 cannot be reached");
  }

  @Test
  void sparesAKnownIndexTheWaitForAnUpstreamThatJustFailed() throws Exception {
    site.caches(INDEX);
    site.archive.refuses(INDEX, 503);
    site.passes(Duration.ofMinutes(1));
    site.get("mirror/debian/" + INDEX);
    site.get("mirror/debian/" + INDEX);
    assertThat(site.archive.asked()).hasSize(2);
    assertThat(site.faults.getLast().why()).isEqualTo("127.0.0.1 answered 503");
    site.passes(Duration.ofSeconds(10));
    site.get("mirror/debian/" + INDEX);
    assertThat(site.archive.asked()).hasSize(3);
  }

  @Test
  void saysWhyAnUnknownFileCannotBeHad() throws Exception {
    site.archive.die();
    HttpResponse<String> response = site.text("mirror/debian/" + DEB);
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("127.0.0.1 cannot be reached").hasLineCount(1);
    assertThat(site.faults).extracting(MirrorFault::kind).containsExactly(Kind.FAILED);
    site.archive.revive();
    assertThat(site.get("mirror/debian/" + DEB).statusCode()).isEqualTo(200);
  }

  @Test
  void takesNoFileWhoseLengthIsNotTold() throws Exception {
    site.archive.has(DEB, PACKAGE.withoutLength());
    assertThat(site.text("mirror/debian/" + DEB).statusCode()).isEqualTo(502);
    assertNothingCached();
  }

  @Test
  void leavesNothingWhenItIsStoppedInTheMiddle() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    site.archive.holds(DEB, 500_000, never);
    try (var body = site.open("mirror/debian/" + DEB).body()) {
      site.restart();
      assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }
    assertNothingCached();
    never.countDown();
    assertThat(site.get("mirror/debian/" + DEB).body()).isEqualTo(PACKAGE.bytes());
  }

  private void assertCutOff() throws Exception {
    assertThatThrownBy(() -> site.get("mirror/debian/" + DEB)).isInstanceOf(IOException.class);
    assertThat(site.faults).extracting(MirrorFault::kind).containsExactly(Kind.CUT_OFF);
    assertThat(site.faults.getFirst().why()).contains("broke off after").contains("of 1000000");
    assertNothingCached();
  }

  private void assertNothingCached() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(cache.resolve(".lock"));
    }
  }
}
