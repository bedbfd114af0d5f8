package org.edgeztp.server.power;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.server.tls.Fingerprint;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/machines/REF/bmc}: how the machine's power is reached. The password can be set and
 * is never given back.
 *
 * <pre>
 * GET     {"driver": "ipmi", "address": "10.9.0.7", "port": 623, "account": "admin",
 *         "certificate": "SHA-256 or empty", "can": ["on", "off", "netboot"],
 *         "told": {"firmware": "9.08"}}; {} for none. What it can do and tells of itself is empty
 *         until it was asked.
 * PUT     the same with "password"; "port" may be left out
 * DELETE
 * </pre>
 */
public record BmcResource(Power power) implements MachineResource {
  @Override
  public List<String> methods() {
    return List.of("GET", "PUT", "DELETE");
  }

  @Override
  public Object answer(Machine machine, String method, JsonNode body) {
    switch (method) {
      case "PUT" -> power.learn(machine, bmc(body));
      case "DELETE" -> power.forget(machine);
      default -> {}
    }
    Optional<Abilities> abilities = power.abilities(machine);
    return power.bmc(machine).map(bmc -> view(bmc, abilities)).orElse(Map.of());
  }

  private static Map<String, Object> view(Bmc bmc, Optional<Abilities> abilities) {
    return Map.of(
        "driver",
        bmc.driver().label(),
        "address",
        bmc.address(),
        "port",
        bmc.port(),
        "account",
        bmc.account(),
        "certificate",
        bmc.certificate().map(Fingerprint::hex).orElse(""),
        "can",
        abilities.map(Abilities::labels).orElse(List.of()),
        "told",
        abilities.map(Abilities::told).orElse(Map.of()));
  }

  private static Bmc bmc(JsonNode body) {
    Bmc.Driver driver = Bmc.Driver.named(body.path("driver").asString(""));
    return new Bmc(
        driver,
        body.path("address").asString(""),
        body.path("port").asInt(driver.usualPort()),
        body.path("account").asString(""),
        body.path("password").asString(""),
        Optional.of(body.path("certificate").asString(""))
            .filter(text -> !text.isEmpty())
            .map(Fingerprint::parse));
  }
}
