package org.edgeztp.inventory.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Machine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Sees what one request changes, for those who keep a record of it: what changes something tells it
 * on the thread that answers. Where nobody keeps one, nothing is told.
 */
public final class Witness {
  private static final ScopedValue<Witness> PRESENT = ScopedValue.newInstance();
  private static final JsonMapper JSON = new JsonMapper();

  private final List<Sight> sights = new ArrayList<>();

  /**
   * Something as it was and as it became.
   *
   * @param what it is; empty where the path of the request says so
   * @param before missing where there was nothing, as is what came after where nothing is left
   */
  public record Sight(String what, JsonNode before, JsonNode after) {}

  /** Answers a request, and sees what that changes. */
  public boolean watch(Callable<Boolean> answer) throws Exception {
    return ScopedValue.where(PRESENT, this).call(answer::call);
  }

  /** What it saw so far, in its order. */
  public synchronized List<Sight> sights() {
    return List.copyOf(sights);
  }

  /** Whether anybody wants to know. */
  public static boolean isThere() {
    return PRESENT.isBound();
  }

  /**
   * Tells of a change.
   *
   * @param what is changed; empty where the path of the request says so
   * @param before what becomes its JSON; null where there was nothing
   * @param after the same; null where nothing is left
   */
  public static void tell(String what, @Nullable Object before, @Nullable Object after) {
    if (isThere()) {
      PRESENT.get().add(new Sight(what, tree(before), tree(after)));
    }
  }

  /** Tells of a machine that was changed, or that was not there before. */
  static void tell(Optional<Machine> before, Machine after) {
    tell(after.id().value(), before.map(Witness::marks).orElse(null), marks(after));
  }

  private synchronized void add(Sight sight) {
    sights.add(sight);
  }

  private static JsonNode tree(@Nullable Object value) {
    return value == null ? MissingNode.getInstance() : JSON.valueToTree(value);
  }

  /** What people decide of a machine, and what comes of it at once. */
  private static Map<String, String> marks(Machine machine) {
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put("mac", machine.mac().value());
    marks.put("site", machine.site());
    marks.put("state", machine.state().name());
    machine.profile().ifPresent(name -> marks.put("profile", name));
    machine.hostname().ifPresent(name -> marks.put("hostname", name));
    machine.address().ifPresent(address -> marks.put("address", address.getHostAddress()));
    machine.hostKey().ifPresent(key -> marks.put("hostKey", key));
    machine.maintenance().ifPresent(reason -> marks.put("maintenance", reason));
    machine.failure().map(Failure::cause).ifPresent(cause -> marks.put("failure", cause));
    return marks;
  }
}
