package org.edgeztp.server.repository;

/** What the mirror has to answer a request with. */
sealed interface Supply {
  /**
   * The file as the upstream has it.
   *
   * @param reading to be closed by the taker
   * @param how it was had: a hit, a miss, or revalidated
   */
  record Current(Reading reading, Result how) implements Supply {}

  /** The file as it was, because the upstream could not be asked; to be closed by the taker. */
  record Stale(Reading reading, String why) implements Supply {}

  record Absent(String why) implements Supply {}

  /** No upstream is asked, and the file is not here. */
  record Missing(String why) implements Supply {}

  record Failed(String why) implements Supply {}
}
