package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp bmc}: how machines' power is reached. */
@Command(
    name = "bmc",
    description = "Tell the server how a machine's power is reached, or show what it was told")
public final class BmcCommand {
  @Command(name = "set", description = "Name a machine's management controller")
  void set(
      @Mixin ServerOption server,
      @Parameters(paramLabel = "MACHINE") String machine,
      @Option(
              names = "--driver",
              paramLabel = "NAME",
              defaultValue = "ipmi",
              description = "ipmi (default), redfish or wake-on-lan")
          String driver,
      @Option(
              names = "--address",
              required = true,
              paramLabel = "HOST[:PORT]",
              description = "The controller's; for wake-on-lan the broadcast address of the link")
          String address,
      @Option(names = "--user", paramLabel = "NAME", defaultValue = "") String user,
      @Option(
              names = "--password-file",
              paramLabel = "FILE",
              description = "Its first line is the password; - reads it from standard input")
          @Nullable Path password,
      @Option(
              names = "--certificate",
              paramLabel = "SHA256",
              defaultValue = "",
              description =
                  "Of a Redfish controller with a certificate of its own; openssl x509 -fingerprint"
                      + " -sha256 prints it")
          String certificate)
      throws IOException, InterruptedException {
    Map<String, Object> bmc = new HashMap<>(endpoint(address));
    bmc.put("driver", driver);
    bmc.put("account", user);
    bmc.put("certificate", certificate);
    bmc.put("password", password == null ? "" : SecretFile.firstLine(password));
    try (ApiClient api = server.client()) {
      api.put(machine, "bmc", bmc);
      System.out.println("the power of " + machine + " is reached by " + driver + " at " + address);
    }
  }

  @Command(name = "show", description = "Print what the server was told, without the password")
  void show(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "MACHINE") String machine)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      JsonNode bmc = api.part(machine, "bmc");
      output.print(bmc, out -> out.accept(line(machine, bmc)));
    }
  }

  private static String line(String machine, JsonNode bmc) {
    return bmc.isEmpty()
        ? machine + " has no management controller; tell it by: ztp bmc set " + machine
        : "%s at %s:%s as '%s'; it can: %s"
            .formatted(
                bmc.path("driver").asString(),
                bmc.path("address").asString(),
                bmc.path("port").asString(),
                bmc.path("account").asString(),
                bmc.path("can").isEmpty()
                    ? "it was not asked yet"
                    : bmc.path("can")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(", ")));
  }

  @Command(name = "forget", description = "Take the controller and its password out")
  void forget(@Mixin ServerOption server, @Parameters(paramLabel = "MACHINE") String machine)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      api.delete(machine, "bmc");
    }
  }

  /** An IPv6 address with a port stands in brackets. */
  static Map<String, Object> endpoint(String text) {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String host = hasPort ? text.substring(0, colon) : text;
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return hasPort
        ? Map.of("address", bare, "port", Integer.parseInt(text.substring(colon + 1)))
        : Map.of("address", bare);
  }
}
