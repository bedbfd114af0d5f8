package org.edgeztp.server.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.inventory.Explanation;
import org.edgeztp.inventory.cause.Finding;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/**
 * A machine in one line.
 *
 * @param why it is where it is
 * @param remedy what to do about it, where something is to be done
 * @param spent of the time that it has in its state, in percent
 */
record MachineLine(
    String id,
    String label,
    Mark mark,
    String mac,
    String address,
    String profile,
    String site,
    Moment since,
    String why,
    Optional<String> remedy,
    Optional<String> maintenance,
    Optional<Moment> until,
    int spent) {
  static MachineLine of(Machine machine, Explanation why, Instant now) {
    return new MachineLine(
        machine.id().value(),
        machine.label(),
        new Mark(machine.state()),
        machine.mac().value(),
        machine.address().map(Ipv6::text).orElse(""),
        machine.profile().orElse(""),
        machine.site(),
        new Moment(machine.since(), now),
        sentence(machine, why),
        why.cause().map(Finding::remedy),
        machine.maintenance(),
        machine.deadline().map(until -> new Moment(until, now)),
        machine.deadline().map(until -> spent(machine.since(), until, now)).orElse(0));
  }

  /** The cause where one is known, else what it waits for. */
  private static String sentence(Machine machine, Explanation why) {
    return machine
        .failure()
        .map(failure -> failure.cause())
        .or(() -> machine.fault().map(fault -> fault.text()))
        .or(() -> why.cause().map(Finding::text))
        .or(() -> why.expects().map(expects -> "waits for " + expects))
        .orElseGet(() -> machine.state() == State.IN_SERVICE ? "" : standing(why));
  }

  /** Without what was seen last, which has its own place. */
  private static String standing(Explanation why) {
    return why.sentence().replaceFirst("; last seen .*", "");
  }

  static int spent(Instant since, Instant until, Instant now) {
    double whole = Math.max(1, Duration.between(since, until).toMillis());
    double gone = Duration.between(since, now).toMillis();
    return (int) Math.round(100 * Math.clamp(gone / whole, 0, 1));
  }
}
