package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code ztp network}: which links are answered on, and who else answers or advertises there. */
@Command(
    name = "network",
    description = "Show the links served, and the other DHCP servers and routers heard there")
public final class NetworkCommand implements Callable<Integer> {
  @Mixin private final ServerOption server = new ServerOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      List<JsonNode> links = api.list("network", "");
      output.print(
          JsonNodeFactory.instance.arrayNode().addAll(links),
          out -> links.forEach(link -> tell(link, out)));
      return 0;
    }
  }

  private static void tell(JsonNode link, Consumer<String> out) {
    String why = link.path("why").asString("");
    out.accept(
        "%s: %s"
            .formatted(link.path("link").asString(), why.isEmpty() ? "answering" : "held: " + why));
    for (JsonNode other : link.path("otherServers")) {
      out.accept(
          "  %s; heard from %s to %s"
              .formatted(
                  other.path("sentence").asString(),
                  other.path("first").asString(),
                  other.path("last").asString()));
    }
    for (JsonNode router : link.path("otherRouters")) {
      out.accept("  " + router.path("sentence").asString());
    }
  }
}
