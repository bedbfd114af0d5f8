package org.edgeztp.server.ui;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.MultiMap;
import org.eclipse.jetty.util.UrlEncoded;
import org.edgeztp.inventory.machine.State;
import tools.jackson.databind.JsonNode;

/**
 * Where machines are: racks from the front, as lists of machines told it, and ports of switches, as
 * inspections heard of them; of many some at a time.
 *
 * @param rackCount how many racks there are of those asked for
 * @param nextRacks where the page is that goes on
 * @param unplaced machines of which no rack is known
 */
record RacksPage(
    Asked asked,
    List<Rack> racks,
    int rackCount,
    Optional<String> nextRacks,
    List<Switch> switches,
    int switchCount,
    Optional<String> nextSwitches,
    long unplaced) {
  private static final int RACKS = 24;
  private static final int SWITCHES = 12;

  /** As high as racks usually are. */
  private static final int HEIGHT = 42;

  /**
   * What somebody wants to see.
   *
   * @param text in the names of racks and switches
   * @param rack behind which the racks go on
   * @param port behind which switch those do
   */
  record Asked(Optional<String> text, Optional<String> rack, Optional<String> port) {
    static Asked of(Visit visit) {
      return new Asked(visit.asked("q"), visit.asked("rack"), visit.asked("switch"));
    }

    private Asked behindRack(String name) {
      return new Asked(text, Optional.of(name), port);
    }

    private Asked behindSwitch(String name) {
      return new Asked(text, rack, Optional.of(name));
    }

    /** As the API takes it. */
    private Map<String, String> query(int limit, Optional<String> after, String whole) {
      Map<String, String> query =
          new HashMap<>(Map.of("limit", "" + limit, "count", "true", whole, "true"));
      text.ifPresent(value -> query.put("search", value));
      after.ifPresent(name -> query.put("after", name));
      return query;
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
    static Rack of(JsonNode rack) {
      Map<Integer, List<Slot>> byUnit = new TreeMap<>();
      for (JsonNode slot : rack.path("slots")) {
        byUnit
            .computeIfAbsent(slot.path("unit").asInt(0), _ -> new ArrayList<>())
            .add(Slot.of(slot));
      }
      int height =
          Math.max(HEIGHT, byUnit.keySet().stream().mapToInt(Integer::intValue).max().orElse(0));
      return new Rack(
          rack.path("name").asString(),
          IntStream.iterate(height, unit -> unit > 0, unit -> unit - 1)
              .mapToObj(unit -> new Unit(unit, byUnit.getOrDefault(unit, List.of())))
              .toList(),
          byUnit.getOrDefault(0, List.of()));
    }

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
  record Slot(String label, Optional<String> id, Optional<Mark> mark) {
    static Slot of(JsonNode slot) {
      return new Slot(
          slot.path("label").asString(),
          Optional.ofNullable(slot.path("machine").stringValue(null)),
          Optional.ofNullable(slot.path("state").stringValue(null))
              .map(state -> new Mark(State.valueOf(state))));
    }
  }

  record Switch(String name, List<Port> ports) {
    static Switch of(JsonNode told) {
      return new Switch(
          told.path("name").asString(), told.path("ports").valueStream().map(Port::of).toList());
    }
  }

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
      int speed) {
    static Port of(JsonNode port) {
      return new Port(
          port.path("name").asString(),
          port.path("description").asString(),
          port.path("machine").asString(),
          port.path("label").asString(),
          new Mark(State.valueOf(port.path("state").asString())),
          port.path("card").asString(),
          port.path("speed").asInt());
    }
  }

  static RacksPage of(Sources sources, Asked asked) throws Sources.RefusedException {
    JsonNode racks = sources.read("racks", asked.query(RACKS, asked.rack(), "slots"));
    JsonNode switches = sources.read("switches", asked.query(SWITCHES, asked.port(), "ports"));
    return new RacksPage(
        asked,
        racks.path("items").valueStream().map(Rack::of).toList(),
        racks.path("total").asInt(),
        next(racks).map(name -> asked.behindRack(name).href()),
        switches.path("items").valueStream().map(Switch::of).toList(),
        switches.path("total").asInt(),
        next(switches).map(name -> asked.behindSwitch(name).href()),
        racks.path("beside").path("unplaced").asLong());
  }

  private static Optional<String> next(JsonNode page) {
    return Optional.ofNullable(page.path("next").stringValue(null));
  }
}
