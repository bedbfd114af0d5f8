package org.edgeztp.server.power;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.inventory.web.UpstreamException;
import org.edgeztp.inventory.web.WrongField;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/machines/REF/power}: what the machine's controller says, and what it is asked for.
 *
 * <pre>
 * GET   {"power": "on", "can": ["on", "off", "netboot"]}; "off", or "unknown" where the
 *       controller cannot tell
 * POST  {"action": "on"}, or another label of {@link PowerAction}; answers as GET does
 * </pre>
 */
public record PowerResource(Power power) implements MachineResource {
  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public Object answer(Machine machine, String method, JsonNode body)
      throws UpstreamException, InterruptedException {
    try {
      if (method.equals("POST")) {
        power.act(machine, action(body.path("action").asString("")), Caller.name(), Map.of());
      }
      return Map.of(
          "power",
          power.read(machine).name().toLowerCase(Locale.ROOT),
          "can",
          power.abilities(machine).map(Abilities::labels).orElse(List.of()));
    } catch (PowerException e) {
      throw new UpstreamException(e);
    }
  }

  private static PowerAction action(String name) {
    List<String> names = Arrays.stream(PowerAction.values()).map(PowerAction::label).toList();
    return PowerAction.named(name)
        .orElseThrow(
            () -> new WrongField("action", "no action '" + name + "'; there are " + names));
  }
}
