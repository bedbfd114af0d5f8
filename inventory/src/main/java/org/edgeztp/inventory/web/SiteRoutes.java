package org.edgeztp.inventory.web;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.query.Need;

/** How each site is: those of the machines, and those of rules for which none has come yet. */
final class SiteRoutes {
  private static final String ALL = "/api/v1/sites";

  private final Inventory inventory;

  SiteRoutes(Inventory inventory) {
    this.inventory = inventory;
  }

  List<Route> routes() {
    return List.of(
        Route.get(ALL, _ -> Map.of("items", sites())),
        Route.get(ALL + "/{site}", question -> site(question.name("site"))));
  }

  /**
   * A site.
   *
   * @param states how many machines are in each state that one is in
   * @param needs how many need a person, by what for
   * @param maintenance how many are in maintenance, whatever their state
   */
  record SiteView(
      String name,
      long machines,
      Map<State, Long> states,
      Map<String, Long> needs,
      long maintenance) {
    static SiteView of(String name, List<Machine> machines) {
      Map<String, Long> needs = new TreeMap<>();
      for (Need need : Need.values()) {
        needs.put(key(need), 0L);
      }
      machines.stream()
          .flatMap(machine -> Need.of(machine).stream())
          .forEach(need -> needs.merge(key(need), 1L, Long::sum));
      return new SiteView(
          name,
          machines.size(),
          State.counts(machines),
          needs,
          machines.stream().filter(machine -> machine.maintenance().isPresent()).count());
    }

    private static String key(Need need) {
      return need.name().toLowerCase(Locale.ROOT);
    }
  }

  private List<SiteView> sites() {
    Map<String, List<Machine>> bySite = inventory.all().stream().collect(groupingBy(Machine::site));
    var names = new TreeSet<>(bySite.keySet());
    rules().map(Rule::site).filter(Sites::cover).forEach(names::add);
    return names.stream()
        .map(name -> SiteView.of(name, bySite.getOrDefault(name, List.of())))
        .toList();
  }

  private Object site(String name) {
    Sites.check("the site " + name, name);
    return sites().stream()
        .filter(site -> site.name().equals(name))
        .<Object>map(Function.identity())
        .findAny()
        .orElseGet(() -> Problem.notFound("no machine and no rule is of a site '" + name + "'"));
  }

  private Stream<Rule> rules() {
    return inventory.policy().rules().stream();
  }
}
