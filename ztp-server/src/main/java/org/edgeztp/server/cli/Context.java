package org.edgeztp.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.edgeztp.server.tls.Fingerprint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server that a person uses, by a name of that person's.
 *
 * @param tokenFile its first line is the token
 * @param token where it is kept here instead
 * @param certificate the server's own, which no authority signed
 */
record Context(
    String name,
    URI server,
    Optional<Path> tokenFile,
    Optional<String> token,
    Optional<Fingerprint> certificate) {
  /**
   * @throws IllegalArgumentException when the name is none, or the server is no address of one
   */
  Context {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException("'" + name + "' is not a name for a context");
    }
    if (server.getHost() == null || !String.valueOf(server.getScheme()).matches("https?")) {
      throw new IllegalArgumentException("'" + server + "' is not the address of a server");
    }
  }

  static Context of(String name, JsonNode told) {
    return new Context(
        name,
        URI.create(told.path("server").asString("")),
        text(told, "tokenFile").map(Path::of),
        text(told, "token"),
        text(told, "certificate").map(Fingerprint::parse));
  }

  /** All of it, as it is kept. */
  ObjectNode kept() {
    ObjectNode kept = shown();
    token.ifPresent(secret -> kept.put("token", secret));
    return kept;
  }

  /** What people may see of it. */
  ObjectNode shown() {
    ObjectNode shown = JsonNodeFactory.instance.objectNode().put("server", server.toString());
    tokenFile.ifPresent(file -> shown.put("tokenFile", file.toString()));
    certificate.ifPresent(own -> shown.put("certificate", own.toString()));
    return shown;
  }

  private static Optional<String> text(JsonNode told, String name) {
    return Optional.of(told.path(name).asString("")).filter(text -> !text.isEmpty());
  }
}
