package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp power}: whether a machine is on, and what changes that. */
@Command(
    name = "power",
    description =
        "Show or switch a machine's power, through the management controller that ztp bmc set named")
public final class PowerCommand implements Callable<Integer> {
  @Mixin private final ServerOption server = new ServerOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "MACHINE", description = "Its id, hostname, serial or MAC")
  private String machine = "";

  @Parameters(
      index = "1",
      paramLabel = "ACTION",
      defaultValue = "status",
      description =
          "status (default), on, off, soft-off, cycle; netboot: from the network, once;"
              + " netboot-otherwise; boot-media: once from a CD of the server's in the"
              + " controller's virtual drive; eject-media")
  private String action = "status";

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      JsonNode power =
          action.equals("status")
              ? api.part(machine, "power")
              : api.ask(machine, "power", Map.of("action", action));
      output.print(power, out -> out.accept(machine + " is " + power.path("power").asString()));
      return 0;
    }
  }
}
