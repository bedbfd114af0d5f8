package org.edgeztp.server.preflight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ztp preflight}: what is wrong with a network or a host before the server serves it. */
@Command(
    name = "preflight",
    description = {
      "Check a network and this host before serving: other DHCP servers, ports, MTU, time, relays,"
          + " duplicate addresses, storage, assets, mirrors. Needs root and no running server."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:nothing keeps machines from booting", "1:there is a problem"})
public final class PreflightCommand implements Callable<Integer> {
  /** How findings are printed. */
  enum Output {
    TEXT,
    JSON
  }

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "The interface to serve on (default: the configured one)")
  private @Nullable String interfaceName;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Also check what the server's configuration needs")
  private @Nullable Path config;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "TEXT")
  private Output output = Output.TEXT;

  private final Function<Path, List<PreflightSettings>> settings;

  /**
   * The verb.
   *
   * @param settings what a configuration file asks for, an interface each
   */
  public PreflightCommand(Function<Path, List<PreflightSettings>> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Finding> findings = Preflight.run(chosen());
    switch (output) {
      case TEXT -> findings.forEach(PreflightCommand::print);
      case JSON -> System.out.println(json(findings));
    }
    return findings.stream().anyMatch(found -> found.grade() == Finding.Grade.PROBLEM) ? 1 : 0;
  }

  private List<PreflightSettings> chosen() {
    if (config == null) {
      if (interfaceName == null) {
        throw new IllegalArgumentException("name what to check: --interface or --config");
      }
      return List.of(PreflightSettings.of(interfaceName));
    }
    List<PreflightSettings> configured = settings.apply(config);
    List<PreflightSettings> named =
        configured.stream()
            .filter(one -> interfaceName == null || one.interfaceName().equals(interfaceName))
            .toList();
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "the configuration serves %s and not %s"
              .formatted(
                  String.join(
                      ", ", configured.stream().map(PreflightSettings::interfaceName).toList()),
                  interfaceName));
    }
    return named;
  }

  private static void print(Finding found) {
    System.out.printf("%-8s %-14s %s%n", found.grade(), found.about(), found.sentence());
  }

  private static String json(List<Finding> findings) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(Map.of("items", findings));
  }
}
