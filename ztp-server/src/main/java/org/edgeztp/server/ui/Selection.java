package org.edgeztp.server.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.query.MachineQuery;

/**
 * Which machines a table shows, in which order, in the words of the API's {@link MachineQuery}: all
 * of it is in the page's address.
 *
 * @param parts of the address behind its question mark, decoded
 */
record Selection(List<Map.Entry<String, String>> parts) {
  static final String PATH = "/machines";
  static final Selection ALL = new Selection(List.of());

  /** Newest news first. */
  private static final String USUAL_ORDER = "-since";

  private static final String SORT = "sort";
  private static final String AFTER = "after";
  private static final String STATE = "state";
  private static final Set<String> PLACES = Set.of(AFTER, "limit");

  /** What has a field of its own on the page; everything else is one of the further terms. */
  private static final Set<String> FIELDS =
      Set.of(SORT, AFTER, "limit", "search", STATE, "site", "profile");

  Selection {
    parts = parts.stream().filter(part -> !isBlank(part)).toList();
  }

  /** An empty field of a form; that a machine has none of something is asked by a term. */
  private static boolean isBlank(Map.Entry<String, String> part) {
    return part.getValue().isBlank() && FIELDS.contains(part.getKey());
  }

  static Selection of(Visit visit) {
    return new Selection(visit.parts());
  }

  /**
   * What it asks for.
   *
   * @param most machines on the page
   * @throws IllegalArgumentException with a sentence for whoever asks, when it cannot be
   */
  MachineQuery query(int most) {
    Selection ordered = value(SORT).isPresent() ? this : with(SORT, USUAL_ORDER);
    List<Map.Entry<String, String>> asked = new ArrayList<>(ordered.parts);
    value(AFTER).ifPresent(place -> asked.add(Map.entry(AFTER, place)));
    asked.removeIf(part -> part.getKey().equals("limit"));
    asked.add(Map.entry("limit", Integer.toString(most)));
    return MachineQuery.parse(asked);
  }

  Optional<String> value(String name) {
    return parts.stream()
        .filter(part -> part.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The same with another value, from its first machine on. */
  Selection with(String name, String value) {
    return new Selection(
        Stream.concat(without(name).parts.stream(), Stream.of(Map.entry(name, value))).toList());
  }

  /** The same whatever that is, from its first machine on. */
  Selection without(String name) {
    return new Selection(
        parts.stream()
            .filter(part -> !part.getKey().equals(name) && !PLACES.contains(part.getKey()))
            .toList());
  }

  Selection from(String place) {
    return new Selection(
        Stream.concat(without(AFTER).parts.stream(), Stream.of(Map.entry(AFTER, place))).toList());
  }

  Selection inStates(List<State> states) {
    return with(STATE, states.stream().map(State::name).collect(joining(",")));
  }

  boolean isInStates(List<State> states) {
    return value(STATE).equals(inStates(states).value(STATE));
  }

  Selection inAnyState() {
    return without(STATE);
  }

  /** As the API takes it: a field's name, behind a minus sign the other way round. */
  String order() {
    return value(SORT).orElse(USUAL_ORDER);
  }

  Selection sortedBy(String field) {
    return with(SORT, order().equals(field) ? "-" + field : field);
  }

  /** The terms that have no field of their own, each with the selection that is left without it. */
  List<Map.Entry<String, Selection>> terms() {
    return parts.stream()
        .filter(part -> !FIELDS.contains(part.getKey()))
        .map(part -> Map.entry(text(part), without(part)))
        .toList();
  }

  private Selection without(Map.Entry<String, String> part) {
    return new Selection(
        without(AFTER).parts.stream().filter(other -> !other.equals(part)).toList());
  }

  /** The same with further terms, as people write them: apart by blanks. */
  Selection and(String terms) {
    Selection wider = this;
    for (String term : terms.strip().split("\\s+", -1)) {
      int sign = term.indexOf('=');
      String name = sign < 0 ? term : term.substring(0, sign);
      wider = wider.with(name, sign < 0 ? "" : term.substring(sign + 1));
    }
    return wider;
  }

  private static String text(Map.Entry<String, String> part) {
    boolean whole = part.getValue().isEmpty() && part.getKey().matches(".*[<>].+");
    return whole ? part.getKey() : part.getKey() + "=" + part.getValue();
  }

  boolean isNarrow() {
    return parts.stream().anyMatch(part -> !part.getKey().equals(SORT));
  }

  /** What follows the question mark. */
  String text() {
    return parts.stream()
        .map(part -> encoded(part.getKey()) + "=" + encoded(part.getValue()))
        .collect(joining("&"));
  }

  /** Where it is shown; what is not said is left out. */
  String href() {
    return parts.isEmpty() ? PATH : PATH + "?" + text();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
