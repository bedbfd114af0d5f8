package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
  private static final MirrorPath RELEASE = new MirrorPath("debian", "dists/bookworm/InRelease");
  private static final Head HEAD =
      new Head(5, Optional.of("W/\"a\""), Optional.of(Instant.parse("2026-06-06T08:15:00Z")));

  @TempDir Path root;

  @Test
  void keepsAFileAndItsHeadAcrossARestart() throws IOException {
    try (Cache cache = new Cache(root, new DiskLimit.Percent(100))) {
      publish(cache, "hello");
    }
    try (Cache cache = new Cache(root, new DiskLimit.Percent(100))) {
      assertThat(cache.find(RELEASE))
          .contains(new CacheEntry(root.resolve("debian/dists/bookworm/InRelease"), HEAD, NOW));
      assertThat(root.resolve("debian/dists/bookworm/InRelease")).hasContent("hello");
    }
  }

  @Test
  void removesWhatACrashLeft() throws IOException {
    Files.createDirectories(root.resolve(".parts"));
    Files.writeString(root.resolve(".parts/7"), "half a fi");
    try (Cache cache = new Cache(root, new DiskLimit.Percent(100))) {
      assertThat(root.resolve(".parts")).isEmptyDirectory();
      assertThat(cache.find(RELEASE)).isEmpty();
    }
  }

  @Test
  void hasAFileWithoutHeadUncheckedAndWithoutValidators() throws IOException {
    try (Cache cache = new Cache(root, new DiskLimit.Percent(100))) {
      publish(cache, "hello");
      Files.delete(root.resolve(".heads/debian/dists/bookworm/InRelease"));
      CacheEntry entry = cache.find(RELEASE).orElseThrow();
      assertThat(entry.head()).isEqualTo(new Head(5, Optional.empty(), Optional.empty()));
      assertThat(entry.checkedWithin(Duration.ofSeconds(30), NOW)).isFalse();
    }
  }

  @Test
  void takesATornHeadForNone() throws IOException {
    try (Cache cache = new Cache(root, new DiskLimit.Percent(100))) {
      publish(cache, "hello");
      Files.writeString(root.resolve(".heads/debian/dists/bookworm/InRelease"), "");
      assertThat(cache.find(RELEASE).map(CacheEntry::checked)).contains(Instant.EPOCH);
    }
  }

  @Test
  void forgetsAFileOfAnotherLengthThanItsHeadTells() throws IOException {
    try (Cache cache = new Cache(root, new DiskLimit.Percent(100))) {
      publish(cache, "hello");
      Files.writeString(root.resolve("debian/dists/bookworm/InRelease"), "hell");
      assertThat(cache.find(RELEASE)).isEmpty();
    }
  }

  @Test
  void belongsToOneMirrorAtATime() throws IOException {
    try (Cache first = new Cache(root, new DiskLimit.Percent(100))) {
      assertThat(first.find(RELEASE)).isEmpty();
      assertThatThrownBy(() -> new Cache(root, new DiskLimit.Percent(100)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another mirror");
    }
  }

  @Test
  void trustsNoCheckFromTheFuture() {
    Duration limit = Duration.ofSeconds(30);
    assertThat(checkedAt(NOW).checkedWithin(limit, NOW)).isTrue();
    assertThat(checkedAt(NOW.minusSeconds(29)).checkedWithin(limit, NOW)).isTrue();
    assertThat(checkedAt(NOW.minusSeconds(30)).checkedWithin(limit, NOW)).isFalse();
    assertThat(checkedAt(NOW.plusSeconds(1)).checkedWithin(limit, NOW)).isFalse();
  }

  private static CacheEntry checkedAt(Instant moment) {
    return new CacheEntry(Path.of("x"), HEAD, moment);
  }

  private static void publish(Cache cache, String text) throws IOException {
    Path part = cache.newPart();
    Files.writeString(part, text);
    cache.publish(RELEASE, part, HEAD, NOW);
  }
}
