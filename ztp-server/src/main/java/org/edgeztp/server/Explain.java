package org.edgeztp.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.server.dhcp.ClientKind;
import org.edgeztp.server.explain.Rehearsal;
import org.edgeztp.server.explain.Step;
import org.edgeztp.server.explain.Walk;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /api/v1/explain}: what a machine would get, step by step, and why. Nothing changes by
 * it.
 *
 * <pre>
 * {"mac": "52:54:00:77:00:21", "arch": "uefi-x64"}   and "relay", "interface" or a
 *                                                    switch's "model" where it matters
 * </pre>
 */
final class Explain implements Resource {
  private final Config config;
  private final Rehearsals rehearsals;

  /**
   * Explains for a server.
   *
   * @param config that it serves by
   */
  Explain(Config config, Rehearsals rehearsals) {
    this.config = config;
    this.rehearsals = rehearsals;
  }

  /** What is answered. */
  record Explanation(List<Step> steps) {}

  @Override
  public Object answer(String method, JsonNode body) {
    if (!body.isObject()) {
      throw new IllegalArgumentException("post {\"mac\": ..., \"arch\": ...}");
    }
    return new Explanation(steps(config, body));
  }

  private List<Step> steps(Config config, JsonNode body) {
    MacAddress mac = MacAddress.parse(body.path("mac").asString(""));
    ClientKind first = ClientKind.parse(body.path("arch").asString("uefi-x64"));
    var sender =
        new ClientKind.Sender(
            mac,
            text(body, "relay").map(Inet4Address::ofLiteral),
            text(body, "model").orElse("unknown"));
    try (Rehearsal rehearsal = rehearsals.of(config, text(body, "interface"))) {
      return Walk.of(rehearsal, first, sender);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Optional<String> text(JsonNode body, String key) {
    return Optional.of(body.path(key).asString("")).filter(text -> !text.isEmpty());
  }
}
