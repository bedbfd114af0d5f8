package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp rule}: what the server follows, and what that means for a machine. */
@Command(name = "rule", description = "Show the profiles and rules in force, and try them")
public final class RulesCommand {
  private static final String RULES = "rules";

  @Command(name = "list", description = "The rules, a line each; the first that matches counts")
  void list(@Mixin ServerOption server, @Mixin OutputOption output)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      GetCommand.list(api, RULES, List.of(), output);
    }
  }

  @Command(
      name = "show",
      description =
          "A rule; without a name the profiles and rules in force, as ztp apply reads them")
  void show(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME", arity = "0..1") @Nullable String name)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      if (name == null) {
        JsonNode policy = api.policy();
        output.print(policy, out -> tellAll(policy, out));
      } else {
        GetCommand.show(api, RULES, name, output);
      }
    }
  }

  private static void tellAll(JsonNode policy, Consumer<String> out) {
    out.accept("# " + EntryLine.plain(policy.path("name").asString()));
    policy.path("text").asString().lines().forEach(out);
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
