package org.edgeztp.inventory.cause;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.CauseCode;

/** What a machine shows of a cause. */
sealed interface Symptom {
  /** What was seen that shows it; empty when the machine does not show it. */
  Optional<String> evidence(Case seen);

  /** The symptom in words, for the page. */
  String text();

  /** What ends the state says so itself. */
  record Told(Set<CauseCode> codes) implements Symptom {
    public Told {
      codes = Set.copyOf(codes);
    }

    @Override
    public Optional<String> evidence(Case seen) {
      return seen.end().filter(end -> codes.contains(end.code())).map(Event::text);
    }

    @Override
    public String text() {
      return "told: " + new TreeSet<>(codes).stream().map(CauseCode::name).collect(joining(" or "));
    }
  }

  /** The deadline of the state passes. */
  record Late() implements Symptom {
    @Override
    public Optional<String> evidence(Case seen) {
      return seen.end().filter(Event.DeadlinePassed.class::isInstance).map(Event::text);
    }

    @Override
    public String text() {
      return "the deadline passed";
    }
  }

  /** Nothing of a concern was seen since the machine entered its state. */
  record Nothing(Sign.Concern concern, Duration patience) implements Symptom {
    @Override
    public Optional<String> evidence(Case seen) {
      Instant since = seen.machine().since();
      return seen.newest(concern).isEmpty() && !seen.now().isBefore(since.plus(patience))
          ? Optional.of("nothing came from " + seen.machine().mac() + " since " + Words.at(since))
          : Optional.empty();
    }

    @Override
    public String text() {
      return "nothing was seen of " + Words.of(concern) + " for " + Words.of(patience);
    }
  }

  /** The newest sign of its concern is one of these, and nothing followed for a while. */
  record Last(Set<Sign> signs, Duration patience) implements Symptom {
    public Last {
      signs = Set.copyOf(signs);
    }

    static Last of(Duration patience, Sign... signs) {
      return new Last(Set.of(signs), patience);
    }

    @Override
    public Optional<String> evidence(Case seen) {
      return seen.newest(signs.iterator().next().concern())
          .filter(entry -> entry.sign().filter(signs::contains).isPresent())
          .filter(entry -> !seen.now().isBefore(entry.lastAt().plus(patience)))
          .map(Words::of);
    }

    @Override
    public String text() {
      String names = new TreeSet<>(signs).stream().map(Sign::name).collect(joining(" or "));
      return "last seen: "
          + names
          + (patience.isZero() ? "" : ", and nothing after it for " + Words.of(patience));
    }
  }

  /** It was seen at all since the machine entered its state. */
  record Seen(Sign sign) implements Symptom {
    @Override
    public Optional<String> evidence(Case seen) {
      return seen.with(sign).findFirst().map(Words::of);
    }

    @Override
    public String text() {
      return "seen: " + sign;
    }
  }

  /** At the pace of its reports the image would be there after the deadline only. */
  record Slow() implements Symptom {
    /** Less than this says nothing of the pace. */
    static final Duration ENOUGH = Duration.ofSeconds(20);

    @Override
    public Optional<String> evidence(Case seen) {
      List<Entry> reports = seen.with(Sign.IMAGE_PROGRESS).toList();
      Optional<Instant> deadline = seen.machine().deadline();
      boolean atIt = seen.newest(Sign.Concern.INSTALLER).equals(reports.stream().findFirst());
      if (reports.isEmpty() || deadline.isEmpty() || !atIt) {
        return Optional.empty();
      }
      return Pace.of(reports, seen.now())
          .filter(pace -> pace.doneAt(seen.now()).isAfter(deadline.get()))
          .map(pace -> Words.of(reports.getFirst()) + ", " + pace.text());
    }

    @Override
    public String text() {
      return "last seen: " + Sign.IMAGE_PROGRESS + ", at a pace that ends after the deadline";
    }
  }
}
