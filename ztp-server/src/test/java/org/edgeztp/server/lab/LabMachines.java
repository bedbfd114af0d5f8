package org.edgeztp.server.lab;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the tests ask of a lab's machines. */
final class LabMachines {
  private static final Duration RESET = Duration.ofMinutes(1);
  private static final String PREFIX = "ztp-test-";

  /** Something that comes true of a machine; its questions may fail until then. */
  interface Condition {
    boolean holds(JsonNode json) throws Exception;
  }

  private final LabSettings settings;
  private final Lab lab;

  LabMachines(LabSettings settings, Lab lab) {
    this.settings = settings;
    this.lab = lab;
  }

  /**
   * Settings of a lab that no other run of the tests shares; what earlier runs left of theirs,
   * killed as they were, is taken away.
   */
  static LabSettings settings(String kind) throws Exception {
    try (var names = Files.list(Path.of("/var/tmp"))) {
      for (Path left : names.filter(path -> isLeft(path.getFileName().toString())).toList()) {
        Lab.remove(LabSettings.of(left.getFileName().toString(), System.getenv()));
      }
    }
    return LabSettings.of(PREFIX + kind + "-" + ProcessHandle.current().pid(), System.getenv());
  }

  private static boolean isLeft(String name) {
    return name.matches(PREFIX + "[a-z]+-[0-9]+")
        && ProcessHandle.of(Long.parseLong(name.substring(name.lastIndexOf('-') + 1))).isEmpty();
  }

  /** One of the product's verbs, as an operator of the lab types it. */
  String ztp(String... verb) throws Exception {
    List<String> command = new ArrayList<>(settings.java(verb));
    command.add("--server=" + lab.apiUrl());
    command.add("--token-file=" + LabFiles.adminToken(settings.folder()));
    return Tool.run(command.toArray(String[]::new));
  }

  /** Gives the server other profiles and rules. */
  void follow(String policies) throws Exception {
    ztp("apply", "--file=" + Files.writeString(settings.folder().resolve("site.yaml"), policies));
  }

  /** Waits for a state; fails with the machine's timeline when it fails or takes too long. */
  JsonNode await(VirtualMachine machine, String state, Duration limit) throws Exception {
    return await(
        machine, "it is " + state, json -> json.path("state").asString().equals(state), limit);
  }

  /** Waits until something is true of a machine that the server knows. */
  JsonNode await(VirtualMachine machine, String what, Condition condition, Duration limit)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      try {
        JsonNode json = lab.api().machine(machine.mac().value());
        if (condition.holds(json)) {
          return json;
        }
        if (json.path("state").asString().equals("FAILED")) {
          break;
        }
      } catch (IOException e) {
        // Not seen yet, or the server is down on purpose.
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return fail("%s does not come to where %s\n%s".formatted(machine.mac(), what, story(machine)));
  }

  /**
   * Presses the button of a machine that hangs in its reset: QEMU's UEFI firmware was seen to do so
   * once in a dozen installations, whatever was installed.
   */
  VirtualMachine afterReset(VirtualMachine machine) throws Exception {
    long end = System.nanoTime() + RESET.toNanos();
    while (machine.console().stripTrailing().endsWith("reboot: Restarting system")) {
      if (System.nanoTime() > end) {
        return machine.powerOnAgain();
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
    return machine;
  }

  /** The machine's timeline of one kind. */
  List<JsonNode> timeline(VirtualMachine machine, String kind) throws Exception {
    return lab.api().timeline(machine.mac().value()).stream()
        .filter(entry -> entry.path("kind").asString().equals(kind))
        .toList();
  }

  /** What the timeline says of one kind. */
  List<String> texts(VirtualMachine machine, String kind) throws Exception {
    return timeline(machine, kind).stream().map(entry -> entry.path("text").asString()).toList();
  }

  /** What its timeline says since an event of a kind came first. */
  List<String> since(VirtualMachine machine, String event) throws Exception {
    return lab.api().timeline(machine.mac().value()).stream()
        .dropWhile(entry -> !entry.path("kind").asString().equals(event))
        .map(entry -> entry.path("text").asString())
        .toList();
  }

  /** Which state the machine was in, as its timeline tells. */
  Optional<String> stateAt(VirtualMachine machine, Instant when) throws Exception {
    return lab.api().timeline(machine.mac().value()).stream()
        .filter(entry -> Instant.parse(entry.path("at").asString()).isBefore(when))
        .map(entry -> entry.path("to").asString(""))
        .filter(state -> !state.isEmpty())
        .reduce((_, last) -> last);
  }

  /** The host key that the last event of a kind told. */
  String hostKey(VirtualMachine machine, String event) throws Exception {
    return timeline(machine, event).getLast().path("facts").path("hostKey").asString();
  }

  /** Runs a command as root by that host key, and by no other. */
  String asRoot(VirtualMachine machine, Path key, String event, String command) throws Exception {
    String address = lab.api().machine(machine.mac().value()).path("address").asString();
    Path known =
        Files.writeString(
            settings.folder().resolve("known"), address + " " + hostKey(machine, event) + "\n");
    List<String> login =
        new ArrayList<>(lab.inside(List.of("ssh", "-F", "none", "-o", "BatchMode=yes")));
    login.addAll(List.of("-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=10"));
    login.addAll(List.of("-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=" + known));
    login.addAll(List.of("-i", key.toString(), "root@" + address, command));
    return Tool.run(login.toArray(String[]::new));
  }

  /** Everything the timeline says of the machine, one entry a line. */
  String told(VirtualMachine machine) throws Exception {
    return lab.api().timeline(machine.mac().value()).stream()
        .map(entry -> entry.path("text").asString())
        .collect(Collectors.joining("\n"));
  }

  /** Runs a command on the machine as the operator, with all rights. */
  String run(VirtualMachine machine, String command) throws Exception {
    String address = lab.api().machine(machine.mac().value()).path("address").asString();
    List<String> login = new ArrayList<>(Lab.login(settings, address));
    login.addAll(List.of("sudo", "bash", "-s"));
    Process process = new ProcessBuilder(login).redirectErrorStream(true).start();
    process.getOutputStream().write(command.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      fail(command + " failed on the machine: " + output);
    }
    return output;
  }

  private String story(VirtualMachine machine) throws Exception {
    var story = new StringBuilder();
    try {
      for (JsonNode entry : lab.api().timeline(machine.mac().value())) {
        story.append(entry.path("at").asString()).append("  ");
        story.append(entry.path("to").asString(entry.path("kind").asString())).append("  ");
        story.append(entry.path("text").asString()).append('\n');
      }
    } catch (IOException e) {
      story.append(e.getMessage()).append('\n');
    }
    String console = machine.console();
    return story
        + "its console ends with:\n"
        + console.substring(Math.max(0, console.length() - 2000));
  }
}
