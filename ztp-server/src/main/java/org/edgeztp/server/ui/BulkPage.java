package org.edgeztp.server.ui;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import tools.jackson.databind.JsonNode;

/**
 * What a verb would do to many machines, or did.
 *
 * @param able how many would do it, or did
 * @param asks whether something is to be said before it is known what would happen
 * @param done whether it was done
 * @param cannot why it was not
 */
record BulkPage(
    Verb verb,
    List<String> ids,
    VerbPage.Wish wish,
    List<String> profiles,
    List<Line> lines,
    long able,
    boolean asks,
    boolean done,
    Optional<String> cannot) {

  /**
   * One machine.
   *
   * @param becomes the state that it would be in, or is in; empty where it refuses
   */
  record Line(String id, String label, Optional<Mark> becomes, String text) {}

  static BulkPage asking(Verb verb, List<String> ids, VerbPage.Wish wish, List<String> profiles) {
    return new BulkPage(verb, ids, wish, profiles, List.of(), 0, true, false, Optional.empty());
  }

  static BulkPage would(
      Verb verb, List<String> ids, VerbPage.Wish wish, List<String> profiles, List<Line> lines) {
    return new BulkPage(
        verb, ids, wish, profiles, lines, able(lines), false, false, Optional.empty());
  }

  BulkPage wrong(String why) {
    return new BulkPage(verb, ids, wish, profiles, lines, able, asks, done, Optional.of(why));
  }

  BulkPage done(List<Line> lines) {
    return new BulkPage(
        verb, ids, wish, profiles, lines, able(lines), false, true, Optional.empty());
  }

  /** What became of each, as the API's bulk action tells it. */
  static List<Line> lines(JsonNode results, Inventory inventory) {
    return results.path("items").valueStream().map(item -> line(item, inventory)).toList();
  }

  private static Line line(JsonNode item, Inventory inventory) {
    String id = item.path("id").asString("");
    String refusal = item.path("problem").path("detail").asString("");
    return new Line(
        id,
        id.isEmpty()
            ? item.path("machine").asString()
            : inventory.find(new MachineId(id)).map(Machine::label).orElse(id),
        refusal.isEmpty()
            ? Optional.of(new Mark(State.valueOf(item.path("state").asString())))
            : Optional.empty(),
        refusal.isEmpty() ? item.path("text").asString("") : refusal);
  }

  private static long able(List<Line> lines) {
    return lines.stream().filter(line -> line.becomes().isPresent()).count();
  }

  public String joined() {
    return String.join(",", ids);
  }

  public long unable() {
    return lines.size() - able;
  }

  public boolean takesProfile() {
    return verb.takes(Verb.Input.PROFILE);
  }

  public boolean takesReason() {
    return verb.takes(Verb.Input.REASON);
  }

  public boolean takesForce() {
    return verb.takes(Verb.Input.FORCE);
  }

  /** What is typed to confirm what cannot be taken back: {@code wipe 12}. */
  public String phrase() {
    return verb.key() + " " + able;
  }
}
