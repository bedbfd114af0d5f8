package org.edgeztp.inventory.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The inventory over HTTP. Every route:
 *
 * <pre>
 * GET  /healthz
 * GET  /api/v1/machines[?state=STATE]
 * POST /api/v1/machines                   {"mac": "MAC"}: registers a machine before it is seen
 * GET  /api/v1/machines/REF               REF: id, hostname, serial or hardware address
 * GET  /api/v1/machines/REF/timeline[?after=SEQ]
 * POST /api/v1/machines/REF/actions/VERB[?dry-run=true]
 *                                         {"profile": "NAME"} where the verb takes one
 * any  /api/v1/machines/REF/NAME          a part of it that other rooms know of
 * GET  /api/v1/profiles
 * GET  /api/v1/events                     Server-Sent Events; resumes by Last-Event-ID
 * any  /api/v1/NAME                       a resource that other rooms add
 * </pre>
 */
public final class OperatorApi extends Handler.Abstract implements AutoCloseable {
  private static final int TIMELINE_LIMIT = 10_000;
  private static final int BODY_LIMIT = 64 << 10;

  private final Inventory inventory;
  private final Map<String, Resource> more;
  private final Map<String, MachineResource> parts;
  private final Registry registry;
  private final Verbs verbs;
  private final JsonMapper json = new JsonMapper();
  private final EventStream events;

  /**
   * The API of an inventory.
   *
   * @param more resources of other rooms, by name
   * @param parts what other rooms know of a machine, by name
   * @param registry takes in machines that were not seen yet
   */
  public OperatorApi(
      Inventory inventory,
      Map<String, Resource> more,
      Map<String, MachineResource> parts,
      Registry registry) {
    this.inventory = inventory;
    this.more = Map.copyOf(more);
    this.parts = Map.copyOf(parts);
    this.registry = registry;
    this.verbs = new Verbs(inventory);
    this.events = new EventStream(inventory, json);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    List<String> path = List.of(Request.getPathInContext(request).substring(1).split("/", -1));
    if (path.equals(List.of("healthz"))) {
      return send(response, callback, Map.of("status", "ok"));
    }
    if (path.size() < 3 || !path.subList(0, 2).equals(List.of("api", "v1"))) {
      return refuse(response, callback, Problem.notFound("no such page; the API is at /api/v1"));
    }
    return switch (path.get(2)) {
      case "machines" -> machines(path.subList(3, path.size()), request, response, callback);
      case "profiles" -> send(response, callback, Map.of("items", profiles()));
      case "events" -> stream(request, response, callback);
      default -> other(path.subList(2, path.size()), request, response, callback);
    };
  }

  @Override
  public void close() {
    events.close();
  }

  private boolean other(List<String> path, Request request, Response response, Callback callback)
      throws Exception {
    Resource resource = path.size() == 1 ? more.get(path.getFirst()) : null;
    if (resource == null) {
      String name = String.join("/", path);
      return refuse(response, callback, Problem.notFound("no resource '" + name + "'"));
    }
    return answer(request, response, callback, body -> resource.answer(request.getMethod(), body));
  }

  private boolean machines(List<String> path, Request request, Response response, Callback callback)
      throws Exception {
    boolean post = request.getMethod().equals("POST");
    if (path.isEmpty()) {
      return post
          ? answer(request, response, callback, this::register)
          : send(response, callback, Map.of("items", list(request)));
    }
    Optional<Machine> found = machine(path.getFirst());
    if (found.isEmpty()) {
      return refuse(response, callback, Problem.notFound("no machine '" + path.getFirst() + "'"));
    }
    Machine machine = found.get();
    if (path.size() == 1 && !post) {
      return send(response, callback, view(machine));
    }
    if (path.size() == 2 && path.get(1).equals("timeline") && !post) {
      return send(response, callback, Map.of("items", timeline(machine, request)));
    }
    if (path.size() == 3 && path.get(1).equals("actions")) {
      return post
          ? act(machine, path.get(2), request, response, callback)
          : refuse(response, callback, new Problem(405, "method", "actions take POST"));
    }
    MachineResource part = path.size() == 2 ? parts.get(path.get(1)) : null;
    if (part != null) {
      return answer(
          request, response, callback, body -> part.answer(machine, request.getMethod(), body));
    }
    return refuse(response, callback, Problem.notFound("a machine has no such part"));
  }

