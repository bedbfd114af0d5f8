package org.edgeztp.server.power;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IPMI 2.0 by the program {@code ipmitool}, which knows the faults of many controllers. The
 * password goes to it by its environment, never by its arguments, which everybody on the host may
 * read.
 */
final class Ipmi implements PowerDriver {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration OFF_LOOK = Duration.ofMillis(500);
  private static final int OFF_LOOKS = 20;

  /**
   * Cipher suites of IPMI 2.0, table 22-20. Left alone, ipmitool asks first which there are, and
   * waits 5 s for controllers that do not say.
   */
  private static final String SHA_256 = "17";

  private static final String SHA_1 = "3";

  private static final Pattern NO_SUCH_SUITE =
      Pattern.compile("invalid \\w+ algorithm|cipher suite", Pattern.CASE_INSENSITIVE);

  /** All that ipmitool says where nothing comes back, and often of a wrong password. */
  private static final Pattern SILENT =
      Pattern.compile("(Error: )?Unable to establish IPMI v2 / RMCP\\+ session");

  private static final Pattern MC_INFO =
      Pattern.compile("^(Firmware Revision|IPMI Version) *: (\\S+)");

  @Override
  public Reading read(Bmc bmc, Target machine) throws PowerException, InterruptedException {
    return read(bmc);
  }

  private static Reading read(Bmc bmc) throws PowerException, InterruptedException {
    String answer = run(bmc, "chassis", "power", "status");
    if (answer.endsWith("is on")) {
      return Reading.ON;
    }
    if (answer.endsWith("is off")) {
      return Reading.OFF;
    }
    throw new PowerException(bmc + " answers: " + answer);
  }

  @Override
  public Abilities probe(Bmc bmc, Target machine) throws PowerException, InterruptedException {
    Map<String, Object> told = new HashMap<>();
    run(bmc, "mc", "info")
        .lines()
        .map(MC_INFO::matcher)
        .filter(Matcher::find)
        .forEach(line ->
            told.put(line.group(1).startsWith("IPMI") ? "ipmi" : "firmware", line.group(2)));
    return new Abilities(
        EnumSet.complementOf(EnumSet.of(PowerAction.BOOT_MEDIA, PowerAction.EJECT_MEDIA)), told);
  }

  @Override
  public void act(Bmc bmc, Target machine, PowerAction action)
      throws PowerException, InterruptedException {
    switch (action) {
      case ON -> run(bmc, "chassis", "power", "on");
      case OFF -> run(bmc, "chassis", "power", "off");
      case SOFT_OFF -> run(bmc, "chassis", "power", "soft");
      case CYCLE -> restart(bmc);
      case NETBOOT -> {
        overrideBoot(bmc, machine.uefi());
        restart(bmc);
      }
      case NETBOOT_OTHERWISE -> {
        // Firmware may not be what it was taken for, and drop the override with a mere cycle.
        run(bmc, "chassis", "power", "off");
        awaitOff(bmc);
        overrideBoot(bmc, !machine.uefi());
        run(bmc, "chassis", "power", "on");
      }
      case BOOT_MEDIA, EJECT_MEDIA ->
          throw new PowerException(
              bmc + " has no virtual drive that IPMI reaches; Redfish does, where it has both");
    }
  }

  /** IPMI 2.0, 28.12: without "efiboot" a controller may set the override for BIOS only. */
  private static void overrideBoot(Bmc bmc, boolean uefi)
      throws PowerException, InterruptedException {
    if (uefi) {
      run(bmc, "chassis", "bootdev", "pxe", "options=efiboot");
    } else {
      run(bmc, "chassis", "bootdev", "pxe");
    }
  }

  private static void awaitOff(Bmc bmc) throws PowerException, InterruptedException {
    for (int i = 0; i < OFF_LOOKS && read(bmc) != Reading.OFF; i++) {
      Thread.sleep(OFF_LOOK);
    }
  }

  /** A machine that is off does not take a power cycle (IPMI 2.0, 28.3). */
  private void restart(Bmc bmc) throws PowerException, InterruptedException {
    run(bmc, "chassis", "power", read(bmc) == Reading.ON ? "cycle" : "on");
  }

  private static String run(Bmc bmc, String... words) throws PowerException, InterruptedException {
    return asked(bmc, words).output();
  }

  private static Ended asked(Bmc bmc, String... words) throws PowerException, InterruptedException {
    Ended ended = ended(bmc, SHA_256, words);
    if (ended.code() != 0 && NO_SUCH_SUITE.matcher(ended.output()).find()) {
      ended = ended(bmc, SHA_1, words);
    }
    if (ended.code() != 0) {
      String told = told(ended.output());
      throw new PowerException(
          SILENT.matcher(told).matches()
              ? bmc + " does not answer, or not to this account and password"
              : bmc + " refuses " + String.join(" ", words) + ": " + told);
    }
    return ended;
  }

  private record Ended(int code, String output, String suite) {}

  private static Ended ended(Bmc bmc, String suite, String... words)
      throws PowerException, InterruptedException {
    Process process = started(command(bmc, suite, words).redirectErrorStream(true));
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new PowerException(bmc + " does not answer within " + LIMIT.toSeconds() + " s");
      }
      byte[] output = process.getInputStream().readAllBytes();
      return new Ended(
          process.exitValue(), new String(output, StandardCharsets.UTF_8).strip(), suite);
    } catch (IOException e) {
      throw new PowerException("reading what ipmitool says: " + e.getMessage());
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * What the machine's serial port says, as the program's output, until its input is closed. Keys
   * are not sent. Its errors are apart.
   */
  static Process console(Bmc bmc) throws PowerException, InterruptedException {
    String suite = asked(bmc, "chassis", "power", "status").suite();
    return started(command(bmc, suite, "sol", "activate"));
  }

  private static ProcessBuilder command(Bmc bmc, String suite, String... words) {
    List<String> command = new ArrayList<>(List.of("ipmitool", "-I", "lanplus", "-C", suite));
    command.addAll(List.of("-H", bmc.address(), "-p", "" + bmc.port(), "-E"));
    if (!bmc.account().isEmpty()) {
      command.addAll(List.of("-U", bmc.account()));
    }
    command.addAll(List.of("-N", "2", "-R", "2"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("IPMI_PASSWORD", bmc.password());
    return builder;
  }

  private static Process started(ProcessBuilder builder) throws PowerException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PowerException(
          "ipmitool cannot be run on the server; install it: apt install ipmitool");
    }
  }

  /** On one line, as long as a person reads. */
  private static String told(String output) {
    String line = String.join("; ", output.lines().map(String::strip).distinct().toList());
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}
