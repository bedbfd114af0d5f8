package org.edgeztp.server.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp plan}: the steps that bring about a machine's roles. */
@Command(
    name = "plan",
    description = {
      "Show the steps that bring about a machine's roles, before, while and after they are taken",
      "ztp logs MACHINE --step ROLE shows what one of them wrote."
    })
public final class PlanCommand implements Callable<Integer> {
  @Mixin private final ServerOption server = new ServerOption();

  @Parameters(paramLabel = "MACHINE", description = "Its id, hostname, serial or MAC")
  private String machine = "";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "As it would be with this profile; its own by default")
  private @Nullable String profile;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      String query =
          profile == null ? "" : "?profile=" + URLEncoder.encode(profile, StandardCharsets.UTF_8);
      lines(machine, api.part(machine, "plan" + query)).forEach(System.out::println);
      return 0;
    }
  }

  static List<String> lines(String machine, JsonNode plan) {
    List<String> lines = new ArrayList<>();
    lines.add("plan of " + machine + " with profile " + plan.path("profile").asString());
    for (JsonNode step : plan.path("steps")) {
      lines.add(
          "%3d  %-28s %-8s %s"
              .formatted(
                  step.path("number").asInt(),
                  step.path("role").asString(),
                  step.path("status").asString(),
                  told(step))
              .stripTrailing());
    }
    for (JsonNode device : plan.path("switches")) {
      lines.add(
          "after switch %s (port %s), which is%s in service"
              .formatted(
                  device.path("machine").asString(),
                  names(device.path("ports")),
                  device.path("met").asBoolean() ? "" : " not"));
    }
    if (plan.path("secondsLeft").asLong(0) > 0) {
      lines.add("about " + plan.path("secondsLeft").asLong() + " s left");
    }
    if (plan.path("waits").isString()) {
      lines.add("waits: " + plan.path("waits").asString());
    }
    return lines;
  }

  private static String told(JsonNode step) {
    List<String> parts = new ArrayList<>();
    if (step.path("ended").isNumber()) {
      String of = step.path("declared").isNumber() ? " of " + step.path("declared").asInt() : "";
      parts.add(step.path("ended").asInt() + of + " resources");
    } else if (step.path("text").isString()) {
      parts.add(EntryLine.plain(step.path("text").asString()));
    } else if (step.path("expectedSeconds").isNumber()) {
      parts.add("about " + Math.round(step.path("expectedSeconds").asDouble()) + " s");
    }
    if (!step.path("after").isEmpty()) {
      parts.add("after " + names(step.path("after")));
    }
    for (JsonNode need : step.path("needs")) {
      parts.add(
          "needs " + need.path("role").asString() + (need.path("met").asBoolean() ? "" : "!"));
    }
    return String.join("; ", parts);
  }

  private static String names(JsonNode list) {
    return String.join(", ", list.valueStream().map(JsonNode::asString).toList());
  }
}
