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
import org.edgeztp.inventory.web.Pulse;
import org.edgeztp.inventory.web.Streamed;
import tools.jackson.databind.JsonNode;

/**
 * The logs of a machine: {@code GET
 * /api/v1/machines/REF/logs[?run=N][&source=X][&step=ROLE][&follow=true]}.
 *
 * <p>Server-Sent Events, one for each line, named by the source: those kept of the run (the newest
 * one that has any, unless told which), and with {@code follow} those to come until the client
 * leaves. A step's lines begin with its name in brackets: of one step are those of the push that
 * do. With {@code list} the answer says what logs there are instead.
 */
public final class LogsResource implements MachineResource {
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
    Optional<String> step = Optional.ofNullable(query.get("step"));
    List<Source> sources = step.isPresent() ? List.of(Source.PUSH) : sources(query);
    String prefix = step.map(name -> "[" + name + "] ").orElse("");
    boolean follow = "true".equals(query.get("follow"));
    return new Streamed(
        "text/event-stream", out -> write(out, machine, run, sources, prefix, follow));
  }

  private void write(
      OutputStream out,
      Machine machine,
      int run,
      List<Source> sources,
      String prefix,
      boolean follow)
      throws IOException, InterruptedException {
    Map<Source, LogReader> readers = new EnumMap<>(Source.class);
    sources.forEach(source -> readers.put(source, logs.reader(machine.id(), run, source)));
    var pulse = new Pulse(out);
    do {
      long seen = logs.writes();
      for (Map.Entry<Source, LogReader> reader : readers.entrySet()) {
        lines(out, reader.getKey(), prefix, logs.next(reader.getValue()));
      }
      pulse.told();
      while (follow
          && pulse.goesOn()
          && !logs.isClosed()
          && !logs.await(seen, Pulse.TICK_SECONDS)) {
        pulse.quiet();
      }
    } while (follow && pulse.goesOn() && !logs.isClosed());
  }

  private static void lines(OutputStream out, Source source, String prefix, String text)
      throws IOException {
    for (String line : text.lines().filter(each -> each.startsWith(prefix)).toList()) {
      String told = line.substring(prefix.length());
      out.write(("event: " + source.label() + "\ndata: " + told + "\n\n").getBytes(UTF_8));
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
