package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages of 100,000 bytes and an index of 60,000, where 400,000 may be kept. */
class MirrorLimitTest {
  private static final String INDEX = "dists/bookworm/InRelease";

  @TempDir Path cache;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site(cache, Duration.ofSeconds(5));
    site.mayKeep(400_000);
    site.archive.has(INDEX, Document.of(60_000, 9));
    for (int i = 1; i <= 6; i++) {
      site.archive.has(deb(i), Document.of(100_000, i));
    }
    site.caches(INDEX);
    for (int i = 1; i <= 3; i++) {
      site.passes(Duration.ofMinutes(10));
      site.caches(deb(i));
    }
    site.passes(Duration.ofMinutes(10));
  }

  @AfterEach
  void stop() throws Exception {
    site.end();
  }

  @Test
  void removesWhatNobodyAskedForTheLongestAndTheIndexLast() throws Exception {
    site.get("mirror/debian/" + deb(1));
    site.passes(Duration.ofMinutes(10));
    site.caches(deb(4));
    assertThat(kept(2)).isFalse();
    assertThat(cache.resolve(".heads/debian/" + deb(2))).doesNotExist();
    assertThat(kept(1) && kept(3) && kept(4)).isTrue();
    assertThat(cache.resolve("debian/" + INDEX)).exists();
    assertThat(site.use()).isEqualTo(new CacheUse(360_000, 400_000, 1));
    assertThat(site.get("mirror/debian/" + deb(2)).body())
        .as("it is fetched again")
        .isEqualTo(Document.of(100_000, 2).bytes());
  }

  @Test
  void remembersTheLastUseAcrossARestart() throws Exception {
    site.get("mirror/debian/" + deb(1));
    site.restart();
    site.passes(Duration.ofMinutes(10));
    site.caches(deb(4));
    assertThat(kept(2)).isFalse();
    assertThat(kept(1)).isTrue();
  }

  @Test
  void removesNothingThatSomebodyReads() throws Exception {
    site.archive.has(deb(7), Document.of(20_000_000, 7));
    site.mayKeep(20_400_000);
    site.caches(deb(7));
    site.passes(Duration.ofMinutes(10));
    try (var slow = site.open("mirror/debian/" + deb(7)).body()) {
      for (int i = 1; i <= 6; i++) {
        site.passes(Duration.ofMinutes(10));
        site.caches(deb(i));
      }
      assertThat(kept(7)).isTrue();
      assertThat(slow.readAllBytes()).hasSize(20_000_000);
    }
  }

  @Test
  void countsAnewWhenAPersonMadeRoom() throws Exception {
    assertThat(site.use().bytes()).isEqualTo(360_000);
    Files.delete(cache.resolve("debian/" + deb(1)));
    Files.delete(cache.resolve("debian/" + deb(2)));
    site.caches(deb(4));
    assertThat(kept(3) && kept(4)).isTrue();
    assertThat(site.use()).isEqualTo(new CacheUse(260_000, 400_000, 0));
  }

  @Test
  void removesNothingThatTheUpstreamIsAskedAbout() throws Exception {
    site.mayKeep(1);
    var answer = new CountDownLatch(1);
    site.archive.holdsAnswer(INDEX, answer);
    var asking = CompletableFuture.supplyAsync(() -> status(INDEX));
    await().until(() -> site.archive.asked().contains(INDEX + " ?"));
    site.caches(deb(4));
    assertThat(kept(1) || kept(2) || kept(3)).isFalse();
    answer.countDown();
    assertThat(asking.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    assertThat(site.faults).isEmpty();
  }

  private int status(String path) {
    try {
      return site.get("mirror/debian/" + path).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void goesBeyondALimitThatNoFileFits() throws Exception {
    site.mayKeep(1);
    site.caches(deb(5));
    assertThat(kept(5)).isTrue();
    assertThat(kept(1) || kept(2) || kept(3)).isFalse();
    assertThat(site.get("mirror/debian/" + deb(5)).statusCode()).isEqualTo(200);
  }

  private boolean kept(int number) {
    return Files.exists(cache.resolve("debian/" + deb(number)));
  }

  private static String deb(int number) {
    return "pool/main/h/hello/hello_" + number + "_amd64.deb";
  }
}
