package org.edgeztp.server.ui;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.web.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The pages below {@code /machines}. */
final class MachinePages {
  private final Inventory inventory;
  private final Sources sources;
  private final Clock clock;
  private final Actions actions;
  private final BulkActions many;

  MachinePages(Inventory inventory, Sources sources, Clock clock) {
    this.inventory = inventory;
    this.sources = sources;
    this.clock = clock;
    this.actions = new Actions(inventory);
    this.many = new BulkActions(inventory);
  }

  /** The table; terms that were typed become a part of its address. */
  Reply table(Visit visit) {
    Optional<String> typed = visit.asked("also");
    if (typed.isPresent()) {
      return new Reply.Elsewhere(Selection.of(visit).without("also").and(typed.get()).href());
    }
    var page = MachinesPage.of(inventory, Selection.of(visit), clock.instant());
    return new Reply.Page(page.wrong().isPresent() ? 400 : 200, "Machines", "machines", page);
  }

  Reply many(Visit visit) {
    return many.answer(visit);
  }

  /**
   * A page of one machine.
   *
   * @param path of at least two names
   */
  Reply one(List<String> path, Visit visit) throws Sources.RefusedException, InterruptedException {
    Optional<Machine> machine = find(path.get(1));
    if (machine.isEmpty()) {
      return Reply.Refused.notFound("there is no machine '" + path.get(1) + "'");
    }
    return path.size() == 2
        ? show(machine.get(), visit)
        : part(machine.get(), path.subList(2, path.size()), visit);
  }

  /** The machine that the address asks for. */
  Optional<MachineId> asked(Visit visit) {
    return visit.asked("machine").flatMap(this::find).map(Machine::id);
  }

  private Optional<Machine> find(String id) {
    try {
      return inventory.find(new MachineId(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Reply show(Machine machine, Visit visit) throws InterruptedException {
    List<Verb> offered =
        visit.session().isPresent() && visit.session().get().isOperator()
            ? actions.offered(machine)
            : List.of();
    long before =
        visit
            .asked("before")
            .filter(text -> text.matches("[0-9]{1,18}"))
            .map(Long::valueOf)
            .orElse(Long.MAX_VALUE);
    return Reply.Page.of(
        machine.label(),
        "machine",
        MachinePage.of(
            inventory,
            machine,
            offered,
            Headway.of(inventory, sources, machine),
            before,
            visit.asked("done").flatMap(Verb::named),
            clock.instant()));
  }

  private Reply part(Machine machine, List<String> path, Visit visit)
      throws Sources.RefusedException, InterruptedException {
    return switch (path.getFirst()) {
      case "do" -> verb(machine, path, visit);
      case "power" -> power(machine, visit);
      case "boot" -> boot(machine, visit);
      case "log" -> new Reply.Stream(sources.follow(machine, "logs", Map.of("follow", "true")));
      default -> Reply.Refused.notFound("a machine has no such page");
    };
  }

  private Reply verb(Machine machine, List<String> path, Visit visit) {
    Optional<Verb> verb = path.size() == 2 ? Verb.named(path.get(1)) : Optional.empty();
    if (verb.isEmpty()) {
      return Reply.Refused.notFound("nothing of that name can be done to a machine");
    }
    return visit.acts()
        ? actions.act(machine, verb.get(), visit)
        : actions.ask(machine, verb.get(), visit);
  }

  private Reply power(Machine machine, Visit visit) throws InterruptedException {
    Optional<JsonNode> told = Optional.empty();
    Optional<String> fault = Optional.empty();
    try {
      told =
          Optional.of(
              visit.acts()
                  ? change(machine, visit)
                  : ask(machine, "GET", MissingNode.getInstance()));
    } catch (Sources.RefusedException e) {
      fault = Optional.of(e.problem().detail());
    } catch (IllegalArgumentException e) {
      fault = Optional.of(String.valueOf(e.getMessage()));
    }
    if (visit.acts() && fault.isEmpty()) {
      return new Reply.Elsewhere("/machines/" + machine.id().value() + "/power");
    }
    return new Reply.Page(
        visit.acts() ? 422 : 200,
        "Power of " + machine.label(),
        "power",
        PowerPage.of(machine, told, fault));
  }

  private JsonNode change(Machine machine, Visit visit)
      throws Sources.RefusedException, InterruptedException {
    String action = visit.given("action").stream().findFirst().orElse("");
    if (PowerPage.cuts(action) && visit.given("sure").isEmpty()) {
      throw new Sources.RefusedException(
          Problem.badRequest("what runs may lose what it did not write: tick that this is meant"));
    }
    return ask(machine, "POST", new JsonMapper().createObjectNode().put("action", action));
  }

  private JsonNode ask(Machine machine, String method, JsonNode body)
      throws Sources.RefusedException, InterruptedException {
    return sources.of(machine, "power", method, body);
  }

  private Reply boot(Machine machine, Visit visit) {
    String arch = visit.asked("arch").orElseGet(() -> BootPage.archOf(machine));
    var question = new JsonMapper().createObjectNode();
    question.put("mac", machine.mac().value()).put("arch", arch);
    machine
        .hardware()
        .flatMap(known -> known.onie())
        .ifPresent(facts -> question.put("model", facts.model()));
    BootPage page;
    try {
      page = BootPage.of(machine, arch, sources.post("explain", question));
    } catch (Sources.RefusedException e) {
      page = BootPage.failed(machine, arch, e.problem().detail());
    } catch (IllegalArgumentException e) {
      page = BootPage.failed(machine, arch, String.valueOf(e.getMessage()));
    }
    return Reply.Page.of("Next boot of " + machine.label(), "boot", page);
  }
}
