package org.edgeztp.inventory.web;

import java.util.Set;
import java.util.concurrent.Callable;
import org.edgeztp.inventory.Sites;

/** Who asks, for the timelines: whose request the running thread answers. */
public final class Caller {
  private static final ScopedValue<String> NAME = ScopedValue.newInstance();

  private Caller() {}

  /** The caller's name, or "an operator" where nobody says who it is. */
  public static String name() {
    return NAME.orElse("an operator");
  }

  /**
   * Answers a request of somebody.
   *
   * @param sites whose machines that may see; all where empty
   */
  public static boolean named(String name, Set<String> sites, Callable<Boolean> answer)
      throws Exception {
    return ScopedValue.where(NAME, name).call(() -> Sites.within(sites, answer));
  }
}
