package org.edgeztp.server.arrival;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;

/**
 * Judges a list of announcements as a whole, before anything is done with it. A line that tells of
 * no controller leaves the one that is known.
 *
 * @param site of this server
 * @param expected what was taken in before
 * @param machines all that are known
 */
record Import(String site, Policy policy, List<Expected> expected, List<Machine> machines) {

  /** A verdict on each line, in order. */
  List<Verdict> judge(List<Line> lines) {
    List<Reading> readings = lines.stream().map(line -> Reading.of(line.fields())).toList();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      verdicts.add(verdict(lines, readings, i));
    }
    return verdicts;
  }

  private Verdict verdict(List<Line> lines, List<Reading> readings, int index) {
    Reading reading = readings.get(index);
    int number = lines.get(index).number();
    List<Mishap> mishaps = new ArrayList<>(reading.mishaps());
    reading
        .site()
        .filter(other -> !other.equals(site))
        .ifPresent(other ->
            mishaps.add(
                new Mishap("site", "'" + other + "' is another site; this server is at " + site)));
    if (reading.told().isEmpty()) {
      return new Verdict(number, Optional.empty(), Optional.empty(), Optional.empty(), mishaps);
    }
    Announcement told = reading.told().get();
    mishaps.addAll(twice(told, lines, readings, index));
    List<Expected> before =
        expected.stream().filter(one -> one.told().isAboutSameAs(told)).toList();
    if (before.size() > 1) {
      mishaps.add(
          new Mishap(
              identityField(told),
              "joins what was told of %s and of %s: say which one it is"
                  .formatted(before.get(0).told().label(), before.get(1).told().label())));
    }
    Optional<Expected> earlier = before.stream().findFirst();
    Announcement whole =
        told.withBmc(told.bmc().or(() -> earlier.flatMap(one -> one.told().bmc())));
    Optional<Machine> machine = machine(told, earlier, mishaps);
    named(told, earlier, machine, mishaps);
    profiled(told, machine, mishaps);
    return new Verdict(number, Optional.of(whole), earlier, machine, mishaps);
  }

  /** What an earlier line of the list says already. */
  private static List<Mishap> twice(
      Announcement told, List<Line> lines, List<Reading> readings, int index) {
    List<Mishap> mishaps = new ArrayList<>();
    for (int i = 0; i < index; i++) {
      Announcement other = readings.get(i).told().orElse(null);
      if (other == null) {
        continue;
      }
      if (other.isAboutSameAs(told)) {
        mishaps.add(
            new Mishap(
                identityField(told),
                "line " + lines.get(i).number() + " is about the same machine"));
      }
      if (told.name().isPresent() && told.name().equals(other.name())) {
        mishaps.add(new Mishap("name", "line " + lines.get(i).number() + " has the same name"));
      }
    }
    return mishaps;
  }

  /** The machine that it is about, if that has come. */
  private Optional<Machine> machine(
      Announcement told, Optional<Expected> earlier, List<Mishap> mishaps) {
    List<Machine> same = new ArrayList<>();
    for (Machine machine : machines) {
      boolean isTheOne =
          earlier.flatMap(Expected::machine).filter(machine.id()::equals).isPresent();
      switch (machine.state() == State.RETIRED
          ? new Likeness.Other()
          : Likeness.of(told, machine)) {
        case Likeness.Same _ -> same.add(machine);
        case Likeness.AtOdds(var how) ->
            mishaps.add(new Mishap(identityField(told), how + ": correct the line"));
        case Likeness.Perhaps _, Likeness.Other _ -> {
          if (isTheOne) {
            same.add(machine);
          }
        }
      }
    }
    if (same.size() > 1) {
      mishaps.add(
          new Mishap(
              identityField(told),
              "%s and %s are both this machine: retire the one that is gone"
                  .formatted(same.get(0).label(), same.get(1).label())));
    }
    return same.stream().findFirst();
  }

  private void named(
      Announcement told,
      Optional<Expected> earlier,
      Optional<Machine> machine,
      List<Mishap> mishaps) {
    Optional<String> holder =
        Stream.concat(
                expected.stream()
                    .filter(one -> !Optional.of(one).equals(earlier))
                    .filter(one -> one.told().name().equals(told.name()))
                    .map(one -> one.told().identities().getFirst()),
                machines.stream()
                    .filter(one -> one.state() != State.RETIRED)
                    .filter(one -> !Optional.of(one).equals(machine))
                    .filter(one -> one.hostname().equals(told.name()))
                    .map(one -> one.id().value()))
            .findFirst();
    holder
        .filter(_ -> told.name().isPresent())
        .ifPresent(other ->
            mishaps.add(
                new Mishap("name", told.name().get() + " is the name of " + other + " already")));
  }

  private void profiled(Announcement told, Optional<Machine> machine, List<Mishap> mishaps) {
    Optional<Profile> profile = told.profile().flatMap(policy::find);
    if (told.profile().isPresent() && profile.isEmpty()) {
      mishaps.add(
          new Mishap(
              "profile",
              "no profile '%s'; there are %s"
                  .formatted(
                      told.profile().get(),
                      policy.profiles().keySet().stream().sorted().toList())));
    }
    machine
        .filter(known -> known.hardware().isPresent())
        .filter(known -> profile.filter(one -> one.kind() != known.kind()).isPresent())
        .ifPresent(known ->
            mishaps.add(
                new Mishap(
                    "profile",
                    "%s is no profile for %s: one of the two is a switch"
                        .formatted(told.profile().orElse("it"), known.label()))));
  }

  private static String identityField(Announcement told) {
    if (!told.macs().isEmpty()) {
      return "mac";
    }
    return told.serial().isPresent() ? "serial" : "uuid";
  }
}
