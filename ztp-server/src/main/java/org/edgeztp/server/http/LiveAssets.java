package org.edgeztp.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that machines download, as they are now: what {@code ztp assets add} adds while the
 * server runs is there when somebody asks next. The boot assets themselves stay those of the start.
 * May be used by many threads.
 */
public final class LiveAssets implements Supplier<Served> {
  private static final Logger log = LoggerFactory.getLogger(LiveAssets.class);

  /** Times of files go in steps, so that a folder may change twice in one. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private static final FileTime UNSETTLED = FileTime.fromMillis(Long.MIN_VALUE);

  private final Clock clock;

  /** A folder that was not there at the start is not served, and nothing in it may be named. */
  private final boolean grows;

  private volatile Read read;

  /** What was told last of a folder that cannot be read. */
  private String fault = "";

  /**
   * What was read.
   *
   * @param changed when the folder of what was added had changed last; of no time where it may
   *     change again without telling
   */
  private record Read(Served served, FileTime changed) {}

  private LiveAssets(Served served, Clock clock) {
    this.clock = clock;
    this.grows = Files.isDirectory(served.installers());
    this.read = new Read(served, UNSETTLED);
  }

  /**
   * Reads both folders, and makes that of what is added where it may: what is not there at the
   * start is not served later.
   *
   * @throws IOException saying what is missing or wrong
   */
  public static LiveAssets read(Path folder, Path installers, Clock clock) throws IOException {
    try {
      Files.createDirectories(installers);
    } catch (IOException e) {
      log.info("What is added to {} is known after a restart: {}", installers, e.toString());
    }
    return new LiveAssets(Served.read(folder, installers), clock);
  }

  @Override
  public Served get() {
    Read known = read;
    return !grows || known.changed().equals(changed(known.served())) ? known.served() : readAgain();
  }

  private synchronized Served readAgain() {
    Served before = read.served();
    FileTime changed = changed(before);
    if (!read.changed().equals(changed)) {
      boolean settled = changed.toInstant().isBefore(clock.instant().minus(STEP));
      try {
        Served next = Served.read(before.folder(), before.installers());
        read = new Read(next, settled ? changed : UNSETTLED);
        fault = "";
      } catch (IOException e) {
        tell(before, e);
      }
    }
    return read.served();
  }

  /** Machines go on with what there was, until a folder that is half written or wrong is right. */
  private void tell(Served before, IOException e) {
    if (!fault.equals(e.toString())) {
      fault = e.toString();
      log.error("What was added to {} is not taken yet", before.installers(), e);
    }
  }

  private static FileTime changed(Served served) {
    try {
      return Files.getLastModifiedTime(served.installers());
    } catch (IOException e) {
      // Nobody has added anything yet.
      return FileTime.fromMillis(0);
    }
  }
}
