package org.edgeztp.server;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.boot.Tokens;
import org.edgeztp.server.dhcp.DhcpEvent;
import org.edgeztp.server.dhcp6.Dhcp6Event;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/machines/REF/answers}: the whole of what a machine was answered last by DHCP
 * and DHCPv6, option by option. In memory alone and only decoded when somebody asks: one answer is
 * some 2 KB, of which the timeline has the sentence.
 */
final class SentAnswers implements MachineResource {
  private static final int OF_A_MACHINE = 8;

  /** As many as boot at a time in a large site; renewals in service are not kept. */
  private static final int MACHINES = 500;

  private final Clock clock;
  private final Map<MachineId, Deque<Kept>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MachineId, Deque<Kept>> eldest) {
          return size() > MACHINES;
        }
      };

  SentAnswers(Clock clock) {
    this.clock = clock;
  }

  private record Kept(
      Instant at, String protocol, String question, String answer, Supplier<List<String>> lines) {}

  /**
   * An answer.
   *
   * @param lines to whom it went, its fields and its options
   */
  record View(Instant at, String protocol, String question, String answer, List<String> lines) {}

  void keep(Machine machine, DhcpEvent.Answered event) {
    keep(
        machine,
        event.firmware(),
        new Kept(clock.instant(), "DHCP", event.question(), event.answer(), event.text()));
  }

  void keep(Machine machine, Dhcp6Event.Answered event) {
    keep(
        machine,
        event.firmware(),
        new Kept(clock.instant(), "DHCPv6", event.question(), event.answer(), event.text()));
  }

  private synchronized void keep(Machine machine, Firmware firmware, Kept answer) {
    if (firmware == Firmware.NONE && machine.state() == State.IN_SERVICE) {
      return;
    }
    Deque<Kept> own = kept.computeIfAbsent(machine.id(), _ -> new ArrayDeque<>());
    own.addLast(answer);
    if (own.size() > OF_A_MACHINE) {
      own.removeFirst();
    }
  }

  @Override
  public Object answer(Machine machine, String method, JsonNode body) {
    return Map.of("items", of(machine));
  }

  /** In their order. */
  List<View> of(Machine machine) {
    return kept(machine).stream()
        .map(one ->
            new View(
                one.at(),
                one.protocol(),
                one.question(),
                one.answer(),
                one.lines().get().stream().map(Tokens::hidden).toList()))
        .toList();
  }

  private synchronized List<Kept> kept(Machine machine) {
    Deque<Kept> own = kept.get(machine.id());
    return own == null ? List.of() : List.copyOf(own);
  }
}
