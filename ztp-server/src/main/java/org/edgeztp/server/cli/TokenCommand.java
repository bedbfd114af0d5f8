package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ztp token}: who may use the API. */
@Command(name = "token", description = "Give people and programs access to the API, and take it")
public final class TokenCommand {
  @Command(
      name = "create",
      description = "Print a new token, this once: it goes into a file that --token-file names")
  void create(
      @Mixin ServerOption server,
      @Parameters(paramLabel = "NAME", description = "Whose it is; the audit names it") String name,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description =
                  "viewer (reads), operator (also acts on machines), admin (also changes profiles,"
                      + " rules and tokens, and reads the audit) or orchestrator (reads machines and"
                      + " hand-offs, and hurries these)")
          String role,
      @Option(names = "--days", paramLabel = "N", description = "It ends after so many days")
          @Nullable Integer days,
      @Option(
              names = "--site",
              paramLabel = "SITE",
              description = "It is for the machines of this site alone; may be given several times")
          @Nullable List<String> sites)
      throws IOException, InterruptedException {
    Map<String, Object> wish = new HashMap<>(Map.of("name", name, "role", role));
    if (days != null) {
      wish.put("days", days);
    }
    if (sites != null) {
      wish.put("sites", sites);
    }
    try (ApiClient api = server.client()) {
      System.out.println(api.post("tokens", wish).path("secret").asString());
    }
  }

  @Command(name = "list", description = "Whose tokens there are, and what they may do")
  void list(@Mixin ServerOption server, @Mixin OutputOption output)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      output.list(api.list("tokens", ""), all -> Cells.of("tokens", all).table(all));
    }
  }

  @Command(name = "revoke", description = "End a token at once")
  void revoke(@Mixin ServerOption server, @Parameters(paramLabel = "NAME") String name)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      api.remove("tokens", name);
      System.out.println("the token '" + name + "' is over");
    }
  }
}
