package org.edgeztp.inventory.cause;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.State;

/**
 * One row of the table.
 *
 * @param states in which it may be the cause
 * @param symptoms all of which the machine shows; what the first one saw is the evidence
 * @param sentence what is wrong, to be followed by the evidence
 * @param remedy what to do, in the imperative
 */
record Cause(
    CauseCode code, Set<State> states, List<Symptom> symptoms, String sentence, String remedy) {
  Cause {
    states = Set.copyOf(states);
    symptoms = List.copyOf(symptoms);
  }

  static Cause cause(CauseCode code, State first, State... more) {
    return new Cause(code, EnumSet.of(first, more), List.of(), "", "");
  }

  Cause when(Symptom symptom) {
    List<Symptom> all = new ArrayList<>(symptoms);
    all.add(symptom);
    return new Cause(code, states, all, sentence, remedy);
  }

  Cause says(String what, String toDo) {
    return new Cause(code, states, symptoms, what, toDo);
  }

  Optional<Finding> of(Case seen) {
    if (!states.contains(seen.machine().state())) {
      return Optional.empty();
    }
    List<Optional<String>> shown =
        symptoms.stream().map(symptom -> symptom.evidence(seen)).toList();
    return shown.stream().allMatch(Optional::isPresent)
        ? shown.getFirst().map(evidence -> new Finding(code, sentence, evidence, remedy))
        : Optional.empty();
  }

  String symptomText() {
    return symptoms.stream().map(Symptom::text).collect(joining("; and "));
  }
}
