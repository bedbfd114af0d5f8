package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code ztp network}: which links are answered on, and who else answers there. */
@Command(
    name = "network",
    description = "Show the links served and the other DHCP servers heard there")
public final class NetworkCommand implements Callable<Integer> {
  @Mixin private final ServerOption server = new ServerOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      for (JsonNode link : api.network()) {
        String why = link.path("why").asString("");
        System.out.printf(
            "%s: %s%n",
            link.path("link").asString(), why.isEmpty() ? "answering" : "not answering: " + why);
        for (JsonNode other : link.path("otherServers")) {
          System.out.printf(
              "  %s; heard from %s to %s%n",
              other.path("sentence").asString(),
              other.path("first").asString(),
              other.path("last").asString());
        }
      }
      return 0;
    }
  }
}
