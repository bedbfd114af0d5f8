package org.edgeztp.inventory.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API does about machines. */
final class MachineRoutes {
  private static final String ALL = "/api/v1/machines";
  private static final String ONE = ALL + "/{machine}";
  private static final int HARDWARE_CHANGES = 20;

  private final Inventory inventory;
  private final Registry registry;
  private final Verbs verbs;
  private final Bulk bulk;
  private final MachineListing listing;
  private final TimelineListing timelines;

  MachineRoutes(Inventory inventory, Registry registry, JsonMapper json) {
    this.inventory = inventory;
    this.registry = registry;
    this.verbs = new Verbs(inventory);
    this.bulk = new Bulk(inventory, verbs);
    this.listing = new MachineListing(inventory, json);
    this.timelines = new TimelineListing(inventory);
  }

  /**
   * Those of the inventory, and of what other rooms know of a machine.
   *
   * @param parts by name
   */
  List<Route> routes(Map<String, MachineResource> parts) {
    List<Route> routes =
        new ArrayList<>(
            List.of(
                Route.get(ALL, question -> listing.answer(question.parts())),
                Route.post(ALL, question -> register(question.body())),
                Route.post(
                    ALL + "/actions/{verb}",
                    question ->
                        bulk.answer(question.name("verb"), question.body(), question.isDryRun())),
                Route.get(ONE, of(machine -> _ -> view(machine))),
                Route.delete(ONE, of(machine -> question -> forget(machine, question))),
                Route.get(
                    ONE + "/timeline",
                    of(machine ->
                        question ->
                            timelines.answer(Optional.of(machine.id()), question.queries()))),
                Route.get(
                    ONE + "/runs",
                    of(machine -> _ -> Map.of("items", RunView.of(inventory.moves(machine))))),
                Route.post(
                    ONE + "/actions/{verb}", of(machine -> question -> act(machine, question))),
                Route.get(
                    "/api/v1/timeline",
                    question -> timelines.answer(Optional.empty(), question.queries()))));
    parts.forEach((name, part) ->
        part.methods()
            .forEach(method ->
                routes.add(
                    new Route(
                        method,
                        ONE + "/" + name,
                        Route.USUAL_LIMIT,
                        of(machine ->
                            question ->
                                part.answer(
                                    machine, method, question.queries(), question.body()))))));
    return routes;
  }

  /** An action on the one machine that is meant. */
  private Route.Action of(Function<Machine, Route.Action> action) {
    return question -> {
      String ref = question.name("machine");
      List<Machine> found = Called.of(ref, inventory);
      return found.size() == 1
          ? action.apply(found.getFirst()).answer(question)
          : Called.notOne(ref, found);
    };
  }

  private Object act(Machine machine, Question question) {
    Optional<String> wanted = wanted(question);
    if (isAnother(machine, wanted)) {
      return Changes.changed();
    }
    var how = new Verbs.How(question.isDryRun(), wanted.isPresent());
    return switch (verbs.apply(
        machine, question.name("verb"), Verbs.Told.of(question.body()), how)) {
      case Verbs.Answer.Done(var moved) -> view(moved);
      case Verbs.Answer.Would would -> would;
      case Verbs.Answer.Not(var problem) -> problem;
    };
  }

  private Object forget(Machine machine, Question question) {
    if (isAnother(machine, wanted(question))) {
      return Changes.changed();
    }
    return inventory.forget(machine)
        ? Map.of("forgotten", machine.id().value())
        : Problem.conflict(
            machine.id()
                + (Lifecycle.forgets(machine.state())
                    ? " changed just now; ask again"
                    : " is " + machine.state() + "; retire it first"));
  }

  private static Optional<String> wanted(Question question) {
    return question.header(Changes.IF_MATCH).filter(tags -> !tags.equals("*"));
  }

  private static boolean isAnother(Machine machine, Optional<String> wanted) {
    return wanted.filter(tag -> !tag.equals(Reply.quoted(tag(machine)))).isPresent();
  }

  private Object register(JsonNode body) {
    String mac = body.path("mac").stringValue(null);
    if (mac == null) {
      throw new WrongField("mac", "say which machine: {\"mac\": \"52:54:00:77:00:01\"}");
    }
    MacAddress address =
        MacAddress.read(mac)
            .orElseThrow(() -> new WrongField("mac", "not a MAC address: '" + mac + "'"));
    Optional<Machine> before = inventory.find(address);
    Machine machine = registry.register(address);
    Witness.tell(before, machine);
    return view(machine);
  }

  /** A machine, tagged by its version: what is told of the time that went by is no change of it. */
  private Tagged view(Machine machine) {
    return new Tagged(
        tag(machine),
        MachineView.of(
            machine,
            inventory.explain(machine),
            inventory.last(machine, Observation.Kind.HARDWARE, HARDWARE_CHANGES)));
  }

  private static String tag(Machine machine) {
    return String.valueOf(machine.version());
  }
}
