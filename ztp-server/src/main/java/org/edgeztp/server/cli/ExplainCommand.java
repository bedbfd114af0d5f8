package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.edgeztp.server.capture.Capture;
import org.edgeztp.server.capture.Datagram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ztp explain}: what a machine would get, and why; and what it did get. */
@Command(
    name = "explain",
    description = {
      "Show what a machine would be answered at each stage of its boot, and why. Changes nothing.",
      "With --against, print what another configuration would answer differently: exit 0 when"
          + " nothing, 1 when something, 2 when it cannot be told."
    },
    exitCodeOnExecutionException = 2)
public final class ExplainCommand implements Callable<Integer> {
  private static final int SCRIPT = 30;

  @Mixin private final ServerOption server = new ServerOption();
  @Mixin private final OutputOption output = new OutputOption();

  @ArgGroup(multiplicity = "1")
  private Asking asking = new Asking();

  @Option(
      names = "--arch",
      paramLabel = "KIND",
      description =
          "What asks first: bios, uefi-x64, uefi-http, arm64, arm64-http, raspberry-pi, ipxe-bios,"
              + " ipxe-x64, ipxe-arm64, onie, sonic, cumulus or system (default: ${DEFAULT-VALUE})",
      defaultValue = "uefi-x64")
  private String arch = "";

  @Option(names = "--ipv6", description = "It asks by IPv6 alone")
  private boolean ipv6;

  @Option(names = "--relay", paramLabel = "IP", description = "The relay it stands behind")
  private @Nullable String relay;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "Where it is heard (default: the first network)")
  private @Nullable String interfaceName;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Model of a switch, as ONIE tells it: accton_as7712_32x")
  private @Nullable String model;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "Print only what changes with this configuration file")
  private @Nullable Path against;

  @Option(names = "--whole", description = "Do not cut long scripts")
  private boolean whole;

  /** A machine that is made up, packets that were captured, or one that came. */
  static final class Asking {
    @Option(names = "--mac", paramLabel = "MAC", description = "The machine's address")
    private @Nullable String mac;

    @Option(
        names = "--pcap",
        paramLabel = "FILE",
        description =
            "Answer the DHCP, TFTP and HTTP requests in this file of tcpdump or Wireshark")
    private @Nullable Path pcap;

    @Option(
        names = "--sent",
        paramLabel = "MACHINE",
        description =
            "Show all of what this machine (id, hostname, serial or MAC) was answered last by DHCP")
    private @Nullable String sent;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (asking.sent != null) {
      return sent(asking.sent);
    }
    Map<String, Object> question = question();
    if (against != null) {
      question.put("config", Files.readString(against));
      question.put("configName", against.toString());
    }
    try (ApiClient api = server.client()) {
      JsonNode answer = api.explain(question);
      JsonNode shown = answer.path(against == null ? "steps" : "differences");
      output.print(shown, out -> tell(shown, out));
      return against == null || shown.isEmpty() ? 0 : 1;
    }
  }

  private int sent(String machine) throws IOException, InterruptedException {
    if (against != null || ipv6 || relay != null || interfaceName != null || model != null) {
      throw new IllegalArgumentException(
          "--sent shows what was answered; --against, --ipv6, --relay, --interface and --model ask"
              + " what would be: give --mac or --pcap with them");
    }
    try (ApiClient api = server.client()) {
      JsonNode answers = api.part(machine, "answers").path("items");
      output.print(
          answers,
          out -> {
            answers.forEach(answer -> tell(title(answer), answer, out));
            if (answers.isEmpty()) {
              out.accept(
                  "nothing is kept: of the 500 machines that booted last, since the server started");
            }
          });
      return 0;
    }
  }

  private static String title(JsonNode answer) {
    return "%s %s %s answered with %s"
        .formatted(
            answer.path("at").asString(),
            answer.path("protocol").asString(),
            answer.path("question").asString(),
            answer.path("answer").asString());
  }

  private Map<String, Object> question() throws IOException {
    Map<String, Object> question = new HashMap<>(Map.of("arch", arch));
    if (ipv6) {
      question.put("ipv6", true);
    }
    put(question, "mac", asking.mac);
    put(question, "relay", relay);
    put(question, "interface", interfaceName);
    put(question, "model", model);
    if (asking.pcap != null) {
      question.put("packets", packets(asking.pcap));
    }
    return question;
  }

  private static List<Map<String, Object>> packets(Path file) throws IOException {
    Capture capture = Capture.read(file);
    capture.unread().forEach(why -> System.err.println(file + ": " + why));
    if (capture.requests().isEmpty()) {
      throw new IOException(file + " has no request by DHCP, TFTP or HTTP in it");
    }
    Duration first = capture.requests().getFirst().at();
    return capture.requests().stream().map(request -> packet(request, first)).toList();
  }

  private static Map<String, Object> packet(Datagram request, Duration first) {
    return Map.of(
        "at", request.at().minus(first).toMillis(),
        "source", request.source().getHostAddress(),
        "sourcePort", request.sourcePort(),
        "port", request.port(),
        "payload", HexFormat.of().formatHex(request.payload()));
  }

  private void tell(JsonNode steps, Consumer<String> out) {
    steps.forEach(step -> tell(step.path("title").asString(), step, out));
  }

  private void tell(String title, JsonNode step, Consumer<String> out) {
    out.accept(EntryLine.plain(title));
    List<String> lines = step.path("lines").valueStream().map(JsonNode::asString).toList();
    int shown = whole ? lines.size() : Math.min(SCRIPT, lines.size());
    lines.subList(0, shown).forEach(line -> out.accept("  " + EntryLine.plain(line)));
    if (shown < lines.size()) {
      out.accept("  ... %d more lines: --whole".formatted(lines.size() - shown));
    }
    out.accept("");
  }

  private static void put(Map<String, Object> question, String key, @Nullable String value) {
    if (value != null) {
      question.put(key, value);
    }
  }
}
