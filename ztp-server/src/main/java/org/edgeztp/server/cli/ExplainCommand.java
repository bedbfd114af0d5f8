package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ztp explain}: what a machine would get, and why. */
@Command(
    name = "explain",
    description =
        "Show what a machine would be answered at each stage of its boot, and why. Changes nothing.")
public final class ExplainCommand implements Callable<Integer> {
  private static final int SCRIPT = 30;

  @Mixin private final ServerOption server = new ServerOption();

  @Option(names = "--mac", required = true, paramLabel = "MAC", description = "Its address")
  private String mac = "";

  @Option(
      names = "--arch",
      paramLabel = "KIND",
      description =
          "What asks first: bios, uefi-x64, uefi-http, arm64, arm64-http, raspberry-pi, ipxe-bios,"
              + " ipxe-x64, ipxe-arm64, onie, sonic, cumulus or system (default: ${DEFAULT-VALUE})",
      defaultValue = "uefi-x64")
  private String arch = "";

  @Option(names = "--relay", paramLabel = "IP", description = "The relay it stands behind")
  private @Nullable String relay;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "Where it is heard (default: the first network)")
  private @Nullable String interfaceName;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Model of a switch, as ONIE tells it: accton_as7712_32x")
  private @Nullable String model;

  @Option(names = "--whole", description = "Do not cut long scripts")
  private boolean whole;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, Object> question = new HashMap<>(Map.of("mac", mac, "arch", arch));
    put(question, "relay", relay);
    put(question, "interface", interfaceName);
    put(question, "model", model);
    try (ApiClient api = server.client()) {
      print(api.explain(question).path("steps"));
      return 0;
    }
  }

  private void print(JsonNode steps) {
    for (JsonNode step : steps) {
      System.out.println(step.path("title").asString());
      List<String> lines = step.path("lines").valueStream().map(JsonNode::asString).toList();
      int shown = whole ? lines.size() : Math.min(SCRIPT, lines.size());
      lines.subList(0, shown).forEach(line -> System.out.println("  " + line));
      if (shown < lines.size()) {
        System.out.printf("  ... %d more lines: --whole%n", lines.size() - shown);
      }
      System.out.println();
    }
  }

  private static void put(Map<String, Object> question, String key, @Nullable String value) {
    if (value != null) {
      question.put(key, value);
    }
  }
}
