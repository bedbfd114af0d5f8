package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verbs of {@code ztp machine} that move machines along their lifecycle. */
final class MachineVerbs {
  private MachineVerbs() {}

  @Command(name = "inspect", description = "Ask for its hardware at its next network boot")
  static int inspect(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("inspect");
  }

  @Command(
      name = "test",
      description = {
        "Test its hardware at its next network boot, as its profile wants it, or quickly where it"
            + " has none. Nothing is written to its disks.",
        "The results are in ztp machine show; a machine that does not stand the tests is FAILED."
      })
  static int test(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("test");
  }

  @Command(
      name = "assign",
      aliases = "deploy",
      description = "Give a machine in READY a profile, which is then installed")
  static int assign(
      @Mixin VerbOption verb,
      @Option(names = "--profile", required = true, paramLabel = "NAME") String profile)
      throws IOException, InterruptedException {
    return verb.act("assign", Map.of("profile", profile));
  }

  @Command(name = "redeploy", description = "Install it again at its next network boot")
  static int redeploy(
      @Mixin VerbOption verb,
      @Option(names = "--profile", paramLabel = "NAME") @Nullable String profile)
      throws IOException, InterruptedException {
    return verb.act("redeploy", profile == null ? Map.of() : Map.of("profile", profile));
  }

  @Command(name = "abort", description = "Stop what is going on with it; it is FAILED then")
  static int abort(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("abort");
  }

  @Command(name = "retry", description = "Try the phase that failed again")
  static int retry(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("retry");
  }

  @Command(name = "reconverge", description = "Converge its roles again")
  static int reconverge(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("reconverge");
  }

  @Command(
      name = "wipe",
      description = {
        "Wipe the disks that it was installed on at its next network boot, and power it off. It"
            + " gets no profile afterwards until it is given one.",
        "What its installation did not put on a disk stops the wipe before anything is touched."
      })
  static int wipe(@Mixin VerbOption verb, @Mixin WipeOption what)
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
  static int adopt(
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
  static int drain(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("drain");
  }

  @Command(name = "release", description = "Drain a machine that is in service, then wipe it")
  static int release(
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
      name = "rescue",
      description = {
        "Boot a system on it that operators log in to as root, at its next network boot; its disks"
            + " are left alone.",
        "ztp machine why says how to log in once it runs."
      })
  static int rescue(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("rescue");
  }

  @Command(name = "unrescue", description = "End that; it restarts and is where it was before")
  static int unrescue(@Mixin VerbOption verb) throws IOException, InterruptedException {
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
  static int maintenance(
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
  static int retire(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("retire");
  }

  @Command(name = "rediscover", description = "Take a retired machine back")
  static int rediscover(@Mixin VerbOption verb) throws IOException, InterruptedException {
    return verb.act("rediscover");
  }
}
