package org.edgeztp.server.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** Which server a verb talks to. */
final class ServerOption {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "API of the server (default: $ZTP_SERVER or http://127.0.0.1:8080)",
      defaultValue = "${env:ZTP_SERVER:-http://127.0.0.1:8080}")
  private URI server = URI.create("http://127.0.0.1:8080");

  ApiClient client() {
    return new ApiClient(server);
  }
}
