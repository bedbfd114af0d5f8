package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Profile;
import org.junit.jupiter.api.Test;

class NodeJsonTest {
  private static final ProvisionSettings.Node KNOWN =
      new ProvisionSettings.Node(
          List.of("10.0.0.1"), "http://10.0.0.1/mirror", "ops", List.of("ssh-ed25519 AAAA me"));

  @Test
  void laysTheProfileOverWhatTheServerKnows() {
    Map<String, Object> attributes =
        Map.of(
            "base", Map.of("time", Map.of("servers", List.of("ntp.site")), "apt", Map.of("x", 1)),
            "edge", Map.of("debug", true));
    assertThat(
            NodeJson.of(
                machine(),
                profile(attributes, "base"),
                Map.of(
                    "edge", Map.of("debug", false, "key", "s3cret"),
                    "ztp", Map.of("address", "10.0.0.9")),
                List.of("base", "edge::agent"),
                KNOWN))
        .isEqualTo(
            """
            {
              "base" : {
                "apt" : {
                  "x" : 1
                },
                "hostname" : "edge-1",
                "operator" : {
                  "authorized_keys" : [ "ssh-ed25519 AAAA me" ],
                  "name" : "ops"
                },
                "time" : {
                  "servers" : [ "ntp.site" ]
                }
              },
              "edge" : {
                "debug" : true,
                "key" : "s3cret"
              },
              "run_list" : [ "recipe[base]", "recipe[edge::agent]" ],
              "ztp" : {
                "address" : "10.0.0.9",
                "machine" : "m-0123456789",
                "mirror" : "http://10.0.0.1/mirror",
                "site" : "lab"
              }
            }
            """);
  }

  @Test
  void takesNoRunListFromTheAttributes() {
    String json =
        NodeJson.of(
            machine(),
            profile(Map.of("run_list", List.of("x")), "base"),
            Map.of(),
            List.of("base"),
            KNOWN);
    assertThat(json).contains("\"run_list\" : [ \"recipe[base]\" ]");
  }

  private static Machine machine() {
    Draft draft =
        Machine.discovered(
                new MachineId("m-0123456789"),
                "lab",
                new MacAddress("52:54:00:00:00:01"),
                Instant.EPOCH)
            .draft();
    draft.hostname = Optional.of("edge-1");
    return draft.toMachine();
  }

  private static Profile profile(Map<String, Object> attributes, String... roles) {
    return new Profile(
        "edge",
        Profile.Installer.IMAGE,
        "debian-13",
        "edge-{id}",
        List.of(roles),
        attributes,
        "",
        "none",
        Duration.ofMinutes(60),
        Duration.ofMinutes(60));
  }
}
