package org.edgeztp.inventory.web;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.machine.Fact;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/switches} and {@code GET /api/v1/switches/leaf-3a}: the switches that machines
 * are plugged into, as their inspections heard by LLDP, by page. With {@code ports=true} each has
 * its ports, as the one that is asked for always has.
 */
public record SwitchesResource(Inventory inventory) implements Resource {
  /**
   * A switch.
   *
   * @param machines how many are plugged into it
   * @param states how many of these are in each state that one is in
   * @param ports those that a machine is plugged into, in the order of their names
   */
  record View(
      String name,
      int machines,
      Map<State, Long> states,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Port> ports) {}

  /**
   * What is plugged into a port.
   *
   * @param description what people call the port; empty where they do not
   * @param machine its id
   * @param card of the machine
   * @param speed in Mbit/s; 0 when unknown
   */
  record Port(
      String name,
      String description,
      String machine,
      String label,
      State state,
      String card,
      int speed) {}

  private record Plug(Machine machine, Nic nic, Nic.Neighbour at) {
    Port port() {
      return new Port(
          at.port(),
          at.description(),
          machine.id().value(),
          machine.label(),
          machine.state(),
          nic.name(),
          nic.speed());
    }
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return answer(method, Map.of(), body);
  }

  @Override
  public Object answer(String method, Map<String, String> query, JsonNode body) {
    NameQuery asked = NameQuery.of("switches", "ports", query);
    Filter filter = asked.machines();
    NameQuery.Page page = asked.page(inventory.counts(filter, Fact.SWITCH).keySet().stream());
    return new Paged(
        views(filter, page.here(), asked.isWhole()),
        page.next(),
        asked.counts() ? Optional.of(page.all()) : Optional.empty());
  }

  @Override
  public List<String> itemMethods() {
    return List.of("GET");
  }

  @Override
  public Object item(String method, String item) {
    List<Machine> all = Sites.everywhere(() -> inventory.all(pluggedInto(Set.of(item))));
    if (all.isEmpty()) {
      return Problem.notFound("no machine told that it is plugged into a switch '" + item + "'");
    }
    List<View> views = views(Filter.ALL, List.of(item), true);
    if (views.getFirst().machines() == 0) {
      Sites.check("the switch", all.getFirst().site());
    }
    return views.getFirst();
  }

  private List<View> views(Filter filter, List<String> names, boolean withPorts) {
    Map<String, List<Plug>> byName =
        inventory.all(filter.and(pluggedInto(Set.copyOf(names)))).stream()
            .flatMap(SwitchesResource::plugs)
            .collect(groupingBy(plug -> plug.at().system()));
    return names.stream()
        .map(name -> view(name, byName.getOrDefault(name, List.of()), withPorts))
        .toList();
  }

  private static View view(String name, List<Plug> plugs, boolean withPorts) {
    List<Machine> machines = plugs.stream().map(Plug::machine).distinct().toList();
    return new View(name, machines.size(), State.counts(machines), withPorts ? ports(plugs) : null);
  }

  private static List<Port> ports(List<Plug> plugs) {
    return plugs.stream()
        .map(Plug::port)
        .sorted(comparing(port -> NameQuery.inOrder(port.name())))
        .toList();
  }

  private static Filter pluggedInto(Set<String> names) {
    return new Filter(
        List.of(
            new Part(
                Fact.SWITCH,
                machine ->
                    Fact.SWITCH.of(machine).stream()
                        .flatMap(List::stream)
                        .anyMatch(names::contains))));
  }

  private static Stream<Plug> plugs(Machine machine) {
    return machine.hardware().map(Hardware::nics).orElse(List.of()).stream()
        .flatMap(nic -> nic.neighbour().map(at -> new Plug(machine, nic, at)).stream());
  }
}
