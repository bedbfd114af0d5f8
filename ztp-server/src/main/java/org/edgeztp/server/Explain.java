package org.edgeztp.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.server.dhcp.ClientKind;
import org.edgeztp.server.explain.Comparison;
import org.edgeztp.server.explain.Rehearsal;
import org.edgeztp.server.explain.Replay;
import org.edgeztp.server.explain.Step;
import org.edgeztp.server.explain.Walk;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /api/v1/explain}: what a machine would get, step by step, and why. Nothing changes by
 * it. The body asks for a boot or sends what was captured, and may name another configuration:
 *
 * <pre>
 * {"mac": "52:54:00:77:00:21", "arch": "uefi-x64"}     and "relay" or a switch's "model"
 * {"packets": [{"at": 0, "source": "0.0.0.0", "sourcePort": 68, "port": 67, "payload": HEX}]}
 *                                                      "at" in milliseconds since the first;
 *                                                      to port 80: an HTTP request, put together
 * "interface": "eth1"                                  where it is heard; the first by default
 * "config": YAML, "configName": "new.yaml"             answers with the differences as well
 * </pre>
 */
final class Explain implements Resource {
  private static final int MOST_PACKETS = 10_000;
  private static final int BODY = 16 << 20;

  /** No site is called so. */
  private static final String ANY = "";

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

  /**
   * What is answered.
   *
   * @param differences to the other configuration, when there is one: no step where all is the same
   */
  record Explanation(List<Step> steps, @Nullable List<Step> differences) {}

  @Override
  public List<String> methods() {
    return List.of("POST");
  }

  @Override
  public int bodyLimit() {
    return BODY;
  }

  @Override
  public Object answer(String method, JsonNode body) {
    if (!body.isObject()) {
      throw new IllegalArgumentException("post {\"mac\": ..., \"arch\": ...}");
    }
    if (body.has("packets")) {
      Sites.check("what was captured", ANY);
    } else {
      Optional<Machine> _ = rehearsals.present().find(sender(body).mac());
    }
    // What one machine gets depends on the others, as on who waits before it.
    return Sites.everywhere(() -> explanation(body));
  }

  private Explanation explanation(JsonNode body) {
    List<Step> steps = steps(config, rehearsals.present().policy(), body);
    Optional<List<Step>> changed =
        other(body).map(other -> steps(other, other.policy().toPolicy(other), body));
    return new Explanation(steps, changed.map(then -> Comparison.of(steps, then)).orElse(null));
  }

  private List<Step> steps(Config config, Policy policy, JsonNode body) {
    try (Rehearsal rehearsal = rehearsals.of(config, policy, text(body, "interface"))) {
      return body.has("packets")
          ? Replay.of(rehearsal, packets(body.path("packets")))
          : Walk.of(
              rehearsal,
              ClientKind.parse(text(body, "arch").orElse("uefi-x64")),
              sender(body),
              body.path("ipv6").asBoolean(false));
    } catch (IOException | ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Optional<Config> other(JsonNode body) {
    try {
      return text(body, "config")
          .map(yaml -> ConfigFile.parse(yaml, text(body, "configName").orElse("config")));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static ClientKind.Sender sender(JsonNode body) {
    return new ClientKind.Sender(
        MacAddress.parse(body.path("mac").asString("")),
        text(body, "relay").map(Inet4Address::ofLiteral),
        text(body, "model").orElse("unknown"));
  }

  private static List<Replay.Heard> packets(JsonNode packets) {
    if (packets.size() > MOST_PACKETS) {
      throw new IllegalArgumentException(
          "%d packets are more than %d".formatted(packets.size(), MOST_PACKETS));
    }
    return packets.valueStream().map(Explain::packet).toList();
  }

  private static Replay.Heard packet(JsonNode packet) {
    return new Replay.Heard(
        Duration.ofMillis(packet.path("at").asLong(0)),
        InetAddress.ofLiteral(packet.path("source").asString("0.0.0.0")),
        packet.path("sourcePort").asInt(68),
        packet.path("port").asInt(67),
        ByteBuffer.wrap(HexFormat.of().parseHex(packet.path("payload").asString(""))));
  }

  private static Optional<String> text(JsonNode body, String key) {
    return Optional.of(body.path(key).asString("")).filter(text -> !text.isEmpty());
  }
}
