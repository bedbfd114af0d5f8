package org.edgeztp.server.ui;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Verbs;

/** What people do to machines: first a page says what would happen, then it does. */
final class Actions {
  private final Inventory inventory;
  private final Verbs verbs;

  Actions(Inventory inventory) {
    this.inventory = inventory;
    this.verbs = new Verbs(inventory);
  }

  /** The verbs that the lifecycle takes of the machine as it is now. */
  List<Verb> offered(Machine machine) {
    Verbs.Told sample =
        VerbPage.Wish.sample(machine.profile().or(() -> anyProfile(machine))).told();
    return Arrays.stream(Verb.values())
        .filter(
            verb -> verbs.apply(machine, verb.key(), sample, true) instanceof Verbs.Answer.Would)
        .toList();
  }

  /** The page that says what would happen. */
  Reply ask(Machine machine, Verb verb, Visit visit) {
    return page(200, machine, verb, VerbPage.Wish.of(visit::given), Optional.empty());
  }

  /** Does it; where it cannot be, the page says why. */
  Reply act(Machine machine, Verb verb, Visit visit) {
    VerbPage.Wish wish = VerbPage.Wish.of(visit::given);
    boolean unsure =
        verb.isDestroying() && visit.given("name").stream().noneMatch(machine.label()::equals);
    if (unsure) {
      return page(
          422, machine, verb, wish, Optional.of("type its name to confirm: " + machine.label()));
    }
    return switch (apply(machine, verb, wish, false)) {
      case Verbs.Answer.Not(var problem) ->
          page(problem.status(), machine, verb, wish, Optional.of(problem.detail()));
      case Verbs.Answer.Done _, Verbs.Answer.Would _ ->
          new Reply.Elsewhere("/machines/" + machine.id().value() + "?done=" + verb.key());
    };
  }

  private Reply page(
      int status, Machine machine, Verb verb, VerbPage.Wish wish, Optional<String> wrong) {
    VerbPage page =
        VerbPage.of(inventory, machine, verb, wish, apply(machine, verb, wish, true), wrong);
    return new Reply.Page(status, verb.label() + " " + machine.label(), "verb", page);
  }

  private Verbs.Answer apply(Machine machine, Verb verb, VerbPage.Wish wish, boolean dryRun) {
    try {
      return verbs.apply(machine, verb.key(), wish.told(), dryRun);
    } catch (IllegalArgumentException e) {
      return new Verbs.Answer.Not(Problem.badRequest(String.valueOf(e.getMessage())));
    }
  }

  private Optional<String> anyProfile(Machine machine) {
    return inventory.policy().profiles().values().stream()
        .filter(profile -> profile.kind() == machine.kind())
        .map(Profile::name)
        .findFirst();
  }
}
