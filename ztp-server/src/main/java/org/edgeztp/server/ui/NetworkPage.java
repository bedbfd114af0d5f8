package org.edgeztp.server.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import tools.jackson.databind.JsonNode;

/**
 * What machines are given on the networks that are served.
 *
 * @param lines a page of the leases, in the order of their addresses
 * @param leases how many there are
 * @param text that the leases have in them
 * @param first where the first of them are, when this is another page
 * @param packets what machines asked for last
 */
record NetworkPage(
    List<Link> links,
    List<Fill> fills,
    List<LeaseLine> lines,
    int leases,
    Optional<String> text,
    Optional<String> first,
    Optional<String> next,
    List<Packets.Line> packets) {
  private static final String PATH = "/network";
  static final int LINES = 200;

  /**
   * A network interface.
   *
   * @param why nothing is answered there
   * @param routers what those say that advertise themselves there
   * @param strange the same of those that advertise what does not belong there
   */
  record Link(
      String name,
      Optional<String> why,
      List<Other> others,
      List<String> routers,
      List<String> strange) {}

  /** Another server that answers DHCP. */
  record Other(String address, String sentence, Moment last) {}

  /**
   * How full a subnet is.
   *
   * @param percent of its addresses that nobody can get now
   */
  record Fill(String subnet, int size, int active, int offered, int declined, int percent) {
    static Fill of(JsonNode subnet) {
      int size = subnet.path("size").asInt();
      int taken = size - subnet.path("free").asInt();
      return new Fill(
          subnet.path("subnet").asString(),
          size,
          subnet.path("active").asInt(),
          subnet.path("offered").asInt(),
          subnet.path("declined").asInt(),
          size == 0 ? 0 : Math.toIntExact(100L * taken / size));
    }

    /** Whether somebody should make room. */
    public boolean isTight() {
      return percent >= 90;
    }
  }

  record LeaseLine(
      String address,
      String mac,
      String state,
      Moment ends,
      Optional<String> machine,
      String label) {
    static LeaseLine of(JsonNode lease, Instant now) {
      return new LeaseLine(
          lease.path("address").asString(),
          lease.path("mac").asString(),
          lease.path("state").asString(),
          new Moment(Instant.parse(lease.path("ends").asString()), now),
          Optional.ofNullable(lease.path("machine").stringValue(null)),
          lease.path("label").asString(""));
    }
  }

  static NetworkPage of(Inventory inventory, Sources sources, Visit visit, Instant now)
      throws Sources.RefusedException {
    Optional<String> text = visit.asked("q");
    Optional<String> after = visit.asked("after");
    Map<String, String> query = new HashMap<>(Map.of("limit", "" + LINES, "count", "true"));
    text.ifPresent(wanted -> query.put("search", wanted));
    after.ifPresent(address -> query.put("after", address));
    JsonNode leases = sources.read("leases", query);
    return new NetworkPage(
        items(sources.read("network", Map.of())).map(link -> link(link, now)).toList(),
        items(sources.read("subnets", Map.of())).map(Fill::of).toList(),
        items(leases).map(lease -> LeaseLine.of(lease, now)).toList(),
        leases.path("total").asInt(),
        text,
        after.map(_ -> href(text, Optional.empty())),
        Optional.ofNullable(leases.path("next").stringValue(null))
            .map(address -> href(text, Optional.of(address))),
        Packets.newest(inventory, now));
  }

  private static String href(Optional<String> text, Optional<String> after) {
    List<String> parts = new ArrayList<>();
    text.ifPresent(value -> parts.add("q=" + URLEncoder.encode(value, UTF_8)));
    after.ifPresent(value -> parts.add("after=" + URLEncoder.encode(value, UTF_8)));
    return parts.isEmpty() ? PATH : PATH + "?" + String.join("&", parts);
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return list.path("items").valueStream();
  }

  private static Link link(JsonNode link, Instant now) {
    return new Link(
        link.path("link").asString(),
        Optional.ofNullable(link.path("why").stringValue(null)),
        link.path("otherServers").valueStream().map(other -> other(other, now)).toList(),
        routers(link, false),
        routers(link, true));
  }

  private static List<String> routers(JsonNode link, boolean strange) {
    return link.path("otherRouters")
        .valueStream()
        .filter(router -> router.path("strange").isEmpty() != strange)
        .map(router -> router.path("sentence").asString())
        .toList();
  }

  private static Other other(JsonNode other, Instant now) {
    return new Other(
        other.path("address").asString(),
        other.path("sentence").asString(),
        new Moment(Instant.parse(other.path("last").asString()), now));
  }
}
