package org.edgeztp.server.ui;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Nic;
import tools.jackson.databind.JsonNode;

/**
 * Where machines are: racks from the front, as lists of machines told it, and ports of switches, as
 * inspections heard of them.
 *
 * @param elsewhere machines of which no rack is known
 */
record RacksPage(List<Rack> racks, List<Switch> switches, long machines, long elsewhere) {
  /** As high as racks usually are. */
  private static final int HEIGHT = 42;

  private static final Pattern DIGITS = Pattern.compile("\\d+");

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

  static RacksPage of(Inventory inventory, JsonNode expected) {
    List<Machine> machines = inventory.all();
    Map<MachineId, Machine> byId = new HashMap<>();
    machines.forEach(machine -> byId.put(machine.id(), machine));
    List<Place> places =
        expected.path("items").valueStream().flatMap(item -> place(item, byId).stream()).toList();
    long come = places.stream().filter(place -> place.slot().id().isPresent()).count();
    return new RacksPage(
        racks(places), switches(machines), machines.size(), machines.size() - come);
  }

  private static Optional<Place> place(JsonNode item, Map<MachineId, Machine> machines) {
    String rack = item.path("rack").asString("");
    if (rack.isEmpty()) {
      return Optional.empty();
    }
    Optional<Machine> machine = text(item, "machine").map(id -> machines.get(new MachineId(id)));
    String told =
        Stream.of("name", "serial", "mac", "uuid")
            .flatMap(field -> text(item, field).stream())
            .findFirst()
            .orElse("");
    return Optional.of(
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

  private static List<Rack> racks(List<Place> places) {
    return sorted(places, Place::rack).entrySet().stream()
        .map(rack -> rack(rack.getKey(), rack.getValue()))
        .toList();
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

  private static List<Switch> switches(List<Machine> machines) {
    List<Plug> plugs = machines.stream().flatMap(RacksPage::plugs).toList();
    return sorted(plugs, plug -> plug.at().system()).entrySet().stream()
        .map(one ->
            new Switch(
                one.getKey(),
                one.getValue().stream()
                    .map(Plug::port)
                    .sorted(Comparator.comparing(port -> inOrder(port.name())))
                    .toList()))
        .toList();
  }

  private static Stream<Plug> plugs(Machine machine) {
    return machine.hardware().map(Hardware::nics).orElse(List.of()).stream()
        .flatMap(nic -> nic.neighbour().map(at -> new Plug(machine, nic, at)).stream());
  }

  private static <T> Map<String, List<T>> sorted(List<T> things, Function<T, String> name) {
    Map<String, List<T>> byName = new TreeMap<>(Comparator.comparing(RacksPage::inOrder));
    byName.putAll(things.stream().collect(groupingBy(name)));
    return byName;
  }

  /** So that port 9 comes before port 10. */
  private static String inOrder(String name) {
    return DIGITS.matcher(name).replaceAll(number -> "%9s".formatted(number.group()));
  }
}