  private boolean act(
      Machine machine, String verb, Request request, Response response, Callback callback)
      throws Exception {
    boolean dryRun = query(request, "dry-run").filter("true"::equals).isPresent();
    return answer(
        request,
        response,
        callback,
        body -> {
          Optional<String> profile = Optional.ofNullable(body.path("profile").stringValue(null));
          return switch (verbs.apply(machine, verb, profile, dryRun)) {
            case Verbs.Answer.Done(var moved) -> view(moved);
            case Verbs.Answer.Would would -> would;
            case Verbs.Answer.Not(var problem) -> problem;
          };
        });
  }

  private MachineView register(JsonNode body) {
    String mac = body.path("mac").stringValue(null);
    if (mac == null) {
      throw new IllegalArgumentException("say which machine: {\"mac\": \"52:54:00:77:00:01\"}");
    }
    return view(registry.register(MacAddress.parse(mac)));
  }

  /** What a resource makes of a body. */
  private interface Answering {
    Object answer(JsonNode body) throws UpstreamException, InterruptedException;
  }

  private boolean answer(Request request, Response response, Callback callback, Answering resource)
      throws IOException, InterruptedException {
    String text = Content.Source.asString(request);
    if (text.length() > BODY_LIMIT) {
      return refuse(response, callback, Problem.badRequest("the body is too long"));
    }
    try {
      JsonNode body = text.isBlank() ? MissingNode.getInstance() : json.readTree(text);
      Object answer = resource.answer(body);
      return answer instanceof Problem problem
          ? refuse(response, callback, problem)
          : send(response, callback, answer);
    } catch (JacksonException e) {
      return refuse(response, callback, Problem.badRequest("the body is not JSON"));
    } catch (IllegalArgumentException e) {
      return refuse(response, callback, Problem.badRequest(String.valueOf(e.getMessage())));
    } catch (UpstreamException e) {
      return refuse(
          response, callback, new Problem(502, "upstream", String.valueOf(e.getMessage())));
    }
  }

  private boolean stream(Request request, Response response, Callback callback) throws Exception {
    String after =
        Optional.ofNullable(request.getHeaders().get("Last-Event-ID"))
            .or(() -> query(request, "after"))
            .orElse("0");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    try (var out = Content.Sink.asOutputStream(response)) {
      events.write(out, Long.parseLong(after));
    } catch (NumberFormatException e) {
      return refuse(response, callback, Problem.badRequest("an event id is a number"));
    }
    callback.succeeded();
    return true;
  }

  private List<MachineView> list(Request request) {
    Optional<String> state = query(request, "state").map(text -> text.toUpperCase(Locale.ROOT));
    return inventory.all().stream()
        .filter(machine -> state.isEmpty() || machine.state().name().equals(state.get()))
        .map(this::view)
        .toList();
  }

  private List<EntryView> timeline(Machine machine, Request request) {
    long after = query(request, "after").map(Long::parseLong).orElse(0L);
    return inventory.timeline(machine.id(), after, TIMELINE_LIMIT).stream()
        .map(EntryView::of)
        .toList();
  }

  private List<String> profiles() {
    return inventory.profiles().stream().map(Profile::name).sorted().toList();
  }

  private Optional<Machine> machine(String ref) {
    return inventory.all().stream().filter(machine -> isCalled(machine, ref)).findFirst();
  }

  private static boolean isCalled(Machine machine, String ref) {
    return machine.id().value().equals(ref)
        || machine.hostname().filter(ref::equalsIgnoreCase).isPresent()
        || machine.serial().filter(ref::equalsIgnoreCase).isPresent()
        || isMac(machine.mac(), ref);
  }

  private static boolean isMac(MacAddress mac, String ref) {
    return mac.value().replace(":", "").equalsIgnoreCase(ref.replaceAll("[:.-]", ""));
  }

  private MachineView view(Machine machine) {
    return MachineView.of(machine, inventory.why(machine));
  }

  private static Optional<String> query(Request request, String name) {
    return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
  }

  private boolean send(Response response, Callback callback, Object body) {
    return send(response, callback, "application/json", body);
  }

  private boolean refuse(Response response, Callback callback, Problem problem) {
    response.setStatus(problem.status());
    return send(response, callback, "application/problem+json", problem.body());
  }

  private boolean send(Response response, Callback callback, String type, Object body) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.write(true, ByteBuffer.wrap(json.writeValueAsBytes(body)), callback);
    return true;
  }
}
