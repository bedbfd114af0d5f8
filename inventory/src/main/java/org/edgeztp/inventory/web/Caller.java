package org.edgeztp.inventory.web;

import java.util.concurrent.Callable;

/** Who asks, for the timelines: whose request the running thread answers. */
public final class Caller {
  private static final ScopedValue<String> NAME = ScopedValue.newInstance();

  private Caller() {}

  /** The caller's name, or "an operator" where nobody says who it is. */
  public static String name() {
    return NAME.orElse("an operator");
  }

  /** Answers a request of somebody. */
  public static boolean named(String name, Callable<Boolean> answer) throws Exception {
    return ScopedValue.where(NAME, name).call(answer::call);
  }
}
