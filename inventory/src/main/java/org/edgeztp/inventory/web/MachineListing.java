package org.edgeztp.inventory.web;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.edgeztp.inventory.Explanation;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.query.Cursor;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachineQuery;
import org.edgeztp.inventory.query.WrongPart;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /api/v1/machines}: those that a {@link MachineQuery} asks for, with {@code fields=} so
 * much of each, and with {@code count=true} how many there are on all pages.
 */
final class MachineListing {
  private static final Set<String> FIELDS =
      Arrays.stream(MachineView.class.getRecordComponents())
          .map(RecordComponent::getName)
          .collect(toUnmodifiableSet());

  /** What takes a look at the timeline. */
  private static final Set<String> EXPLAINED = Set.of("why", "expects", "lastSeen", "cause");

  private static final Explanation UNASKED =
      new Explanation(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "");

  private final Inventory inventory;
  private final JsonMapper json;

  MachineListing(Inventory inventory, JsonMapper json) {
    this.inventory = inventory;
    this.json = json;
  }

  /**
   * The page.
   *
   * @param parts of the question, decoded
   * @throws IllegalArgumentException with a sentence for the caller, when it asks amiss
   */
  Paged answer(List<Map.Entry<String, String>> parts) {
    MachineQuery query = query(parts);
    Set<String> fields = fields(value(parts, "fields"));
    MachinePage page = inventory.page(query);
    Optional<Integer> total =
        value(parts, "count").filter("true"::equals).map(_ -> inventory.count(query.filter()));
    return new Paged(shown(page.machines(), fields), page.next().map(Cursor::toString), total);
  }

  private static MachineQuery query(List<Map.Entry<String, String>> parts) {
    try {
      return MachineQuery.parse(parts.stream().filter(part -> !isOurs(part.getKey())).toList());
    } catch (WrongPart e) {
      throw new WrongField(e.part(), String.valueOf(e.getMessage()));
    }
  }

  private List<?> shown(List<Machine> machines, Set<String> fields) {
    boolean explained = fields.isEmpty() || !Collections.disjoint(fields, EXPLAINED);
    List<Explanation> why =
        explained ? inventory.explain(machines) : Collections.nCopies(machines.size(), UNASKED);
    List<MachineView> views =
        IntStream.range(0, machines.size())
            .mapToObj(i -> MachineView.of(machines.get(i), why.get(i), null))
            .toList();
    return fields.isEmpty()
        ? views
        : views.stream().map(view -> json.<ObjectNode>valueToTree(view).retain(fields)).toList();
  }

  private static boolean isOurs(String name) {
    return name.equals("fields") || name.equals("count");
  }

  private static Optional<String> value(List<Map.Entry<String, String>> parts, String name) {
    return parts.stream()
        .filter(part -> part.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Set<String> fields(Optional<String> text) {
    Set<String> fields =
        text.stream()
            .flatMap(names -> Arrays.stream(names.split(",", -1)))
            .map(String::strip)
            .collect(toUnmodifiableSet());
    fields.stream()
        .filter(name -> !FIELDS.contains(name))
        .findFirst()
        .ifPresent(unknown -> {
          throw new WrongField(
              "fields",
              "a machine shows no '%s'; there are %s"
                  .formatted(unknown, FIELDS.stream().sorted().toList()));
        });
    return fields;
  }
}
