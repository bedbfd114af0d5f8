package org.edgeztp.server.syslog;

import java.net.InetAddress;
import java.util.List;

/**
 * Lines of one sender, in their order.
 *
 * @param dropped lines that came faster than they are kept and are not among these
 */
public record LogBatch(InetAddress source, List<String> lines, int dropped) {
  public LogBatch {
    lines = List.copyOf(lines);
  }
}
