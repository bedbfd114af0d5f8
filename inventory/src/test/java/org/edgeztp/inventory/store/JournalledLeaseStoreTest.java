package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.lease.LeaseStore;
import org.edgeztp.inventory.lease.LeaseStoreException;
import org.edgeztp.inventory.machine.MacAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalledLeaseStoreTest extends LeaseStoreContract {
  private static final Lease FIRST = lease(1, 1);
  private static final Lease SECOND = lease(2, 1);

  /** Of a thousand leases each: more than a journal holds, less than two do. */
  private static final int ROUNDS = 250;

  @TempDir Path folder;
  private final MemoryLeaseStore behind = new MemoryLeaseStore();
  private final AtomicInteger flushes = new AtomicInteger();
  private @Nullable JournalledLeaseStore store;

  @Override
  LeaseStore store() {
    JournalledLeaseStore opened = open();
    store = opened;
    return opened;
  }

  @AfterEach
  void close() throws IOException {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void findsWhatAProcessLeftThatNeverClosedIt() {
    open().save(List.of(FIRST, SECOND));

    assertThat(store().load()).containsExactlyInAnyOrder(FIRST, SECOND);
  }

  @Test
  void findsWhatWasKeptBeforeThereWereJournals() {
    behind.save(List.of(FIRST, SECOND));
    LeaseStore store = store();

    store.save(List.of(lease(1, 2)));

    assertThat(store.load()).containsExactlyInAnyOrder(lease(1, 2), SECOND);
  }

  @Test
  void movesWhatAnEarlierProcessLeftAndFlushesBeforeItForgets() {
    open().save(List.of(FIRST, SECOND));

    store();

    await().until(() -> journals().isEmpty());
    assertThat(behind.load()).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(flushes).hasValue(1);
  }

  @Test
  void movesAJournalThatIsFullAndKeepsTheLastOfEachAddress() {
    LeaseStore store = store();
    for (int round = 1; round <= ROUNDS; round++) {
      int now = round;
      store.save(IntStream.range(0, 1000).mapToObj(n -> lease(n, now)).toList());
    }

    await().until(() -> journals().size() == 1 && behind.load().size() == 1000);
    assertThat(store.load())
        .hasSize(1000)
        .allSatisfy(lease -> assertThat(lease.expires()).isEqualTo(Instant.ofEpochSecond(ROUNDS)));
  }

  @Test
  void losesOnlyTheGroupThatTheProcessDiedIn() throws IOException {
    var died = open();
    died.save(List.of(FIRST));
    died.save(List.of(SECOND));
    cut(journals().getFirst(), 1);

    LeaseStore store = store();
    assertThat(store.load()).containsExactly(FIRST);
    store.save(List.of(lease(3, 1)));

    assertThat(store.load()).containsExactlyInAnyOrder(FIRST, lease(3, 1));
  }

  @Test
  void takesNothingFromAGroupWhoseBytesAreNotThoseWritten() throws IOException {
    open().save(List.of(FIRST));
    Path journal = journals().getFirst();
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length - 1] ^= 1;
    Files.write(journal, bytes);

    assertThat(store().load()).isEmpty();
  }

  @Test
  void goesOnInANewJournalAfterOneThatCannotBeWrittenAnyMore() throws IOException {
    JournalledLeaseStore store = open();
    store.save(List.of(FIRST));
    store.close();

    assertThatThrownBy(() -> store.save(List.of(SECOND))).isInstanceOf(LeaseStoreException.class);
    store.save(List.of(SECOND));

    assertThat(store.load()).containsExactlyInAnyOrder(FIRST, SECOND);
    store.close();
  }

  private JournalledLeaseStore open() {
    try {
      return new JournalledLeaseStore(folder, behind, flushes::incrementAndGet);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Path> journals() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void cut(Path file, int bytes) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - bytes);
    }
  }

  private static Lease lease(int number, int second) {
    MacAddress mac = new MacAddress("52:54:00:77:00:01");
    return new Lease(
        Ipv4.of((10 << 24) | (77 << 16) | number),
        new Identity(mac, Optional.empty(), Optional.of("serial " + number)),
        Instant.ofEpochSecond(second),
        LeaseState.ACTIVE);
  }
}
