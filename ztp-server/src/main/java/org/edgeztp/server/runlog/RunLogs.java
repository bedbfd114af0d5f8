package org.edgeztp.server.runlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs of all runs, as {@code MACHINE/RUN/SOURCE.log} below one folder. A log is cut in two
 * when it is full: {@code SOURCE.log.1} holds what came before, and what was there before that is
 * gone. May be used by many threads; one writes at a time.
 */
public final class RunLogs implements LogKeeper, AutoCloseable {
  /** Bytes of each half of a log. */
  static final int HALF = 1 << 20;

  private static final Logger log = LoggerFactory.getLogger(RunLogs.class);
  private static final String SUFFIX = ".log";
  private static final String BEFORE = ".log.1";

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private long writes;
  private boolean closed;
  private boolean complained;

  /**
   * @param folder is made when the first log is written
   */
  public RunLogs(Path folder) {
    this.folder = folder;
  }

  /** A log that there is: whose, and how long it is in bytes. */
  record Kept(int run, Source source, long bytes) {}

  @Override
  public void keep(Machine machine, Source source, String text) {
    if (text.isBlank()) {
      return;
    }
    byte[] bytes = Redaction.of(text).getBytes(UTF_8);
    int from = Math.max(0, bytes.length - HALF);
    lock.lock();
    try {
      append(path(machine.id(), machine.run(), source, SUFFIX), bytes, from);
      writes++;
      written.signalAll();
    } catch (IOException e) {
      if (!complained) {
        log.error("Keeping the logs of runs in {}", folder, e);
      }
      complained = true;
    } finally {
      lock.unlock();
    }
  }

  /** The logs of a machine, by run and source. */
  List<Kept> of(MachineId machine) {
    List<Kept> kept = new ArrayList<>();
    for (int run : runs(folder.resolve(machine.value()))) {
      for (Source source : Source.values()) {
        long bytes =
            size(path(machine, run, source, SUFFIX)) + size(path(machine, run, source, BEFORE));
        if (bytes > 0) {
          kept.add(new Kept(run, source, bytes));
        }
      }
    }
    return List.copyOf(kept);
  }

  /** Reads one log from its beginning on, whether it is there yet or not. */
  LogReader reader(MachineId machine, int run, Source source) {
    return new LogReader(path(machine, run, source, SUFFIX), path(machine, run, source, BEFORE));
  }

  /** What the reader has not read yet. */
  String next(LogReader reader) throws IOException {
    lock.lock();
    try {
      return reader.next();
    } finally {
      lock.unlock();
    }
  }

  /** How many writes there were so far, to wait for the next one by. */
  long writes() {
    lock.lock();
    try {
      return writes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a write after the given number of them.
   *
   * @return false when there was none for that long, or the logs were closed
   */
  boolean await(long seen, long seconds) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(seconds);
    lock.lock();
    try {
      while (!closed && writes <= seen && left > 0) {
        left = written.awaitNanos(left);
      }
      return writes > seen;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends everybody's waiting. What is written later is kept all the same. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes the logs of older runs.
   *
   * @param newest how many runs of each machine keep theirs
   * @param known whether the machine is still there; those of others go
   */
  public void sweep(int newest, Predicate<MachineId> known) {
    for (Path machine : children(folder)) {
      List<Integer> runs = runs(machine);
      boolean stays = known.test(new MachineId(machine.getFileName().toString()));
      int gone = stays ? Math.max(0, runs.size() - newest) : runs.size();
      runs.subList(0, gone).forEach(run -> remove(machine.resolve(run.toString())));
      if (!stays) {
        remove(machine);
      }
    }
  }

  private static void append(Path file, byte[] bytes, int from) throws IOException {
    Files.createDirectories(file.getParent());
    if (size(file) > 0 && size(file) + bytes.length - from > HALF) {
      String before = file.getFileName().toString().replace(SUFFIX, BEFORE);
      Files.move(file, file.resolveSibling(before), StandardCopyOption.REPLACE_EXISTING);
    }
    try (var out = Files.newOutputStream(file, CREATE, APPEND)) {
      out.write(bytes, from, bytes.length - from);
    }
  }

  private void remove(Path path) {
    lock.lock();
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      log.warn("Removing {}", path, e);
    } finally {
      lock.unlock();
    }
  }

  private Path path(MachineId machine, int run, Source source, String suffix) {
    return folder
        .resolve(machine.value())
        .resolve(Integer.toString(run))
        .resolve(source.label() + suffix);
  }

  private static List<Integer> runs(Path machine) {
    return children(machine).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> name.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  private static List<Path> children(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(path)) {
      return children.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("looking into " + path, e);
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
