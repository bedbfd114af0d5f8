package org.edgeztp.server.lab;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the tests ask of a lab's machines. */
final class LabMachines {
  private static final Duration RESET = Duration.ofMinutes(1);

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
