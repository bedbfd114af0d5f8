package org.edgeztp.inventory.web;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.MachineQuery;

/**
 * A page of things that have names, in the order in which port 9 comes before port 10.
 *
 * @param site that they are of; of any where empty
 * @param search in their names, whatever its letter case
 * @param limit how many at most
 * @param after the last of the page before
 * @param counts whether it asks how many there are on all pages
 * @param isWhole whether it asks for what is in each as well
 */
public record NameQuery(
    Optional<String> site,
    String search,
    int limit,
    Optional<String> after,
    boolean counts,
    boolean isWhole) {
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /**
   * Some of many names.
   *
   * @param here these
   * @param all how many there are on all pages
   * @param next where the next page goes on
   */
  public record Page(List<String> here, int all, Optional<String> next) {}

  /**
   * Reads a question.
   *
   * @param things what is asked for, for refusals
   * @param whole by what it asks for what is in each
   * @throws WrongField when it asks for anything else
   */
  public static NameQuery of(String things, String whole, Map<String, String> query) {
    Set<String> known = Set.of("site", "search", "limit", "after", "count", whole);
    for (String name : query.keySet()) {
      if (!known.contains(name)) {
        throw new WrongField(
            name, "%s have no '%s'; there are %s".formatted(things, name, new TreeSet<>(known)));
      }
    }
    return new NameQuery(
        Optional.ofNullable(query.get("site")),
        query.getOrDefault("search", "").strip().toLowerCase(Locale.ROOT),
        WrongField.part(query, "limit", MachineQuery::limit).orElse(MachineQuery.USUAL),
        Optional.ofNullable(query.get("after")),
        "true".equals(query.get("count")),
        "true".equals(query.get(whole)));
  }

  /** The machines that it is about. */
  public Filter machines() {
    return site.map(name -> Filter.ofSite(name)).orElse(Filter.ALL);
  }

  /** What it asks for of these, which may come more than once. */
  public Page page(Stream<String> names) {
    NavigableMap<String, String> ordered =
        names
            .filter(name -> name.toLowerCase(Locale.ROOT).contains(search))
            .collect(toMap(NameQuery::inOrder, Function.identity(), (one, _) -> one, TreeMap::new));
    Collection<String> rest =
        after.map(name -> ordered.tailMap(inOrder(name), false)).orElse(ordered).values();
    List<String> here = rest.stream().limit(limit).toList();
    return new Page(
        here, ordered.size(), rest.size() > limit ? Optional.of(here.getLast()) : Optional.empty());
  }

  /** What sorts a name among others. */
  public static String inOrder(String name) {
    return DIGITS.matcher(name).replaceAll(number -> "%9s".formatted(number.group()));
  }
}
