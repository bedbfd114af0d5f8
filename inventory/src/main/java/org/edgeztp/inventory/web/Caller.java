package org.edgeztp.inventory.web;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.edgeztp.inventory.Sites;

/** Who asks, for the timelines: whose request the running thread answers. */
public final class Caller {
  private static final ScopedValue<String> NAME = ScopedValue.newInstance();
  private static final ScopedValue<BooleanSupplier> ADMITTED = ScopedValue.newInstance();

  private Caller() {}

  /** The caller's name, or "an operator" where nobody says who it is. */
  public static String name() {
    return NAME.orElse("an operator");
  }

  /** Whether the caller would still be let in: an answer may take longer than a token lasts. */
  static boolean isAdmitted() {
    return ADMITTED.orElse(() -> true).getAsBoolean();
  }

  /**
   * Answers a request of somebody.
   *
   * @param sites whose machines that may see; all where empty
   * @param admitted whether that would still be let in, asked for as long as the answer takes
   */
  public static boolean named(
      String name, Set<String> sites, BooleanSupplier admitted, Callable<Boolean> answer)
      throws Exception {
    return ScopedValue.where(NAME, name)
        .where(ADMITTED, admitted)
        .call(() -> Sites.within(sites, answer));
  }
}
