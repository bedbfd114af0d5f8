package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.inventory.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

class RolesResourceTest {
  @TempDir private Path cookbooks;

  @Test
  void listsRecipesScriptsAndPlaybooksWithWhoHasThem() throws Exception {
    Path base = Files.createDirectories(cookbooks.resolve("base/recipes"));
    Files.writeString(base.resolve("default.rb"), "");
    Files.writeString(base.resolve("time.rb"), "");
    Path site = Files.createDirectories(cookbooks.resolve("site"));
    Files.writeString(
        site.resolve("roles.yaml"),
        """
        site::motd: {shell: motd.sh, silence: 5}
        site::harden: {ansible: site.yaml, after: [base], needs: [ntp], secrets: {salt: password}}
        """);
    Files.writeString(cookbooks.resolve("README.md"), "no cookbook");
    var inventory =
        new Inventory(
            new MemoryMachineStore(),
            Policy.of(Machines.PROFILE),
            new TestClock(),
            () -> new MachineId("m-0000000001"));
    var resource = new RolesResource(inventory, cookbooks);

    JsonNode all = new JsonMapper().valueToTree(resource.answer("GET", MissingNode.getInstance()));

    assertThat(all.path("items").valueStream().map(JsonNode::toString))
        .containsExactly(
            "{\"name\":\"base\",\"kind\":\"recipe\",\"file\":null,\"after\":[],\"needs\":[],\"secrets\":[],\"silenceMinutes\":30,\"profiles\":[\"edge\"]}",
            "{\"name\":\"base::time\",\"kind\":\"recipe\",\"file\":null,\"after\":[],\"needs\":[],\"secrets\":[],\"silenceMinutes\":30,\"profiles\":[]}",
            "{\"name\":\"site::harden\",\"kind\":\"playbook\",\"file\":\"site.yaml\",\"after\":[\"base\"],\"needs\":[\"ntp\"],\"secrets\":[\"salt\"],\"silenceMinutes\":30,\"profiles\":[]}",
            "{\"name\":\"site::motd\",\"kind\":\"script\",\"file\":\"motd.sh\",\"after\":[],\"needs\":[],\"secrets\":[],\"silenceMinutes\":5,\"profiles\":[]}");
    assertThat(resource.item("GET", "gone"))
        .isEqualTo(Problem.notFound("no cookbook has a role 'gone'"));
  }
}
