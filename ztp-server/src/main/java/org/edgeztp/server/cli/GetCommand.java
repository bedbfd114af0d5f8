package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp get}: whatever the API has, by its own words. */
@Command(
    name = "get",
    description = {
      "Show what the API has: of a kind all, or one.",
      "As json and yaml it is what the API documents, all pages of it: stable for scripts."
    })
public final class GetCommand implements Callable<Integer> {
  /** Those that a shell completes. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Cells.kinds().iterator();
    }
  }

  private static final Set<String> PAGED =
      Set.of("machines", "leases", "artifacts", "racks", "switches");

  @Mixin private final ServerOption server = new ServerOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description = "${COMPLETION-CANDIDATES}, or another that the API lists")
  private String kind = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "That one alone; a machine by id, hostname, serial or MAC")
  private @Nullable String name;

  @Option(
      names = "--filter",
      paramLabel = "TERM",
      description = "What they must fit, each of it, as state=FAILED: what the API takes of a kind")
  private List<String> filter = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!kind.matches("[a-z][a-z-]*")) {
      throw new IllegalArgumentException("'" + kind + "' is no kind: see ztp get --help");
    }
    try (ApiClient api = server.client()) {
      if (name == null) {
        list(api, kind, filter, output);
      } else {
        show(api, kind, name, output);
      }
    }
    return 0;
  }

  static void list(ApiClient api, String kind, List<String> filter, OutputOption output)
      throws IOException, InterruptedException {
    List<JsonNode> all;
    try {
      all = kind.equals("audit") ? api.audit() : api.list(kind, question(kind, filter));
    } catch (Refused e) {
      throw known(kind, e);
    }
    output.list(all, items -> Cells.of(kind, items).table(items));
  }

  static void show(ApiClient api, String kind, String name, OutputOption output)
      throws IOException, InterruptedException {
    JsonNode one;
    try {
      one = kind.equals("leases") ? lease(api, name) : api.one(kind, name);
    } catch (Refused e) {
      throw known(kind, e);
    }
    output.print(one, List.of(one), _ -> Cells.one(kind, one));
  }

  /** Leases are many to an address, in several subnets: the API finds and does not name them. */
  private static JsonNode lease(ApiClient api, String address)
      throws IOException, InterruptedException {
    return api.list("leases", "address=" + ApiClient.encoded(address)).stream()
        .findFirst()
        .orElseThrow(() -> new Refused(404, "nobody has a lease of " + address));
  }

  /** The refusal, in words of the command line where the API has nothing of that name. */
  private static Refused known(String kind, Refused refused) {
    return refused.status() == 404
            && !Cells.kinds().contains(kind)
            && String.valueOf(refused.getMessage()).startsWith("there is nothing at")
        ? new Refused(404, Spelling.unknown("kind", "", kind, Cells.kinds()))
        : refused;
  }

  private static String question(String kind, List<String> filter) {
    Stream<String> paged = PAGED.contains(kind) ? Stream.of("limit=1000") : Stream.of();
    return Stream.concat(paged, filter.stream().map(GetCommand::encoded))
        .collect(Collectors.joining("&"));
  }

  /** A term as the API takes it: fact.cpus%3E=32. */
  private static String encoded(String term) {
    int sign = term.indexOf('=');
    return sign < 0
        ? ApiClient.encoded(term)
        : ApiClient.encoded(term.substring(0, sign))
            + "="
            + ApiClient.encoded(term.substring(sign + 1));
  }
}
