package org.edgeztp.server.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ztp prepare}: what the launcher has run once, so that Java writes down what verbs load and
 * learn. Verbs are run against an answer from the loopback, since half of what they load is for
 * reading one.
 */
@Command(name = "prepare", hidden = true, description = "Run what verbs run; see the launcher")
public final class PrepareCommand implements Callable<Integer> {
  private static final String ANSWER =
      """
      {"items": [{"id": "m-0000000001", "hostname": "edge-1", "state": "READY", "address": null,
       "why": "waits", "deadline": null, "since": "2026-11-26T12:00:00Z"}], "next": null}
      """;

  private static final List<String> VERBS =
      List.of("machine list", "machine list -o json", "machine why edge-1", "get profiles");

  @Option(
      names = "--newer",
      paramLabel = "FILE",
      description = "Only write there what reads command lines, in a format that Java keeps ready")
  private @Nullable Path newer;

  private final Function<List<String>, CommandLine> reader;

  /**
   * @param reader makes what reads a command line
   */
  public PrepareCommand(Function<List<String>, CommandLine> reader) {
    this.reader = reader;
  }

  @Override
  public Integer call() throws IOException {
    if (newer != null) {
      NewerClasses.copy(parser(), newer, PrepareCommand.class.getClassLoader());
      return 0;
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      return VERBS.stream().mapToInt(verb -> run(verb, address)).max().orElse(0);
    } finally {
      server.stop(0);
    }
  }

  /** The library that this very verb was read by. */
  private static Path parser() {
    return Path.of(
        URI.create(
            CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private int run(String verb, String address) {
    List<String> arguments = new ArrayList<>(List.of(verb.split(" ", -1)));
    arguments.add("--server=" + address);
    return reader
        .apply(arguments)
        .setOut(new PrintWriter(Writer.nullWriter()))
        .execute(arguments.toArray(String[]::new));
  }
}
