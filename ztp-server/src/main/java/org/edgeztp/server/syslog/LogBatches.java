package org.edgeztp.server.syslog;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides what is kept: the lines of installers, gathered for a while so that a chatty one costs
 * few writes, and no more of them than a fair share. Time comes from the caller. For one thread.
 */
final class LogBatches {
  /** What ONIE tags the output of the installer that it runs with. */
  private static final String INSTALLER = "os-install";

  private static final long AGE = Duration.ofSeconds(2).toNanos();

  /** Lines in a batch; a sender that fills one within {@link #AGE} loses the rest of them. */
  static final int MOST_LINES = 100;

  /** More senders than that at one time are not listened to. */
  static final int MOST_SENDERS = 1000;

  private final Map<InetAddress, Pending> pending = new LinkedHashMap<>();

  private static final class Pending {
    private final long since;
    private final List<String> lines = new ArrayList<>();
    private int dropped;

    private Pending(long since) {
      this.since = since;
    }
  }

  void take(InetAddress source, SyslogLine line, long now) {
    if (!line.tag().equals(INSTALLER) || line.text().isEmpty()) {
      return;
    }
    Pending batch = pending.get(source);
    if (batch == null) {
      if (pending.size() >= MOST_SENDERS) {
        return;
      }
      batch = new Pending(now);
      pending.put(source, batch);
    }
    if (batch.lines.size() < MOST_LINES) {
      batch.lines.add(line.text());
    } else {
      batch.dropped++;
    }
  }

  /** The batches that are old enough. */
  List<LogBatch> due(long now) {
    List<LogBatch> due = new ArrayList<>();
    Iterator<Map.Entry<InetAddress, Pending>> entries = pending.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<InetAddress, Pending> entry = entries.next();
      if (now - entry.getValue().since < AGE) {
        break;
      }
      due.add(new LogBatch(entry.getKey(), entry.getValue().lines, entry.getValue().dropped));
      entries.remove();
    }
    return due;
  }
}
