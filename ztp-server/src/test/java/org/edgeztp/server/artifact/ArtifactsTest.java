package org.edgeztp.server.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on its disk. */
class ArtifactsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final byte[] CONTENT = "a program".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private static Sha256 hash(Path scratch) throws IOException {
    return Sha256.of(Files.write(scratch.resolve("content"), CONTENT));
  }

  private static Artifact called(String name, Sha256 hash) {
    return new Artifact(name, "1", "all", "program", hash.hex(), CONTENT.length, NOW, "ada", null);
  }

  @Test
  void isReadAgainAfterARestart(@TempDir Path scratch) throws Exception {
    Sha256 hash = hash(scratch);
    try (var store = new Artifacts(folder, Optional.empty(), CLOCK)) {
      store.blobs().take(hash, 0, CONTENT.length, new ByteArrayInputStream(CONTENT));
      assertThat(store.add(called("a", hash))).isEmpty();
    }
    try (var store = new Artifacts(folder, Optional.empty(), CLOCK)) {
      assertThat(store.all()).containsExactly(called("a", hash));
      assertThat(store.blobs().find(hash))
          .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(CONTENT));
    }
  }

  /** What a killed server leaves: a part of the content, a record that has no name yet. */
  @Test
  void showsNothingOfWhatIsHalf(@TempDir Path scratch) throws Exception {
    Sha256 hash = hash(scratch);
    Files.createDirectories(folder.resolve("uploads"));
    Files.write(folder.resolve("uploads").resolve(hash.hex()), new byte[] {'a', ' '});
    Path half = folder.resolve("files/a/1/all/program.json.half");
    Files.createDirectories(half.getParent());
    Files.writeString(half, "{\"name\":");
    try (var store = new Artifacts(folder, Optional.empty(), CLOCK)) {
      assertThat(store.all()).isEmpty();
      assertThat(half).doesNotExist();
      assertThat(store.blobs().find(hash)).isEmpty();
      assertThat(store.refusal(called("a", hash))).isPresent();
      InputStream rest = new ByteArrayInputStream(CONTENT, 2, CONTENT.length - 2);
      assertThat(store.blobs().take(hash, 2, CONTENT.length, rest))
          .isInstanceOf(Received.Whole.class);
    }
  }

  @Test
  void aBrokenPartIsFoundOutAtTheEnd(@TempDir Path scratch) throws Exception {
    Sha256 hash = hash(scratch);
    try (var store = new Artifacts(folder, Optional.empty(), CLOCK)) {
      Files.write(folder.resolve("uploads").resolve(hash.hex()), new byte[] {0, 0});
      InputStream rest = new ByteArrayInputStream(CONTENT, 2, CONTENT.length - 2);
      assertThat(store.blobs().take(hash, 2, CONTENT.length, rest))
          .isInstanceOf(Received.Refused.class);
      assertThat(store.blobs().offset(hash)).isZero();
    }
  }

  @Test
  void moreThanWasToldIsRefused(@TempDir Path scratch) throws Exception {
    Sha256 hash = hash(scratch);
    try (var store = new Artifacts(folder, Optional.empty(), CLOCK)) {
      assertThat(store.blobs().take(hash, 0, 3, new ByteArrayInputStream(CONTENT)))
          .isInstanceOf(Received.Refused.class);
    }
  }

  @Test
  void whatNobodyNamedGoesAfterADayAndAPartAfterAWeek(@TempDir Path scratch) throws Exception {
    Sha256 named = hash(scratch);
    Path blobs = folder.resolve("blobs/sha256");
    try (var store = new Artifacts(folder, Optional.empty(), CLOCK)) {
      store.blobs().take(named, 0, CONTENT.length, new ByteArrayInputStream(CONTENT));
      store.add(called("a", named));
    }
    aged(blobs.resolve(named.hex()), Duration.ofDays(30));
    Path unnamed = aged(blobs.resolve("1".repeat(64)), Duration.ofDays(8));
    Path fresh = aged(blobs.resolve("2".repeat(64)), Duration.ofDays(6));
    Path part = aged(folder.resolve("uploads").resolve("3".repeat(64)), Duration.ofDays(8));
    Path young = aged(folder.resolve("uploads").resolve("4".repeat(64)), Duration.ofDays(6));
    new Artifacts(folder, Optional.empty(), CLOCK).close();
    assertThat(blobs.resolve(named.hex())).exists();
    assertThat(unnamed).doesNotExist();
    assertThat(fresh).exists();
    assertThat(part).doesNotExist();
    assertThat(young).exists();
  }

  private static Path aged(Path file, Duration age) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, "x");
    }
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  @Test
  void twoSendersOfTheSameDoNotMix(@TempDir Path scratch) throws Exception {
    Sha256 hash = hash(scratch);
    var sender = new PipedOutputStream();
    try (var store = new Artifacts(folder, Optional.empty(), CLOCK);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var slow = new PipedInputStream(sender)) {
      var first = threads.submit(() -> store.blobs().take(hash, 0, CONTENT.length, slow));
      await().until(() -> store.blobs().parts().contains(hash));
      assertThat(store.blobs().take(hash, 0, CONTENT.length, new ByteArrayInputStream(CONTENT)))
          .isInstanceOf(Received.Refused.class);
      sender.write(CONTENT);
      sender.close();
      assertThat(first.get()).isInstanceOf(Received.Whole.class);
    }
  }

  @Test
  void isOfOneProcessAlone() throws Exception {
    try (var store = new Artifacts(folder, Optional.empty(), CLOCK)) {
      assertThat(store.all()).isEmpty();
      assertThatThrownBy(() -> new Artifacts(folder, Optional.empty(), CLOCK))
          .hasMessageContaining("in use by another artifact store");
    }
  }
}
