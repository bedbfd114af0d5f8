package org.edgeztp.server.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.Explanation;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.cause.Finding;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/**
 * One machine.
 *
 * @param headway how far it is in what is done to it
 * @param offers what may be asked of it now
 * @param older where the older part of its timeline is shown
 * @param done what was asked of it just now
 */
record MachinePage(
    MachineLine line,
    String kind,
    Picture wide,
    Picture tall,
    Why why,
    Optional<Headway> headway,
    List<HardwareSheet.Fact> facts,
    Optional<HardwareSheet> hardware,
    List<Offer> offers,
    List<Told> timeline,
    Optional<String> older,
    Optional<Verb> done) {
  private static final int TIMELINE = 150;

  /** Why it is where it is, in parts. */
  record Why(
      String sentence,
      Optional<String> expects,
      Optional<Moment> until,
      Optional<Moment> seen,
      String seenText,
      Optional<Finding> cause,
      Optional<String> failed,
      Optional<String> fault) {}

  /** A button. */
  record Offer(String label, String href, boolean destroying) {}

  /**
   * A line of the timeline.
   *
   * @param to where it led, when it led somewhere
   * @param times how often it was seen
   */
  record Told(long seq, Moment at, String kind, String text, Optional<Mark> to, int times) {}

  static MachinePage of(
      Inventory inventory,
      Machine machine,
      List<Verb> verbs,
      Optional<Headway> headway,
      long before,
      Optional<Verb> done,
      Instant now) {
    Explanation why = inventory.explain(machine);
    List<Entry> entries = inventory.timelineBefore(machine.id(), before, TIMELINE);
    Set<State> passed = passed(inventory.moves(machine), machine);
    String id = machine.id().value();
    return new MachinePage(
        MachineLine.of(machine, why, now),
        machine.kind() == Machine.Kind.SWITCH ? "Switch" : "Server",
        Picture.wide(machine.state(), passed),
        Picture.tall(machine.state(), passed),
        why(machine, why, now),
        headway,
        facts(machine),
        machine.hardware().map(HardwareSheet::of),
        verbs.stream()
            .map(verb ->
                new Offer(
                    verb.label(), "/machines/" + id + "/do/" + verb.key(), verb.isDestroying()))
            .toList(),
        entries.stream().map(entry -> told(entry, now)).toList(),
        entries.size() < TIMELINE
            ? Optional.empty()
            : Optional.of("/machines/" + id + "?before=" + entries.getLast().seq()),
        done);
  }

  /** The states that its present run has been in. */
  private static Set<State> passed(List<Entry> moves, Machine machine) {
    Set<State> passed = EnumSet.noneOf(State.class);
    moves.stream()
        .filter(move -> move.run() == machine.run())
        .forEach(move -> {
          move.from().ifPresent(passed::add);
          move.to().ifPresent(passed::add);
        });
    passed.remove(machine.state());
    return passed;
  }

  private static Why why(Machine machine, Explanation why, Instant now) {
    return new Why(
        why.sentence(),
        why.expects(),
        why.until().map(until -> new Moment(until, now)),
        why.lastSeen().map(entry -> new Moment(entry.lastAt(), now)),
        why.lastSeen().map(Entry::text).orElse(""),
        why.cause(),
        machine
            .failure()
            .map(failure ->
                "Failed while %s: %s"
                    .formatted(
                        new Mark(failure.phase()).label().toLowerCase(java.util.Locale.ROOT),
                        failure.cause())),
        machine.fault().map(fault -> fault.text()));
  }

  private static List<HardwareSheet.Fact> facts(Machine machine) {
    List<HardwareSheet.Fact> facts = new ArrayList<>();
    add(facts, "Address", machine.address().map(Ipv6::text));
    add(facts, "Hardware address", Optional.of(machine.mac().value()));
    add(facts, "Serial number", machine.serial());
    add(facts, "UUID", machine.uuid());
    add(facts, "Id", Optional.of(machine.id().value()));
    machine.profile().ifPresent(name -> facts.add(new HardwareSheet.Fact("Profile", name, false)));
    facts.add(new HardwareSheet.Fact("Site", machine.site(), false));
    if (machine.architecture() != Architecture.UNKNOWN) {
      facts.add(new HardwareSheet.Fact("Boots as", machine.architecture().name(), false));
    }
    facts.add(new HardwareSheet.Fact("Run", "" + machine.run(), false));
    add(facts, "SSH host key", machine.hostKey());
    return List.copyOf(facts);
  }

  private static void add(List<HardwareSheet.Fact> facts, String label, Optional<String> value) {
    value.ifPresent(text -> facts.add(new HardwareSheet.Fact(label, text, true)));
  }

  private static Told told(Entry entry, Instant now) {
    int times = entry.facts().get(Entry.TIMES) instanceof Number number ? number.intValue() : 1;
    return new Told(
        entry.seq(),
        new Moment(entry.at(), now),
        entry.kind(),
        entry.text(),
        entry.to().map(Mark::new),
        times);
  }
}
