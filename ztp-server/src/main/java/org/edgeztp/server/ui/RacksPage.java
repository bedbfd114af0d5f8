package org.edgeztp.server.ui;

import static java.util.stream.Collectors.groupingBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.util.MultiMap;
import org.eclipse.jetty.util.UrlEncoded;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Nic;
import tools.jackson.databind.JsonNode;

/**
 * Where machines are: racks from the front, as lists of machines told it, and ports of switches, as
 * inspections heard of them; of many some at a time.
 *
 * @param elsewhere machines of which no rack is known
 * @param rackCount how many racks there are of those asked for
 * @param nextRacks where the page is that goes on
 */
record RacksPage(
    Asked asked,
    List<Rack> racks,
    int rackCount,
    Optional<String> nextRacks,
    List<Switch> switches,
    int switchCount,
    Optional<String> nextSwitches,
    long machines,
    long elsewhere) {
  private static final int RACKS = 24;
  private static final int SWITCHES = 12;

  /** As high as racks usually are. */
  private static final int HEIGHT = 42;

  /**
   * What somebody wants to see.
   *
   * @param text in the names of racks and switches
   * @param rack the first
   * @param port of which switch the first is
   */
  record Asked(Optional<String> text, Optional<String> rack, Optional<String> port) {
    static Asked of(Visit visit) {
      return new Asked(visit.asked("q"), visit.asked("rack"), visit.asked("switch"));
    }

    private Asked fromRack(String name) {
      return new Asked(text, Optional.of(name), port);
    }

    private Asked fromSwitch(String name) {
      return new Asked(text, rack, Optional.of(name));
    }

    private String href() {
      var query = new MultiMap<String>();
      text.ifPresent(value -> query.putValues("q", value));
      rack.ifPresent(value -> query.putValues("rack", value));
      port.ifPresent(value -> query.putValues("switch", value));
      return "/racks?" + UrlEncoded.encode(query, StandardCharsets.UTF_8, false);
    }
  }

  /**
   * A rack.
   *
   * @param units from the top down
   * @param loose what is in it at no known height
   */
  record Rack(String name, List<Unit> units, List<Slot> loose) {
    /** How many machines are in it. */
    public long filled() {
      return loose.size() + units.stream().mapToLong(unit -> unit.slots().size()).sum();
    }
  }

  record Unit(int number, List<Slot> slots) {}

  /**
   * A machine in a rack.
   *
   * @param id empty while it has not come
   * @param mark its state, once it has come
   */
  record Slot(String label, Optional<String> id, Optional<Mark> mark) {}

  record Switch(String name, List<Port> ports) {}

  /**
   * What is plugged into a port.
   *
   * @param card of the machine
   * @param speed in Mbit/s; 0 when unknown
   */
  record Port(
      String name,
      String description,
      String id,
      String machine,
      Mark mark,
      String card,
      int speed) {}

  /** What was told of a place. */
  private record Place(String rack, Optional<Integer> unit, Slot slot) {}

  static RacksPage of(Inventory inventory, JsonNode expected, Asked asked) {
    List<Place> places =
        expected.path("items").valueStream().flatMap(item -> place(item, inventory)).toList();
    Names racks = Names.of(places.stream().map(Place::rack), asked.text(), asked.rack(), RACKS);
    List<Machine> machines = inventory.all();
    Names switches =
        Names.of(
            machines.stream().flatMap(RacksPage::plugs).map(plug -> plug.at().system()),
            asked.text(),
            asked.port(),
            SWITCHES);
    long come = places.stream().filter(place -> place.slot().id().isPresent()).count();
    return new RacksPage(
        asked,
        racks(racks.here(), places),
        racks.all(),
        racks.next().map(name -> asked.fromRack(name).href()),
        switches(switches.here(), machines),
        switches.all(),
        switches.next().map(name -> asked.fromSwitch(name).href()),
        machines.size(),
        machines.size() - come);
  }

  private static Stream<Place> place(JsonNode item, Inventory inventory) {
    String rack = item.path("rack").asString("");
    if (rack.isEmpty()) {
      return Stream.empty();
    }
    Optional<Machine> machine =
        text(item, "machine").map(MachineId::new).flatMap(inventory::visible);
    String told =
        Stream.of("name", "serial", "mac", "uuid")
            .flatMap(field -> text(item, field).stream())
            .findFirst()
            .orElse("");
    return Stream.of(
        new Place(
            rack,
            text(item, "unit").map(Integer::valueOf),
            new Slot(
                machine.map(Machine::label).orElse(told),
                machine.map(one -> one.id().value()),
                machine.map(one -> new Mark(one.state())))));
  }

  private static Optional<String> text(JsonNode item, String field) {
    return Optional.of(item.path(field).asString("")).filter(text -> !text.isEmpty());
  }

  private static List<Rack> racks(List<String> names, List<Place> places) {
    Map<String, List<Place>> byName =
        places.stream()
            .filter(place -> names.contains(place.rack()))
            .collect(groupingBy(Place::rack));
    return names.stream().map(name -> rack(name, byName.getOrDefault(name, List.of()))).toList();
  }

  private static Rack rack(String name, List<Place> places) {
    Map<Integer, List<Slot>> byUnit = new TreeMap<>();
    places.forEach(place ->
        byUnit.computeIfAbsent(place.unit().orElse(0), _ -> new ArrayList<>()).add(place.slot()));
    int height =
        Math.max(HEIGHT, byUnit.keySet().stream().mapToInt(Integer::intValue).max().orElse(0));
    return new Rack(
        name,
        IntStream.iterate(height, unit -> unit > 0, unit -> unit - 1)
            .mapToObj(unit -> new Unit(unit, byUnit.getOrDefault(unit, List.of())))
            .toList(),
        byUnit.getOrDefault(0, List.of()));
  }

  private record Plug(Machine machine, Nic nic, Nic.Neighbour at) {
    Port port() {
      return new Port(
          at.port(),
          at.description(),
          machine.id().value(),
          machine.label(),
          new Mark(machine.state()),
          nic.name(),
          nic.speed());
    }
  }

  private static List<Switch> switches(List<String> names, List<Machine> machines) {
    Map<String, List<Plug>> byName =
        machines.stream()
            .flatMap(RacksPage::plugs)
            .filter(plug -> names.contains(plug.at().system()))
            .collect(groupingBy(plug -> plug.at().system()));
    return names.stream()
        .map(name -> new Switch(name, ports(byName.getOrDefault(name, List.of()))))
        .toList();
  }

  private static List<Port> ports(List<Plug> plugs) {
    return plugs.stream()
        .map(Plug::port)
        .sorted(Comparator.comparing(port -> Names.inOrder(port.name())))
        .toList();
  }

  private static Stream<Plug> plugs(Machine machine) {
    return machine.hardware().map(Hardware::nics).orElse(List.of()).stream()
        .flatMap(nic -> nic.neighbour().map(at -> new Plug(machine, nic, at)).stream());
  }
}
