package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ztp secret}: what the machines of a site share and nobody else may know. */
@Command(
    name = "secret",
    description =
        "Secrets that cookbooks want for a site; the server makes one when it is first needed")
public final class SecretCommand {
  @Command(name = "list", description = "Which there are, since when, and who gave them")
  void list(@Mixin ServerOption server, @Mixin OutputOption output)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      output.list(api.list("secrets", ""), all -> Cells.of("secrets", all).table(all));
    }
  }

  @Command(
      name = "set",
      description = "Give one; machines have it from the next time that their roles converge")
  void set(
      @Mixin ServerOption server,
      @Parameters(paramLabel = "SITE") String site,
      @Parameters(paramLabel = "NAME", description = "COOKBOOK.NAME, as openstack.admin_password")
          String name,
      @Option(
              names = "--file",
              required = true,
              paramLabel = "FILE",
              description = "All of it is the secret; - reads it from standard input")
          Path file)
      throws IOException, InterruptedException {
    var wish = Map.of("site", site, "name", name, "secret", SecretFile.whole(file));
    try (ApiClient api = server.client()) {
      api.post("secrets", wish);
      System.out.printf("the secret %s of %s is kept%n", name, site);
    }
  }

  @Command(
      name = "remove",
      description = "Forget one; the server makes another when it is needed again")
  void remove(
      @Mixin ServerOption server,
      @Parameters(paramLabel = "SITE") String site,
      @Parameters(paramLabel = "NAME") String name)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      api.remove("secrets", site, name);
      System.out.printf("the secret %s of %s is gone%n", name, site);
    }
  }
}
