package org.edgeztp.server.ui;

import static java.util.function.Predicate.not;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachineQuery;
import org.edgeztp.inventory.web.Bulk;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Verbs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people do to many machines: first a page says what would happen to each of those it was
 * shown, then it does that to them and to no other.
 */
final class BulkActions {
  /** Those that mean the same for every machine. */
  static final List<Verb> VERBS =
      Arrays.stream(Verb.values()).filter(not(Verb.ADOPT::equals)).toList();

  private static final JsonMapper JSON = new JsonMapper();

  private final Inventory inventory;
  private final Bulk bulk;

  BulkActions(Inventory inventory) {
    this.inventory = inventory;
    this.bulk = new Bulk(inventory, new Verbs(inventory));
  }

  Reply answer(Visit visit) {
    Optional<Verb> verb =
        visit.given("verb").stream().findFirst().flatMap(Verb::named).filter(VERBS::contains);
    if (verb.isEmpty()) {
      return Reply.Refused.notFound("nothing of that name can be done to machines");
    }
    try {
      return answer(verb.get(), ids(visit), visit);
    } catch (IllegalArgumentException e) {
      return new Reply.Refused(Problem.badRequest(String.valueOf(e.getMessage())));
    }
  }

  private Reply answer(Verb verb, List<String> ids, Visit visit) {
    VerbPage.Wish wish = VerbPage.Wish.of(visit::given);
    if (VerbPage.waits(verb, wish)) {
      return page(200, BulkPage.asking(verb, ids, wish, profiles()));
    }
    BulkPage would = BulkPage.would(verb, ids, wish, profiles(), apply(verb, ids, wish, true));
    if (!visit.acts()) {
      return page(200, would);
    }
    boolean unsure =
        verb.isDestroying() && visit.given("name").stream().noneMatch(would.phrase()::equals);
    return unsure
        ? page(422, would.wrong("type it to confirm: " + would.phrase()))
        : page(200, would.done(apply(verb, ids, wish, false)));
  }

  private static Reply page(int status, BulkPage page) {
    return new Reply.Page(status, page.verb().label(), "bulk", page);
  }

  private List<BulkPage.Line> apply(
      Verb verb, List<String> ids, VerbPage.Wish wish, boolean dryRun) {
    ObjectNode body = wish.body();
    ids.forEach(body.putArray("machines")::add);
    JsonNode results = JSON.valueToTree(bulk.answer(verb.key(), body, dryRun));
    return BulkPage.lines(results, inventory);
  }

  /** Those that were ticked, all that the table's filter shows, or those of the page before. */
  private List<String> ids(Visit visit) {
    List<String> named =
        Stream.concat(
                visit.given("pick").stream(),
                visit.given("machines").stream()
                    .flatMap(joined -> Arrays.stream(joined.split(",", -1))))
            .toList();
    List<String> ids = visit.given("every").isEmpty() ? named : shown(visit);
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("no machine was chosen: tick some in the table");
    }
    return ids;
  }

  private List<String> shown(Visit visit) {
    String filter = visit.given("in").stream().findFirst().orElse("");
    MachineQuery query =
        new Selection(Visit.parts(filter)).without("after").query(MachineQuery.MOST);
    MachinePage page = inventory.page(query);
    if (page.next().isPresent()) {
      throw new IllegalArgumentException(
          "the table has %d machines, and %d are acted on at once: narrow it down"
              .formatted(inventory.count(query.filter()), MachineQuery.MOST));
    }
    return page.machines().stream().map(Machine::id).map(id -> id.value()).toList();
  }

  private List<String> profiles() {
    return inventory.policy().profiles().values().stream().map(Profile::name).sorted().toList();
  }
}
