package org.edgeztp.server.power;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * OpenIPMI's simulator of a management controller on the loopback. What it is asked for it does by
 * a script, which is told {@code get|set NAME [VALUE]}.
 */
public final class SimulatedBmc {
  private static final String KEEPS_ITS_STATE_IN_FILES =
      """
      #!/bin/sh
      cd "$(dirname "$0")" && op=$1 && shift
      case $op in
      get) for name; do echo "$name:$(cat "$name" 2>/dev/null || echo 0)"; done ;;
      set)
        while [ $# -gt 1 ]; do
          echo "$1 $2" >>log
          echo "$2" >"$1"
          shift 2
        done
        ;;
      esac
      """;

  private final Path folder;
  private final int port;
  private final Process process;

  private SimulatedBmc(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** One whose machine is a few files. */
  public static SimulatedBmc start(Path folder) throws Exception {
    return start(folder, "127.0.0.1:9");
  }

  /** One whose machine is a few files and somebody who writes to its serial port. */
  static SimulatedBmc start(Path folder, String serial) throws Exception {
    return start(folder, KEEPS_ITS_STATE_IN_FILES, List.of(), "127.0.0.1", freePort(), serial);
  }

  /**
   * One whose machine is switched by a script.
   *
   * @param script what switches the machine
   * @param inside prefix of the command, for one in a network namespace
   * @param serial where the machine's serial port listens for it, as 127.0.0.1:5001
   */
  public static SimulatedBmc start(
      Path folder, String script, List<String> inside, String address, int port, String serial)
      throws Exception {
    Path chassis = Files.writeString(folder.resolve("chassis"), script);
    Files.setPosixFilePermissions(
        chassis, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    Files.writeString(
        folder.resolve("lan.conf"),
        """
        name "bmc"
        set_working_mc 0x20
          startlan 1
            addr %s %d
            priv_limit admin
            allowed_auths_callback none md2 md5 straight
            allowed_auths_user none md2 md5 straight
            allowed_auths_operator none md2 md5 straight
            allowed_auths_admin none md2 md5 straight
            guid a123456789abcdefa123456789abcdef
          endlan
          chassis_control "%s"
          sol "tcp:%s" 115200
          user 1 true "" "test" user 10 none md2 md5 straight
          user 2 true "admin" "secret" admin 10 none md2 md5 straight
        """
            .formatted(address, port, chassis, serial));
    Files.writeString(
        folder.resolve("sim.emu"),
        "mc_setbmc 0x20\nmc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02\nmc_enable 0x20\n");
    List<String> command = new ArrayList<>(inside);
    command.addAll(List.of("ipmi_sim", "-n", "-c", folder.resolve("lan.conf").toString()));
    command.addAll(List.of("-f", folder.resolve("sim.emu").toString()));
    command.addAll(List.of("-s", folder.resolve("state").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("ipmi_sim.log").toFile())
            .start();
    awaitPort(process, inside, address + ":" + port);
    return new SimulatedBmc(folder, port, process);
  }

  public Bmc bmc(String password) {
    return new Bmc(Bmc.Driver.IPMI, "127.0.0.1", port, "admin", password, Optional.empty());
  }

  /** The script of a machine that runs as long as a command does. Its power is cut by a kill. */
  public static String switching(List<String> command) {
    return """
    #!/bin/bash
    cd "$(dirname "$0")" && op=$1 && shift
    alive() { [ -s pid ] && kill -0 "$(cat pid)" 2>/dev/null; }
    on() {
      alive && return
      setsid %s </dev/null >>machine.log 2>&1 &
      echo $! >pid
    }
    off() {
      alive && kill -9 "$(cat pid)"
      while alive; do sleep 0.1; done
    }
    case $op in
    get) for name; do
      case $name in power) alive && echo power:1 || echo power:0 ;; *) echo "$name:0" ;; esac
    done ;;
    set) while [ $# -gt 1 ]; do
      echo "$1 $2" >>log
      case $1-$2 in power-1) on ;; power-0 | shutdown-*) off ;; reset-*) off; on ;; esac
      shift 2
    done ;;
    esac
    """
        .formatted(String.join(" ", command));
  }

  /** What its machine was told, a line each; forgotten by being asked for. */
  public List<String> log() throws IOException {
    Path log = folder.resolve("log");
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    Files.deleteIfExists(log);
    return lines;
  }

  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** It says nothing when it is ready: the kernel tells that its port is bound. */
  private static void awaitPort(Process process, List<String> inside, String bound)
      throws Exception {
    List<String> command = new ArrayList<>(inside);
    command.addAll(List.of("ss", "-Hlun"));
    for (int i = 0; i < 100 && process.isAlive(); i++) {
      Process ss = new ProcessBuilder(command).start();
      if (new String(ss.getInputStream().readAllBytes(), UTF_8).contains(bound)) {
        return;
      }
      Thread.sleep(50);
    }
    throw new IOException("ipmi_sim does not listen on " + bound);
  }

  private static int freePort() throws IOException {
    try (var socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }
}
