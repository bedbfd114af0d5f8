package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a person's contexts are. */
final class ContextsOption {
  @Option(
      names = "--contexts",
      hidden = true,
      defaultValue = "${env:XDG_CONFIG_HOME:-${sys:user.home}/.config}/edgeztp/contexts.json")
  private Path file = Path.of("");

  Contexts read() throws IOException {
    return Contexts.read(file);
  }
}
