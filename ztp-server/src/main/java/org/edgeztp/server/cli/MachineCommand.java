package org.edgeztp.server.cli;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code ztp machine}: what there is, where each one is and why, and what to do with it. */
@Command(
    name = "machine",
    addMethodSubcommands = false,
    description =
        "Show machines and act on them. A machine is named by id, hostname, serial or MAC.")
public final class MachineCommand {

  /**
   * What reads a command line behind {@code ztp machine}: of its verbs the one that this asks for,
   * and all of them where it asks for none.
   */
  public static CommandLine reading(List<String> arguments) {
    Map<String, Object> verbs = new LinkedHashMap<>();
    for (Class<?> room : List.of(MachineCommand.class, MachineVerbs.class)) {
      for (Method method : CommandLine.getCommandMethods(room, null)) {
        verbs.put(method.getAnnotation(Command.class).name(), method);
      }
    }
    verbs.put("expected", new ExpectedCommand());
    verbs.put("logs", new LogsCommand());
    if (!arguments.isEmpty() && verbs.containsKey(arguments.getFirst())) {
      verbs.keySet().retainAll(Set.of(arguments.getFirst()));
    }
    var machine = new CommandLine(new MachineCommand());
    verbs.forEach(machine::addSubcommand);
    return machine;
  }

  @Command(
      name = "list",
      description = {
        "One line a machine. Each TERM leaves some out: state=FAILED,READY  hostname=db*  'run>1'"
            + "  maintenance!=  'since<2026-11-26T12:00:00Z'  'fact.memory>=64GiB'",
        "Of the values behind a comma one is enough, * stands for any text, and nothing for what a"
            + " machine does not have. Facts are those that rules ask for."
      })
  void list(@Mixin ServerOption server, @Mixin QueryOption query, @Mixin OutputOption output)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      String question = query.question(output.isTable() ? "id,hostname,state,address,why" : "");
      output.list(api.machines(question), all -> Cells.of("machines", all).table(all));
    }
  }

  @Command(name = "show", description = "Everything known of a machine, as json unless -o says")
  void show(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "MACHINE") String ref)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      JsonNode machine = api.machine(ref);
      output.print(machine, OutputOption.Format.JSON, out -> Sheet.of(machine).forEach(out));
    }
  }

  @Command(
      name = "why",
      description =
          "What it waits for and until when, what was last seen, what is wrong, what to do")
  void why(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "MACHINE") String ref)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      JsonNode machine = api.machine(ref);
      output.print(machine, out -> Explanation.of(machine, Instant.now()).forEach(out));
    }
  }

  @Command(name = "timeline", description = "Everything that happened to a machine")
  void timeline(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "MACHINE") String ref,
      @Option(names = "--last", paramLabel = "N", description = "No more than the last N of it")
          int last)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      List<JsonNode> entries = last > 0 ? api.timeline(ref, last) : api.timeline(ref);
      output.print(
          JsonNodeFactory.instance.arrayNode().addAll(entries),
          out -> entries.forEach(entry -> out.accept(EntryLine.of(entry))));
    }
  }

  @Command(name = "add", description = "Register a machine before it is seen")
  void add(
      @Mixin ServerOption server,
      @Parameters(paramLabel = "MAC", description = "Of the card it boots from") String mac)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      JsonNode machine = api.register(mac);
      System.out.println(machine.path("id").asString() + " is " + machine.path("state").asString());
    }
  }

  @Command(
      name = "import",
      description = {
        "Tell of machines before they come, all of a file or none of it; again and again, without"
            + " harm. A machine is known by mac (one or more), serial or uuid. As CSV with a header:",
        "  name,mac,serial,uuid,site,rack,unit,profile,bmc-driver,bmc-address,bmc-port,bmc-user,"
            + "bmc-password,bmc-password-file,bmc-certificate",
        "or, when its name does not end in .csv, as a YAML list:",
        "  - mac: \"52:54:00:77:00:01\"",
        "    bmc: {address: 10.9.0.7, user: admin, password-file: FILE}"
      })
  int register(
      @Mixin ServerOption server,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--dry-run", description = "Say what would happen and change nothing")
          boolean dryRun)
      throws IOException, InterruptedException {
    List<Map<String, Object>> machines = DeliveryNote.read(file);
    try (ApiClient api = server.client()) {
      JsonNode answer = api.expect(machines, dryRun);
      ImportReport.of(answer, dryRun).forEach(System.out::println);
      return answer.path("accepted").asBoolean() ? 0 : 1;
    }
  }

  @Command(
      name = "certificate",
      description = "Which of its disks were wiped, when and how; of all machines without MACHINE")
  void certificate(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "MACHINE", arity = "0..1") @Nullable String ref)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      List<JsonNode> wiped = api.certificates(Optional.ofNullable(ref));
      if (wiped.isEmpty()) {
        throw new IOException("no disk%s was wiped from here".formatted(of(ref)));
      }
      output.list(wiped, all -> Cells.of("certificates", all).table(all));
    }
  }

  private static String of(@Nullable String ref) {
    return ref == null ? "" : " of " + ref;
  }

  @Command(
      name = "forget",
      description = {
        "Remove a machine that is RETIRED or only DISCOVERED, with its timeline and logs.",
        "One that turns up again is new."
      })
  void forget(@Mixin ServerOption server, @Parameters(paramLabel = "MACHINE") String ref)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      System.out.println(api.forget(ref).path("forgotten").asString() + " is forgotten");
    }
  }
}
