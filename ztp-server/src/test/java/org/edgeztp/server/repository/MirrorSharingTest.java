package org.edgeztp.server.repository;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorSharingTest {
  private static final String DEB = "pool/main/l/linux/linux-image_6.1_amd64.deb";
  private static final int MB = 1_000_000;

  @TempDir Path cache;
  private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site(cache, Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() throws Exception {
    site.end();
    askers.shutdownNow();
  }

  @Test
  void fetchesOnceForManyAskersAndFeedsThemAsItArrives() throws Exception {
    Document document = Document.of(5 * MB, 1);
    CountDownLatch half = new CountDownLatch(50);
    CountDownLatch release = new CountDownLatch(1);
    site.archive.has(DEB, document);
    site.archive.holds(DEB, 2 * MB, release);
    List<Future<Boolean>> whole = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      whole.add(askers.submit(() -> matches(document, 2 * MB, half)));
    }
    // Everybody has the first half while the upstream still holds the second back.
    assertThat(half.await(30, SECONDS)).isTrue();
    release.countDown();
    for (Future<Boolean> asker : whole) {
      assertThat(asker.get(30, SECONDS)).isTrue();
    }
    assertThat(site.archive.asked()).containsExactly(DEB);
  }

  @Test
  void goesOnFetchingWhenTheFirstAskerLeaves() throws Exception {
    Document document = Document.of(2 * MB, 1);
    CountDownLatch release = new CountDownLatch(1);
    site.archive.has(DEB, document);
    site.archive.holds(DEB, MB, release);
    site.open("mirror/debian/" + DEB).body().close();
    release.countDown();
    assertThat(site.get("mirror/debian/" + DEB).body()).isEqualTo(document.bytes());
    assertThat(site.archive.asked()).containsExactly(DEB);
    assertThat(site.faults).isEmpty();
  }

  @Test
  void asksTheUpstreamForSixteenFilesAtOnceAtMost() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String path = "pool/" + i + ".deb";
      site.archive.has(path, Document.of(1_000, i));
      site.archive.holds(path, 0, release);
      answers.add(askers.submit(() -> site.get("mirror/debian/" + path).statusCode()));
    }
    await().during(Duration.ofMillis(200)).until(() -> site.archive.asked().size() == 16);
    release.countDown();
    for (Future<Integer> answer : answers) {
      assertThat(answer.get(30, SECONDS)).isEqualTo(200);
    }
    assertThat(site.archive.asked()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void needsNoMemoryForLargeFiles() throws Exception {
    Document document = Document.of(50 * MB, 1);
    CountDownLatch almost = new CountDownLatch(4);
    CountDownLatch release = new CountDownLatch(1);
    site.archive.has(DEB, document);
    site.archive.holds(DEB, 49 * MB, release);
    long before = usedMemory();
    List<Future<Boolean>> whole = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      whole.add(askers.submit(() -> matches(document, 49 * MB, almost)));
    }
    assertThat(almost.await(60, SECONDS)).isTrue();
    long held = usedMemory() - before;
    release.countDown();
    for (Future<Boolean> asker : whole) {
      assertThat(asker.get(30, SECONDS)).isTrue();
    }
    assertThat(held).isLessThan(16 * MB);
  }

  /** Reads the whole file, and counts down once it has come to a point. */
  private boolean matches(Document document, long point, CountDownLatch reached) throws Exception {
    byte[] block = new byte[64 * 1024];
    long position = 0;
    boolean same = true;
    try (InputStream body = site.open("mirror/debian/" + DEB).body()) {
      for (int read = body.read(block); read >= 0; read = body.read(block)) {
        same &= Arrays.equals(block, 0, read, document.bytes(position, read), 0, read);
        if (position < point && position + read >= point) {
          reached.countDown();
        }
        position += read;
      }
    }
    return same && position == document.length();
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
