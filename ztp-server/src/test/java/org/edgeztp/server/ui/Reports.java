package org.edgeztp.server.ui;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.NameQuery;
import org.edgeztp.inventory.web.Paged;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.SwitchesResource;
import tools.jackson.databind.JsonNode;

/** What rooms report that take a network or a list of racks to say something. */
record Reports(Inventory inventory, Clock clock) {
  private static final int PLACED = 24;

  Map<String, Resource> resources() {
    return Map.of(
        "explain",
        Reports::explain,
        "network",
        (_, _) -> network(),
        "webhooks",
        this::webhooks,
        "racks",
        new Racks(),
        "switches",
        new SwitchesResource(inventory));
  }

  /** As the network report answers. */
  private Object network() {
    return Map.of(
        "items",
        List.of(
            Map.of("link", "eth1", "answering", true, "otherServers", List.of()),
            Map.of(
                "link",
                "eth2",
                "answering",
                false,
                "why",
                "10.77.2.9 answers DHCP here",
                "otherServers",
                List.of(
                    Map.of(
                        "address",
                        "10.77.2.9",
                        "sentence",
                        "another DHCP server, 10.77.2.9, offers addresses",
                        "last",
                        clock.instant().toString())))));
  }

  /** One that takes all, and one that is down; that alone can be called. */
  private Object webhooks(String method, JsonNode body) {
    String called = body.path("webhook").asString("");
    if (method.equals("POST")) {
      return called.equals("cmdb")
          ? Map.of("name", called)
          : Problem.notFound("no webhook is called '%s'".formatted(called));
    }
    Instant now = clock.instant();
    return Map.of(
        "items",
        List.of(
            Map.of("name", "chat", "url", "http://chat", "seq", 4711, "waiting", 0),
            Map.of(
                "name",
                "cmdb",
                "url",
                "http://cmdb/events",
                "states",
                List.of("IN_SERVICE", "FAILED"),
                "seq",
                4700,
                "waiting",
                1000,
                "oldest",
                now.minusSeconds(120).toString(),
                "attempts",
                3,
                "next",
                now.plusSeconds(30).toString(),
                "answer",
                Map.of("at", now.toString(), "taken", false, "text", "answered 503: down"))));
  }

  /** As lists told them: the first of all machines stand in two racks, and one has not come. */
  private final class Racks implements Resource {
    @Override
    public Object answer(String method, JsonNode body) {
      return answer(method, Map.of(), body);
    }

    @Override
    public Object answer(String method, Map<String, String> query, JsonNode body) {
      List<Machine> all = inventory.all();
      List<Machine> placed = all.stream().limit(PLACED).toList();
      NameQuery.Page page =
          NameQuery.of("racks", "slots", query)
              .page(placed.isEmpty() ? Stream.of() : Stream.of("R10", "R9"));
      return new Paged(
          page.here().stream().map(name -> rack(name, placed)).toList(),
          page.next(),
          Optional.of(page.all()),
          Map.of("unplaced", all.size() - placed.size()));
    }

    private static Object rack(String name, List<Machine> placed) {
      List<Object> slots = new ArrayList<>();
      for (int i = name.equals("R9") ? 0 : 1; i < placed.size(); i += 2) {
        Machine machine = placed.get(i);
        slots.add(
            Map.of(
                "unit",
                40 - i,
                "label",
                machine.label(),
                "machine",
                machine.id().value(),
                "state",
                machine.state()));
      }
      if (name.equals("R9")) {
        slots.add(Map.of("unit", 2, "label", "db9"));
      }
      return Map.of("name", name, "slots", slots);
    }
  }

  private static Object explain(String method, JsonNode body) {
    return Map.of(
        "steps",
        List.of(
            Map.of(
                "title",
                body.path("arch").asString() + ": DHCP DISCOVER",
                "lines",
                List.of("OFFER 10.77.0.50", "boot file http://10.77.0.1/boot/ipxe.efi"))));
  }
}
