package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.tls.Fingerprint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp context}: the servers that a person uses. */
@Command(
    name = "context",
    description = {
      "Remember servers by name, with how one gets in, and which of them verbs talk to.",
      "They are in $XDG_CONFIG_HOME/edgeztp/contexts.json (~/.config/edgeztp), which nobody else"
          + " can read. --server and ZTP_SERVER go before them, --context and ZTP_CONTEXT choose"
          + " one for once."
    })
public final class ContextCommand {
  @Command(
      name = "add",
      description = "Remember a server, in place of another of that name; the first one is used")
  void add(
      @Mixin ContextsOption contexts,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--server", required = true, paramLabel = "URL", description = "Its API")
          String server,
      @Option(
              names = "--token-file",
              paramLabel = "FILE",
              description = "Its first line is the token; it is read each time")
          @Nullable Path tokenFile,
      @Option(
              names = "--copy-token",
              paramLabel = "FILE",
              description = "Its first line is the token, which is kept; - is the standard input")
          @Nullable Path copied,
      @Option(
              names = "--server-certificate",
              paramLabel = "SHA256",
              description = "Fingerprint of a server's own certificate, as it prints it")
          @Nullable String certificate)
      throws IOException {
    if (tokenFile != null && copied != null) {
      throw new IllegalArgumentException("say either --token-file or --copy-token");
    }
    contexts
        .read()
        .add(
            new Context(
                name,
                ServerOption.url(server),
                Optional.ofNullable(tokenFile).map(Path::toAbsolutePath),
                copied == null ? Optional.empty() : Optional.of(SecretFile.firstLine(copied)),
                Optional.ofNullable(certificate).map(Fingerprint::parse)));
    System.out.println(name + " is " + server);
  }

  @Command(name = "use", description = "Have verbs talk to this one")
  void use(@Mixin ContextsOption contexts, @Parameters(paramLabel = "NAME") String name)
      throws IOException {
    Contexts all = contexts.read();
    all.use(name);
    System.out.println("verbs talk to " + all.named(name).server());
  }

  @Command(name = "list", description = "Which there are; a star marks the one that verbs talk to")
  void list(@Mixin ContextsOption contexts, @Mixin OutputOption output) throws IOException {
    Contexts all = contexts.read();
    List<JsonNode> shown = new ArrayList<>();
    for (Context context : all.all()) {
      shown.add(
          context
              .shown()
              .put("name", context.name())
              .put("current", all.current().filter(context::equals).isPresent())
              .put("tokenKept", context.token().isPresent()));
    }
    output.list(shown, ContextCommand::table);
  }

  private static Table table(List<JsonNode> all) {
    var table = new Table("", "NAME", "SERVER", "TOKEN", "CERTIFICATE");
    for (JsonNode one : all) {
      table.row(
          one.path("current").asBoolean() ? "*" : "",
          one.path("name").asString(),
          one.path("server").asString(),
          one.path("tokenKept").asBoolean() ? "kept" : one.path("tokenFile").asString("-"),
          one.path("certificate").asString("-"));
    }
    return table;
  }

  @Command(name = "remove", description = "Forget a server, and its token")
  void remove(@Mixin ContextsOption contexts, @Parameters(paramLabel = "NAME") String name)
      throws IOException {
    contexts.read().remove(name);
    System.out.println(name + " is forgotten");
  }
}
