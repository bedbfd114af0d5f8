package org.edgeztp.server.tftp;

/** Hears what became of each read request. */
@FunctionalInterface
public interface TransferLog {
  /**
   * Called on the threads that move packets, several at a time: return at once. What it throws is
   * logged and changes no transfer.
   */
  void note(TransferEvent event);
}
