package org.edgeztp.server.arrival;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.web.NameQuery;
import org.edgeztp.inventory.web.Paged;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/racks} and {@code GET /api/v1/racks/R12}: where machines stand, as lists of
 * them told it, by page. With {@code slots=true} each rack has what stands in it, as the one that
 * is asked for always has; with {@code count=true} the answer says how many machines no list
 * placed.
 */
record RacksResource(Arrivals arrivals, Inventory inventory) implements Resource {
  /**
   * A rack.
   *
   * @param machines how many stand in it
   * @param expected how many that were told were not seen yet
   * @param states how many machines are in each state that one is in
   * @param slots what stands in it from the bottom up, that at no told height last
   */
  record View(
      String name,
      String site,
      int machines,
      int expected,
      Map<State, Long> states,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Slot> slots) {}

  /**
   * A place in a rack.
   *
   * @param unit the lowest that it takes, from 1; null where that was not told
   * @param machine its id; null while it was not seen
   */
  record Slot(
      @Nullable Integer unit, String label, @Nullable String machine, @Nullable State state) {}

  @Override
  public Object answer(String method, JsonNode body) {
    return answer(method, Map.of(), body);
  }

  @Override
  public Object answer(String method, Map<String, String> query, JsonNode body) {
    NameQuery asked = NameQuery.of("racks", "slots", query);
    Racks racks = arrivals.racks();
    NameQuery.Page page = asked.page(isAskedFor(asked) ? racks.names().stream() : Stream.of());
    return new Paged(
        page.here().stream().map(name -> view(name, racks, asked.isWhole())).toList(),
        page.next(),
        asked.counts() ? Optional.of(page.all()) : Optional.empty(),
        asked.counts() ? Map.of("unplaced", unplaced(racks, asked.machines())) : Map.of());
  }

  @Override
  public List<String> itemMethods() {
    return List.of("GET");
  }

  @Override
  public Object item(String method, String item) {
    Sites.check("each rack that is known here", arrivals.site());
    Racks racks = arrivals.racks();
    return racks.names().contains(item)
        ? view(item, racks, true)
        : Problem.notFound("no list of machines told of a rack '" + item + "'");
  }

  /** All are of the server's own site. */
  private boolean isAskedFor(NameQuery asked) {
    return Sites.cover(arrivals.site()) && asked.site().map(arrivals.site()::equals).orElse(true);
  }

  private View view(String name, Racks racks, boolean whole) {
    List<Expected> told = racks.in(name);
    List<Machine> machines = told.stream().flatMap(one -> machine(one).stream()).toList();
    return new View(
        name,
        arrivals.site(),
        machines.size(),
        told.size() - machines.size(),
        State.counts(machines),
        whole ? told.stream().map(this::slot).toList() : null);
  }

  private Slot slot(Expected one) {
    Optional<Machine> machine = machine(one);
    return new Slot(
        one.told().unit().orElse(null),
        machine.map(Machine::label).orElse(one.told().label()),
        machine.map(come -> come.id().value()).orElse(null),
        machine.map(Machine::state).orElse(null));
  }

  private Optional<Machine> machine(Expected one) {
    return one.machine().flatMap(inventory::visible);
  }

  private int unplaced(Racks racks, Filter filter) {
    long placed =
        racks.come().flatMap(id -> inventory.visible(id).stream()).filter(filter::passes).count();
    return inventory.count(filter) - (int) placed;
  }
}
