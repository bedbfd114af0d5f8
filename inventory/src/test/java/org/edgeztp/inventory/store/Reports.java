package org.edgeztp.inventory.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process of the tests says of its work, line by line until it is killed; its log lies
 * between.
 */
public record Reports(Process process, BufferedReader lines) implements AutoCloseable {
  public static final String DEAD = "dead";
  private static final String MARK = "report ";

  /** Starts the main method of a class. */
  public static Reports of(Class<?> program, String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        Stream.concat(
                Stream.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    program.getName()),
                Stream.of(arguments))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new Reports(process, process.inputReader(UTF_8));
  }

  /** Says something, in the process. */
  public static void tell(String report) {
    System.out.println(MARK + report);
  }

  public String next() throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(MARK)) {
      line = lines.readLine();
    }
    return line == null ? DEAD : line.substring(MARK.length());
  }

  /** By its handle, as the process itself would close the stream that is being read. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  /** A write past this size fails as one to a full disk does, after what there was room for. */
  void limitFiles(String bytes) throws IOException, InterruptedException {
    var prlimit =
        new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes + ":");
    assertThat(prlimit.inheritIO().start().waitFor()).isZero();
  }

  @Override
  public void close() {
    kill();
  }
}
