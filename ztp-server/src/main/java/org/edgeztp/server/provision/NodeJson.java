package org.edgeztp.server.provision;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The node's attributes: what the server knows, how the machine stands to others, the profile's own
 * on top of it, and the run list. Keys are in order, so the same machine gets the same bytes.
 */
final class NodeJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
          .build();

  private NodeJson() {}

  /**
   * @param relations what {@link Relations} tells
   * @param roles the run list
   */
  static String of(
      Machine machine,
      Profile profile,
      Map<String, Object> relations,
      List<String> roles,
      ProvisionSettings.Node node) {
    Map<String, Object> attributes =
        merged(merged(known(machine, node), relations), profile.attributes());
    attributes.put("run_list", roles.stream().map(role -> "recipe[" + role + "]").toList());
    return JSON.writeValueAsString(attributes) + "\n";
  }

  /** Under the names that the base cookbook reads; {@code ztp} is for every cookbook. */
  private static Map<String, Object> known(Machine machine, ProvisionSettings.Node node) {
    Map<String, Object> base = new TreeMap<>();
    machine.hostname().ifPresent(name -> base.put("hostname", name));
    base.put("time", Map.of("servers", node.ntpServers()));
    base.put("operator", Map.of("name", node.operator(), "authorized_keys", node.operatorKeys()));
    Map<String, Object> ztp =
        Map.of("machine", machine.id().value(), "site", machine.site(), "mirror", node.mirror());
    return Map.of("base", base, "ztp", ztp);
  }

  /** Maps are merged key by key; of anything else the upper one counts, lists included. */
  private static Map<String, Object> merged(Map<?, ?> lower, Map<?, ?> upper) {
    Map<String, Object> all = new TreeMap<>();
    lower.forEach((key, value) -> all.put(String.valueOf(key), value));
    upper.forEach((key, value) ->
        all.merge(
            String.valueOf(key),
            value,
            (below, above) ->
                below instanceof Map<?, ?> l && above instanceof Map<?, ?> u
                    ? merged(l, u)
                    : above));
    return all;
  }
}
