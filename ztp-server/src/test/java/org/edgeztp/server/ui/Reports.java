package org.edgeztp.server.ui;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.Resource;
import tools.jackson.databind.JsonNode;

/** What rooms report that take a network or a list of racks to say something. */
record Reports(Inventory inventory, Clock clock) {
  private static final int PLACED = 24;

  Map<String, Resource> resources() {
    return Map.of(
        "explain", Reports::explain,
        "network", (_, _) -> network(),
        "expected", (_, _) -> expected());
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

  /** As a list told them: the first of all stand in two racks, and one has not come. */
  private Object expected() {
    List<Map<String, String>> items = new ArrayList<>();
    List<Machine> placed = inventory.all().stream().limit(PLACED).toList();
    for (int i = 0; i < placed.size(); i++) {
      items.add(place("", "R" + (9 + i % 2), 40 - i, placed.get(i).id().value()));
    }
    if (!placed.isEmpty()) {
      items.add(place("db9", "R9", 2, ""));
    }
    return Map.of("items", items);
  }

  private static Map<String, String> place(String name, String rack, int unit, String machine) {
    return Map.of("name", name, "rack", rack, "unit", "" + unit, "machine", machine);
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
