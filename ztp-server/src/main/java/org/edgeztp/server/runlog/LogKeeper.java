package org.edgeztp.server.runlog;

import org.edgeztp.inventory.machine.Machine;

/** Where the rooms leave what a machine wrote. */
@FunctionalInterface
public interface LogKeeper {
  /**
   * Adds to the log of the machine's present run. Never fails: a log that cannot be written is told
   * once in the server's own.
   *
   * @param text whole lines, the last with or without its end
   */
  void keep(Machine machine, Source source, String text);
}
