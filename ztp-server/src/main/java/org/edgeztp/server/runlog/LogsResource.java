package org.edgeztp.server.runlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.inventory.web.Streamed;
import tools.jackson.databind.JsonNode;

/**
 * The logs of a machine: {@code GET /api/v1/machines/REF/logs[?run=N][&source=X][&follow=true]}.
 *
 * <p>Server-Sent Events, one for each line, named by the source: those kept of the run (the newest
 * one that has any, unless told which), and with {@code follow} those to come until the client
 * leaves. With {@code list} the answer says what logs there are instead.
 */
public final class LogsResource implements MachineResource {
  private static final int HEARTBEAT_SECONDS = 15;

  private final RunLogs logs;

  public LogsResource(RunLogs logs) {
    this.logs = logs;
  }

  @Override
  public Object answer(Machine machine, String method, JsonNode body) {
    return answer(machine, method, Map.of(), body);
  }

  @Override
  public Object answer(Machine machine, String method, Map<String, String> query, JsonNode body) {
    List<RunLogs.Kept> kept = logs.of(machine.id());
    if (query.containsKey("list")) {
      return Map.of("items", kept);
    }
    int run = number(query).orElseGet(() -> kept.isEmpty() ? machine.run() : kept.getLast().run());
    List<Source> sources = sources(query);
    boolean follow = "true".equals(query.get("follow"));
    return new Streamed("text/event-stream", out -> write(out, machine, run, sources, follow));
  }

  private void write(
      OutputStream out, Machine machine, int run, List<Source> sources, boolean follow)
      throws IOException, InterruptedException {
    Map<Source, LogReader> readers = new EnumMap<>(Source.class);
    sources.forEach(source -> readers.put(source, logs.reader(machine.id(), run, source)));
    while (true) {
      long seen = logs.writes();
      for (Map.Entry<Source, LogReader> reader : readers.entrySet()) {
        lines(out, reader.getKey(), logs.next(reader.getValue()));
      }
      out.flush();
      if (!follow || logs.isClosed()) {
        return;
      }
      if (!logs.await(seen, HEARTBEAT_SECONDS) && !logs.isClosed()) {
        out.write(": still here\n\n".getBytes(UTF_8));
      }
    }
  }

  private static void lines(OutputStream out, Source source, String text) throws IOException {
    for (String line : text.lines().toList()) {
      out.write(("event: " + source.label() + "\ndata: " + line + "\n\n").getBytes(UTF_8));
    }
  }

  private static Optional<Integer> number(Map<String, String> query) {
    return Optional.ofNullable(query.get("run"))
        .map(text -> {
          if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("a run is a number, not '" + text + "'");
          }
          return Integer.valueOf(text);
        });
  }

  private static List<Source> sources(Map<String, String> query) {
    String name = query.get("source");
    if (name == null) {
      return List.of(Source.values());
    }
    return Source.named(name)
        .map(List::of)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no source is called '%s'; there are %s"
                    .formatted(name, Arrays.stream(Source.values()).map(Source::label).toList())));
  }
}
