package org.edgeztp.server.cli;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashMap;
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
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ztp machine}: what there is, where each one is and why, and what to do with it. */
@Command(
    name = "machine",
    addMethodSubcommands = false,
    description =
        "Show machines and act on them. A machine is named by id, hostname, serial or MAC.")
public final class MachineCommand {
  private static final String TABLE = "%-14s %-24s %-12s %-16s %s%n";
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * What reads a command line behind {@code ztp machine}: of its verbs the one that this asks for,
   * and all of them where it asks for none.
   */
  public static CommandLine reading(List<String> arguments) {
    Map<String, Object> verbs = new LinkedHashMap<>();
    for (Method method : CommandLine.getCommandMethods(MachineCommand.class, null)) {
      verbs.put(method.getAnnotation(Command.class).name(), method);
    }
    verbs.put("expected", new ExpectedCommand());
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
  void list(@Mixin ServerOption server, @Mixin QueryOption query)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      List<JsonNode> machines = api.machines(query.question("id,hostname,state,address,why"));
      System.out.printf(TABLE, "ID", "HOSTNAME", "STATE", "ADDRESS", "WHY");
      for (JsonNode machine : machines) {
        System.out.printf(
            TABLE,
            machine.path("id").asString(),
            EntryLine.plain(machine.path("hostname").asString("-")),
            machine.path("state").asString(),
            machine.path("address").asString("-"),
            EntryLine.plain(machine.path("why").asString()));
      }
    }
  }

  @Command(name = "show", description = "Everything known of a machine, as JSON")
  void show(@Mixin ServerOption server, @Parameters(paramLabel = "MACHINE") String ref)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      System.out.println(PRETTY.writeValueAsString(api.machine(ref)));
    }
  }

  @Command(
      name = "why",
      description =
          "What it waits for and until when, what was last seen, what is wrong, what to do")
  void why(@Mixin ServerOption server, @Parameters(paramLabel = "MACHINE") String ref)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      Explanation.of(api.machine(ref)).forEach(System.out::println);
    }
  }

  @Command(name = "timeline", description = "Everything that happened to a machine")
  void timeline(
      @Mixin ServerOption server,
      @Parameters(paramLabel = "MACHINE") String ref,
      @Option(names = "--last", paramLabel = "N", description = "No more than the last N of it")
          int last)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      for (JsonNode entry : last > 0 ? api.timeline(ref, last) : api.timeline(ref)) {
        System.out.println(EntryLine.of(entry));
      }
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

  @Command(name = "inspect", description = "Ask for its hardware at its next network boot")
  int inspect(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("inspect");
  }

  @Command(
      name = "test",
      description = {
        "Test its hardware at its next network boot, as its profile wants it, or quickly where it"
            + " has none. Nothing is written to its disks.",
        "The results are in ztp machine show; a machine that does not stand the tests is FAILED."
      })
  int test(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("test");
  }

  @Command(name = "assign", description = "Give a machine in READY a profile")
  int assign(
      @Mixin VerbOption verb,
      @Option(names = "--profile", required = true, paramLabel = "NAME") String profile)
      throws IOException, InterruptedException {
    return verb.act("assign", Map.of("profile", profile));
  }

  @Command(name = "redeploy", description = "Install it again at its next network boot")
  int redeploy(
      @Mixin VerbOption verb,
      @Option(names = "--profile", paramLabel = "NAME") @Nullable String profile)
      throws IOException, InterruptedException {
    return verb.act("redeploy", profile == null ? Map.of() : Map.of("profile", profile));
  }

  @Command(name = "abort", description = "Stop what is going on with it; it is FAILED then")
  int abort(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("abort");
  }

  @Command(name = "retry", description = "Try the phase that failed again")
  int retry(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("retry");
  }

  @Command(name = "reconverge", description = "Converge its roles again")
  int reconverge(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("reconverge");
  }

  @Command(
      name = "wipe",
      description = {
        "Wipe the disks that it was installed on at its next network boot, and power it off. It"
            + " gets no profile afterwards until it is given one.",
        "What its installation did not put on a disk stops the wipe before anything is touched."
      })
  int wipe(@Mixin VerbOption verb, @Mixin WipeOption what)
      throws IOException, InterruptedException {
    return verb.act("wipe", what.told());
  }

  @Command(
      name = "adopt",
      description = {
        "Take a machine on with the system that runs on it: nothing is installed, its hardware is"
            + " asked for over SSH, and the profile's roles converge.",
        "root on it must let in the server's key: ssh/operator_ed25519.pub in its data folder."
      })
  int adopt(
      @Mixin VerbOption verb,
      @Option(names = "--profile", required = true, paramLabel = "NAME") String profile,
      @Option(
              names = "--host-key",
              required = true,
              paramLabel = "KEY",
              description = "What /etc/ssh/ssh_host_ed25519_key.pub says on it")
          String hostKey,
      @Option(
              names = "--address",
              paramLabel = "ADDRESS",
              description = "Where it is, when not where it was seen last")
          @Nullable String address,
      @Option(
              names = "--hostname",
              paramLabel = "NAME",
              description = "What it is called, when not as the profile says")
          @Nullable String hostname)
      throws IOException, InterruptedException {
    Map<String, Object> told = new HashMap<>(Map.of("profile", profile, "hostKey", hostKey));
    if (address != null) {
      told.put("address", address);
    }
    if (hostname != null) {
      told.put("hostname", hostname);
    }
    return verb.act("adopt", told);
  }

  @Command(
      name = "drain",
      description = {
        "Tell its orchestrator to run nothing on it any more, and wait until that says so, for an"
            + " hour at most.",
        "Then it is DRAINED, with its system running; reconverge brings it back into service."
      })
  int drain(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("drain");
  }

  @Command(name = "release", description = "Drain a machine that is in service, then wipe it")
  int release(
      @Mixin VerbOption verb,
      @Mixin WipeOption what,
      @Option(names = "--force", description = "Wipe it without a word to its orchestrator")
          boolean force)
      throws IOException, InterruptedException {
    Map<String, Object> told = new HashMap<>(what.told());
    told.put("force", force);
    return verb.act("release", told);
  }

  @Command(
      name = "certificate",
      description = "Which of its disks were wiped, when and how; of all machines without MACHINE")
  void certificate(
      @Mixin ServerOption server,
      @Parameters(paramLabel = "MACHINE", arity = "0..1") @Nullable String ref)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      List<JsonNode> wiped = api.certificates(Optional.ofNullable(ref));
      if (wiped.isEmpty()) {
        throw new IOException("no disk%s was wiped from here".formatted(of(ref)));
      }
      for (JsonNode disk : wiped) {
        System.out.printf(
            "%s  %s  %s%n",
            disk.path("at").asString(),
            EntryLine.plain(disk.path("label").asString()),
            EntryLine.plain(disk.path("text").asString()));
      }
    }
  }

  private static String of(@Nullable String ref) {
    return ref == null ? "" : " of " + ref;
  }

  @Command(
      name = "rescue",
      description = {
        "Boot a system on it that operators log in to as root, at its next network boot; its disks"
            + " are left alone.",
        "ztp machine why says how to log in once it runs."
      })
  int rescue(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("rescue");
  }

  @Command(name = "unrescue", description = "End that; it restarts and is where it was before")
  int unrescue(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("unrescue");
  }

  @Command(
      name = "maintenance",
      customSynopsis = "ztp machine maintenance [OPTIONS] MACHINE... on|off",
      description = {
        "While it is on, nothing is done to the machine that nobody asked for: no rule takes it"
            + " on, its power is not touched, no deadline passes, nothing converges.",
        "Verbs act on it all the same, and it boots what its state says."
      })
  int maintenance(
      @Mixin VerbOption verb,
      @Option(names = "--reason", paramLabel = "TEXT", description = "Why; needed to put it on")
          @Nullable String reason)
      throws IOException, InterruptedException {
    return switch (verb.last("on or off behind the machines")) {
      case "on" -> verb.act("maintenance-on", reason == null ? Map.of() : Map.of("reason", reason));
      case "off" -> verb.act("maintenance-off");
      default -> throw new IllegalArgumentException("say on or off behind the machines");
    };
  }

  @Command(name = "retire", description = "Let it go; it boots its own disk from now on")
  int retire(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("retire");
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

  @Command(name = "rediscover", description = "Take a retired machine back")
  int rediscover(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("rediscover");
  }
}
