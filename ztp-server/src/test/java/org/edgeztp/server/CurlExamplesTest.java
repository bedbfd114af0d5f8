package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.tls.ServerCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents have people type to curl, typed to curl as it stands there. */
class CurlExamplesTest {
  private static final Path HOME = Path.of("..");
  private static final List<Path> DOCUMENTS =
      List.of(HOME.resolve("README.md"), Path.of("OPERATING.md"), Path.of("CONFIGURING.md"));
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

  /** As CONFIGURING.md has it. */
  private static final String NAMED_BY_THE_DOCUMENTS = "10.20.0.1:8443";

  @TempDir private Path folder;
  private ApiSite site;
  private HttpListener secure;

  /** What became of a line: its exit code and what it printed, of a stream the beginning. */
  private record Ran(int code, String printed) {}

  @BeforeEach
  void start() throws Exception {
    site = new ApiSite(folder);
    Machine ready = site.ready("52:54:00:77:00:01");
    Machine queued =
        site.inventory
            .apply(ready, new Event.Assigned("edge", "edge-lab-0001", "ada"))
            .after(ready);
    Machine booting = site.inventory.apply(queued, new Event.Admitted()).after(queued);
    Machine installing = site.inventory.apply(booting, new Event.InstallerStarted()).after(booting);
    var failure =
        new Event.InstallFailed("partition", "no disk matches", "", CauseCode.NO_DISK_MATCHES);
    assertThat(site.inventory.apply(installing, failure).after(installing).hostname()).isPresent();
    Files.writeString(folder.resolve("ada.token"), site.token());
    Files.writeString(folder.resolve("kubelet"), "a program");
    secure = site.secured(certificate("10.20.0.1"));
    Files.writeString(
        folder.resolve(".curlrc"),
        """
        fail-with-body
        show-error
        connect-to = "%s:127.0.0.1:%d"
        """
            .formatted(NAMED_BY_THE_DOCUMENTS, secure.port()));
  }

  private ServerCertificate certificate(String address) throws IOException {
    return ServerCertificate.own(folder, InetAddress.ofLiteral(address), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    secure.close();
    site.close();
  }

  @Test
  void eachLineOfTheDocumentsRunsAsItStands() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Path document : DOCUMENTS) {
      List<String> lines = lines(Files.readString(document));
      assertThat(lines).as("examples of %s", document).isNotEmpty();
      for (String line : lines) {
        Ran ran = run(line);
        if (ran.code() != 0 || ran.printed().isEmpty()) {
          wrong.add(
              "%s: %s%nended with %d: %s".formatted(document, line, ran.code(), ran.printed()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatTheServerRefusesIsNoExample() throws Exception {
    assertThat(run("curl -s $ZTP_SERVER/api/v1/machines").code()).isNotZero();
    assertThat(
            run("curl -s -H \"Authorization: Bearer $(cat $ZTP_TOKEN_FILE)\""
                    + " $ZTP_SERVER/api/v1/nothing")
                .code())
        .isNotZero();
  }

  /** The lines that begin with curl, with those that go on behind a backslash. */
  private static List<String> lines(String document) {
    Stream<String> blocks = BLOCK.matcher(document).results().map(block -> block.group(1));
    return blocks
        .flatMap(block -> block.replaceAll("\\\\\n\\s*", "").lines())
        .filter(line -> line.startsWith("curl "))
        .toList();
  }

  private Ran run(String line) throws Exception {
    var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", line);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("CURL_HOME", folder.toString());
    builder.environment().put("ZTP_SERVER", site.address());
    builder.environment().put("ZTP_TOKEN_FILE", folder.resolve("admin-token").toString());
    Process process = builder.start();
    try (BufferedReader printed = process.inputReader()) {
      if (isEndless(line)) {
        String first = Optional.ofNullable(printed.readLine()).orElse("");
        return new Ran(first.startsWith("id: ") ? 0 : -1, first);
      }
      String all = printed.readAllAsString();
      return process.waitFor(30, TimeUnit.SECONDS)
          ? new Ran(process.exitValue(), all)
          : new Ran(-1, "it does not end");
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  /** {@code -N} is for what the server goes on with. */
  private static boolean isEndless(String line) {
    return line.matches(".* -\\w*N\\b.*");
  }
}
