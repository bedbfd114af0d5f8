package org.edgeztp.server.tftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that other people wrote, where they are installed. */
class RealClientsTest {
  @TempDir private Path folder;
  private TestServer server;
  private byte[] bytes;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer();
    bytes = server.files.add("boot/ipxe.efi", 1_000_003);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void servesTftpHpa() throws Exception {
    run("tftp", "-m", "octet", "127.0.0.1", port(), "-c", "get", "boot/ipxe.efi", target());

    assertThat(Path.of(target())).hasBinaryContent(bytes);
  }

  @Test
  void showsTheReasonOfARefusalToTftpHpa() throws Exception {
    String said = run("tftp", "-m", "octet", "127.0.0.1", port(), "-c", "get", "nothing", target());

    assertThat(said).contains("there is no file 'nothing'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"512", "1432", "1468", "65464"})
  void servesCurl(String blockSize) throws Exception {
    String url = "tftp://127.0.0.1:" + port() + "/boot/ipxe.efi";

    run("curl", "-sS", "--tftp-blksize", blockSize, "-o", target(), url);

    assertThat(Path.of(target())).hasBinaryContent(bytes);
  }

  @Test
  void servesCurlWithoutOptions() throws Exception {
    String url = "tftp://127.0.0.1:" + port() + "/boot/ipxe.efi";

    run("curl", "-sS", "--tftp-no-options", "-o", target(), url);

    assertThat(Path.of(target())).hasBinaryContent(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"512", "1468", "8192"})
  void servesBusyBox(String blockSize) throws Exception {
    run(
        "busybox",
        "tftp",
        "-g",
        "-b",
        blockSize,
        "-r",
        "boot/ipxe.efi",
        "-l",
        target(),
        "127.0.0.1",
        port());

    assertThat(Path.of(target())).hasBinaryContent(bytes);
  }

  private String port() {
    return Integer.toString(server.port());
  }

  private String target() {
    return folder.resolve("fetched").toString();
  }

  /** Runs a program if it is there, and gives all it printed. */
  private String run(String... command) throws Exception {
    boolean installed =
        List.of("/usr/bin/", "/bin/", "/usr/local/bin/").stream()
            .anyMatch(place -> Files.isExecutable(Path.of(place + command[0])));
    assumeTrue(installed, command[0] + " is not installed: its test is skipped");
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return Files.readString(output, UTF_8);
  }
}
