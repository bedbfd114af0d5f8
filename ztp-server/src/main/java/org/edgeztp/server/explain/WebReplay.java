package org.edgeztp.server.explain;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.http.DryHttp;
import org.edgeztp.server.http.DryRequest;

/**
 * Sends a rehearsal the HTTP requests of a capture. Of files it asks how long they are; what is
 * fetched from package mirror and registry is told at the end, since it decides nothing.
 */
final class WebReplay {
  private static final Pattern RUN = Pattern.compile("/run/([^/\\s]+)/");
  private static final Pattern FILE =
      Pattern.compile("/boot/[^/]+\\.(efi|kpxe|iso)|/run/[^/]+/(kernel|ramdisk|image|file/.+)");
  private static final Pattern BESIDE = Pattern.compile("/(mirror|artifacts|v2)/.*");
  private static final Pattern TASK = Pattern.compile("/run/(m-[0-9a-f]{10})[^/]*/task");

  private static final Set<State> WAITING = EnumSet.of(State.READY, State.QUEUED);

  private final Rehearsal server;
  private final Map<InetAddress, String> tokens = new HashMap<>();
  private int beside;

  WebReplay(Rehearsal server) {
    this.server = server;
  }

  /** Notes the token of a run that a client is told. */
  void note(InetAddress client, String answer) {
    RUN.matcher(answer)
        .results()
        .map(told -> told.group(1))
        .forEach(token -> tokens.put(client, token));
  }

  /**
   * Asks.
   *
   * @param client its address here
   * @return the request in a few words, and the answer; empty for what is told at the end
   * @throws IllegalArgumentException when it is no request
   */
  Optional<Step> answer(byte[] captured, InetAddress client) {
    DryRequest request = DryRequest.of(captured);
    if (BESIDE.matcher(request.path()).matches()) {
      beside++;
      return Optional.empty();
    }
    String path = present(request.path(), client);
    return Optional.of(new Step(request.method() + " " + path, lines(request.at(path), client)));
  }

  private List<String> lines(DryRequest request, InetAddress client) {
    Optional<DryHttp> there = server.http(client);
    if (there.isEmpty()) {
      return List.of("no answer: this network has no IPv6 in the configuration");
    }
    Optional<Machine> waiting = waiting(plain(request.path()));
    if (waiting.isPresent()) {
      return List.of("no answer yet: it waits for its turn in " + waiting.get().state());
    }
    boolean file = request.method().equals("GET") && FILE.matcher(plain(request.path())).matches();
    DryHttp.Outcome answer = there.get().ask(file ? request.asHead() : request, client);
    note(client, answer.body());
    return answer.lines();
  }

  /** As the server takes it: decoded, without dots and what follows a question mark. */
  private static String plain(String path) {
    String cut = path.replaceFirst("[?;#].*", "");
    try {
      return new URI(cut).normalize().getPath();
    } catch (URISyntaxException _) {
      return cut;
    }
  }

  /** With the token that the client has here. */
  private String present(String path, InetAddress client) {
    Matcher run = RUN.matcher(path);
    return tokens.containsKey(client) && run.lookingAt()
        ? "/run/%s/%s".formatted(tokens.get(client), path.substring(run.end()))
        : path;
  }

  /** The machine whose request for a task the server would keep open. */
  private Optional<Machine> waiting(String path) {
    Matcher task = TASK.matcher(path);
    return task.matches()
        ? server
            .inventory()
            .find(new MachineId(task.group(1)))
            .filter(machine -> WAITING.contains(machine.state()))
        : Optional.empty();
  }

  /** What is no matter of a boot; empty when there was none. */
  Optional<Step> beside() {
    return Optional.of(beside)
        .filter(count -> count > 0)
        .map(count ->
            new Step(
                "packages, artifacts and container images",
                List.of("not answered here, since they decide nothing: %d".formatted(count))));
  }
}
