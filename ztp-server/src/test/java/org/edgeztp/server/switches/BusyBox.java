package org.edgeztp.server.switches;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * This host's BusyBox under the name of each of its programs, as ONIE has it.
 *
 * @param wgetTimes whether its wget has -T, as ONIE's has; Debian 12's dies of it
 */
public record BusyBox(Path folder, boolean wgetTimes) {
  private static final String WITHOUT_TIMES =
      """
      wget() {
        for argument; do
          shift
          case $argument in
          -T) omitted=next ;;
          *) [ "${omitted-}" ] || set -- "$@" "$argument"; omitted= ;;
          esac
        done
        command wget "$@"
      }
      """;

  public static BusyBox in(Path folder) throws IOException, InterruptedException {
    Path program = Files.copy(Path.of("/bin/busybox"), folder.resolve("busybox"));
    run(program.toString(), "--install", "-s", folder.toString());
    return new BusyBox(folder, run(program.toString(), "wget", "--help").contains("-T SEC"));
  }

  /** Its shell with a script, and no other program in reach. */
  public ProcessBuilder shell(Path script) {
    String start = (wgetTimes ? "" : WITHOUT_TIMES) + ". \"$0\"";
    var shell = new ProcessBuilder(folder.resolve("sh").toString(), "-c", start, script.toString());
    shell.environment().clear();
    shell.environment().put("PATH", folder.toString());
    return shell;
  }

  /** What {@code sh -c} is given to start the script that comes after it. */
  String start() {
    return (wgetTimes ? "" : WITHOUT_TIMES) + ". \"$0\"";
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
