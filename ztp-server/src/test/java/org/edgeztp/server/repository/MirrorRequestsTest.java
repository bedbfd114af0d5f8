package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each request is counted once, by what became of it. */
class MirrorRequestsTest {
  private static final String DEB = "pool/main/h/hello/hello_2.10-3_amd64.deb";
  private static final String INDEX = "dists/bookworm/InRelease";

  @TempDir Path cache;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site(cache, Duration.ofMinutes(1));
    site.archive.has(DEB, Document.of(1_000_000, 1));
    site.archive.has(INDEX, Document.of(3_000, 2));
  }

  @AfterEach
  void stop() throws Exception {
    site.end();
  }

  @Test
  void tellsWhatCameFromTheDiskFromWhatTookTheUplink() throws Exception {
    site.caches(DEB);
    site.get("mirror/debian/" + DEB);
    site.get("mirror/debian/" + DEB, "Range", "bytes=5-9");
    site.caches(INDEX);
    site.passes(Duration.ofMinutes(1));
    site.get("mirror/debian/" + INDEX);
    site.get("mirror/debian/" + INDEX);
    counts(Map.of("debian miss", 2L, "debian hit", 3L, "debian revalidated", 1L));
  }

  @Test
  void whoJoinsAFetchTakesNothingOfTheUplink() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    site.archive.holds(DEB, 500_000, release);
    try (InputStream first = site.open("mirror/debian/" + DEB).body();
        InputStream second = site.open("mirror/debian/" + DEB).body()) {
      release.countDown();
      assertThat(first.readAllBytes()).isEqualTo(second.readAllBytes());
    }
    counts(Map.of("debian miss", 1L, "debian hit", 1L));
  }

  @Test
  void tellsWhatWasNotToBeHad() throws Exception {
    site.caches(INDEX);
    site.get("mirror/debian/" + INDEX, "Range", "bytes=3000-");
    site.get("mirror/debian/dists/bookworm/nothing");
    site.get("mirror/ubuntu/" + INDEX);
    site.get("mirror/debian/../x");
    site.send("POST", "mirror/debian/" + INDEX);
    site.archive.cuts(DEB, 300_000L, 200_000L, 100_000L);
    assertThatThrownBy(() -> site.get("mirror/debian/" + DEB)).isInstanceOf(IOException.class);
    site.passes(Duration.ofMinutes(1));
    site.archive.die();
    site.get("mirror/debian/" + INDEX);
    site.get("mirror/debian/" + DEB);
    counts(
        Map.of(
            "- refused", 3L,
            "debian refused", 1L,
            "debian miss", 1L,
            "debian absent", 1L,
            "debian cut_off", 1L,
            "debian stale", 1L,
            "debian failed", 1L));
  }

  @Test
  void tellsWhatAnOfflineMirrorLacks() throws Exception {
    site.caches(INDEX);
    site.goesOffline();
    site.get("mirror/debian/" + INDEX);
    site.get("mirror/debian/" + DEB);
    counts(Map.of("debian hit", 1L, "debian missing", 1L));
  }

  @Test
  void readsTheIndexesOfAnArchiveAgainWhenOneChanged() throws Exception {
    assertThat(site.indexes()).isEmpty();
    site.archive.has(INDEX, release("Mon, 01 Jun 2026 00:00:00 UTC"));
    site.caches(INDEX);
    assertThat(site.indexes()).containsExactly(index("Mon, 01 Jun 2026 00:00:00 UTC"));

    Files.writeString(cache.resolve("debian").resolve(INDEX), "Date: behind the mirror's back\n");
    site.caches(DEB);
    assertThat(site.indexes()).containsExactly(index("Mon, 01 Jun 2026 00:00:00 UTC"));

    site.archive.has(INDEX, release("Tue, 02 Jun 2026 00:00:00 UTC"));
    site.passes(Duration.ofMinutes(1));
    site.get("mirror/debian/" + INDEX);
    await()
        .untilAsserted(() ->
            assertThat(site.indexes()).containsExactly(index("Tue, 02 Jun 2026 00:00:00 UTC")));
  }

  private static Document release(String date) {
    return Document.of(("Date: " + date + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Pinning.Index index(String date) {
    return new Pinning.Index(INDEX, date);
  }

  /** An answer is counted when it has gone, so a moment after its client has it. */
  private void counts(Map<String, Long> expected) {
    await().untilAsserted(() -> assertThat(site.requests()).isEqualTo(expected));
  }
}
