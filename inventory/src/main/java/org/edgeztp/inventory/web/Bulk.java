package org.edgeztp.inventory.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.MachineQuery;
import org.edgeztp.inventory.query.Order;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /api/v1/machines/actions/VERB}: a verb for many machines, each for itself.
 *
 * <pre>
 * {"machines": ["edge-1", "edge-2"]}     by name, or
 * {"filter": ["state=FAILED", "site=s1"]}     those that fit all of it
 *                                        and what the verb is told beside that, for all alike
 * gives {"done": 1, "refused": 1, "items": [{"machine": "edge-1", "id": "ID", "state": "QUEUED"},
 *        {"machine": "edge-2", "problem": {"code": "conflict", "detail": "..."}}]}
 * </pre>
 */
public final class Bulk {
  private static final int MOST = MachineQuery.MOST;

  private final Inventory inventory;
  private final Verbs verbs;

  public Bulk(Inventory inventory, Verbs verbs) {
    this.inventory = inventory;
    this.verbs = verbs;
  }

  /** What became of each. */
  record Results(boolean dryRun, long done, long refused, List<Item> items) {}

  /**
   * What became of one.
   *
   * @param machine as it was named
   * @param state in which it is now, or would be
   * @param text what a dry run says would happen
   */
  record Item(
      String machine,
      @Nullable String id,
      @Nullable String state,
      @Nullable String text,
      Problem.@Nullable Body problem) {
    static Item refused(String name, @Nullable String id, Problem why) {
      return new Item(name, id, null, null, why.body());
    }
  }

  /**
   * Applies the verb.
   *
   * @throws IllegalArgumentException when the question is wrong as a whole; nothing is done then
   */
  public Object answer(String verb, JsonNode body, boolean dryRun) {
    if (!Verbs.NAMES.contains(verb)) {
      return Verbs.unknown(verb);
    }
    Verbs.Told told = Verbs.Told.of(body);
    var how = new Verbs.How(dryRun, false);
    List<Item> items = new ArrayList<>();
    for (Target target : targets(body)) {
      items.add(target.item(machine -> verbs.apply(machine, verb, told, how)));
    }
    long refused = items.stream().filter(item -> item.problem() != null).count();
    return new Results(dryRun, items.size() - refused, refused, items);
  }

  /** What is meant by a name. */
  private record Target(String name, List<Machine> found, Optional<Problem> why) {
    private interface Doing {
      Verbs.Answer to(Machine machine);
    }

    static Target named(String name, Inventory inventory) {
      try {
        List<Machine> found = Called.of(name, inventory);
        return found.size() == 1
            ? of(name, found.getFirst())
            : new Target(name, found, Optional.of(Called.notOne(name, found)));
      } catch (Sites.OutsideException e) {
        return new Target(name, List.of(), Optional.of(Problem.outside(e)));
      }
    }

    static Target of(String name, Machine machine) {
      return new Target(name, List.of(machine), Optional.empty());
    }

    Item item(Doing doing) {
      if (why.isPresent()) {
        return Item.refused(name, null, why.get());
      }
      String id = found.getFirst().id().value();
      return switch (doing.to(found.getFirst())) {
        case Verbs.Answer.Done(var moved) -> new Item(name, id, moved.state().name(), null, null);
        case Verbs.Answer.Would would -> new Item(name, id, would.to().name(), would.text(), null);
        case Verbs.Answer.Not(var problem) -> Item.refused(name, id, problem);
      };
    }
  }

  private List<Target> targets(JsonNode body) {
    boolean named = body.path("machines").isArray();
    if (named == body.path("filter").isArray()) {
      throw new WrongField(
          "machines",
          "say which: either {\"machines\": [\"NAME\"]} or {\"filter\": [\"state=FAILED\"]}");
    }
    return named ? named(texts(body, "machines")) : fitting(texts(body, "filter"));
  }

  private List<Target> named(List<String> names) {
    if (names.size() > MOST) {
      throw new WrongField("machines", "no more than " + MOST + " at once");
    }
    return names.stream().distinct().map(name -> Target.named(name, inventory)).toList();
  }

  private List<Target> fitting(List<String> terms) {
    if (terms.isEmpty()) {
      throw new WrongField("filter", "a filter without a term would mean every machine");
    }
    var query = new MachineQuery(filter(terms), Order.OF_DISCOVERY, Optional.empty(), MOST);
    var page = inventory.page(query);
    if (page.next().isPresent()) {
      throw new WrongField(
          "filter",
          "it fits %d machines, and %d are acted on at once: narrow it down"
              .formatted(inventory.count(query.filter()), MOST));
    }
    return page.machines().stream().map(machine -> Target.of(machine.label(), machine)).toList();
  }

  private static Filter filter(List<String> terms) {
    try {
      return Filter.parse(terms);
    } catch (IllegalArgumentException e) {
      throw new WrongField("filter", String.valueOf(e.getMessage()));
    }
  }

  private static List<String> texts(JsonNode body, String key) {
    return body.path(key).valueStream().map(text -> text.asString("")).toList();
  }
}
