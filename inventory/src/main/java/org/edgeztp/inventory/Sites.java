package org.edgeztp.inventory;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.edgeztp.inventory.machine.Machine;

/**
 * The sites whose machines the running thread may see and change: all, unless a request was let in
 * for some alone. The facade asks it in each of its methods, so that no route and no page has to.
 */
public final class Sites {
  private static final ScopedValue<Set<String>> OF_REQUEST = ScopedValue.newInstance();

  private Sites() {}

  /**
   * Does something for somebody who may see these sites alone.
   *
   * @param sites all where empty
   */
  public static <T> T within(Set<String> sites, Callable<T> work) throws Exception {
    return ScopedValue.where(OF_REQUEST, Set.copyOf(sites)).call(work::call);
  }

  /** Does what takes all machines to be done right, and tells of none that may not be seen. */
  public static <T> T everywhere(Supplier<T> work) {
    return ScopedValue.where(OF_REQUEST, Set.of()).call(work::get);
  }

  public static boolean areLimited() {
    return !ofThread().isEmpty();
  }

  public static boolean cover(String site) {
    return ofThread().isEmpty() || ofThread().contains(site);
  }

  public static boolean cover(Machine machine) {
    return cover(machine.site());
  }

  /**
   * Goes on with what is of a site.
   *
   * @param what it is, as the refusal names it
   * @throws OutsideException when it may not be seen
   */
  public static void check(String what, String site) {
    if (!cover(site)) {
      throw new OutsideException(what, ofThread());
    }
  }

  /**
   * Goes on with a machine.
   *
   * @throws OutsideException when it may not be seen
   */
  public static Machine check(Machine machine) {
    check("the machine", machine.site());
    return machine;
  }

  /** Something was named that is of none of the sites that who asks may see. */
  public static final class OutsideException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutsideException(String what, Set<String> sites) {
      super(
          "%s is of another site than the token is for (%s)"
              .formatted(what, String.join(", ", sites.stream().sorted().toList())));
    }
  }

  private static Set<String> ofThread() {
    return OF_REQUEST.orElse(Set.of());
  }
}
