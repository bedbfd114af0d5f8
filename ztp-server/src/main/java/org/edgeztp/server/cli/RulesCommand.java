package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp rules}: what the server follows, and what that means for a machine. */
@Command(name = "rules", description = "Show the profiles and rules in force, and try them")
public final class RulesCommand {
  @Command(name = "show", description = "The profiles and rules in force, as ztp apply reads them")
  void show(@Mixin ServerOption server, @Mixin OutputOption output)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      JsonNode policy = api.policy();
      output.print(
          policy,
          out -> {
            out.accept("# " + EntryLine.plain(policy.path("name").asString()));
            policy.path("text").asString().lines().forEach(out);
          });
    }
  }

  @Command(
      name = "test",
      description = "What each rule says to a machine, with each condition and what was told")
  void test(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "MACHINE", description = "Its id, hostname, serial or MAC")
          String machine)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      JsonNode rules = api.part(machine, "rules").path("items");
      output.print(rules, out -> rules.forEach(rule -> tell(rule, out)));
    }
  }

  private static void tell(JsonNode rule, Consumer<String> out) {
    out.accept(line(rule));
    rule.path("conditions").forEach(asked -> out.accept("  " + EntryLine.plain(condition(asked))));
  }

  private static String line(JsonNode rule) {
    String says =
        rule.path("counts").asBoolean()
            ? "gives it the profile " + rule.path("profile").asString()
            : rule.path("misses").isNull()
                ? "matches as well, and comes later"
                : "does not match: " + rule.path("misses").asString();
    return EntryLine.plain("rule %s %s".formatted(rule.path("rule").asString(), says));
  }

  private static String condition(JsonNode asked) {
    String mark =
        asked.path("holds").isNull() ? "?" : asked.path("holds").asBoolean() ? "yes" : "no";
    return "%-4s %s: %s"
        .formatted(
            mark, asked.path("condition").asString(), asked.path("told").asString("not told yet"));
  }
}
