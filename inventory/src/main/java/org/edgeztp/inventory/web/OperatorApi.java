package org.edgeztp.inventory.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The inventory over HTTP. Every route:
 *
 * <pre>
 * GET  /healthz
 * GET  /api/v1/machines[?state=STATE&fact.cpus>=32&sort=FIELD&fields=A,B&limit=N&after=CURSOR]
 *                                         a page of them, with a link to the next
 * POST /api/v1/machines                   {"mac": "MAC"}: registers a machine before it is seen
 * GET  /api/v1/machines/REF               REF: id, hostname, serial or hardware address,
 *                                         as long as one machine alone is called that
 * GET  /api/v1/machines/REF/timeline[?sort=-seq&limit=N&after=SEQ]
 * POST /api/v1/machines/REF/actions/VERB[?dry-run=true]
 *                                         {"profile": "NAME"} where the verb takes one;
 *                                         wipe, release: {"disks": ["SERIAL"], "confirm": ["LABEL"]};
 *                                         release: {"force": true}; maintenance-on: {"reason": "TEXT"};
 *                                         adopt: {"hostKey": "KEY", "address": "ADDRESS", "hostname": "NAME"}
 * any  /api/v1/machines/REF/NAME          a part of it that other rooms know of
 * GET  /api/v1/timeline                   the same of all machines
 * GET  /api/v1/profiles
 * GET  /api/v1/events                     Server-Sent Events; resumes by Last-Event-ID
 * any  /api/v1/NAME                       a resource that other rooms add
 * DELETE /api/v1/NAME/ITEM                one of its items
 * </pre>
 */
public final class OperatorApi extends Handler.Abstract implements AutoCloseable {
  private static final int HARDWARE_CHANGES = 20;
  private static final int BODY_LIMIT = 64 << 10;
  private static final Problem NO_NUMBER = Problem.badRequest("an event id is a number");

  private final Inventory inventory;
  private final Map<String, Resource> more;
  private final Map<String, MachineResource> parts;
  private final Registry registry;
  private final Verbs verbs;
  private final JsonMapper json = new JsonMapper();
  private final MachineListing machines;
  private final TimelineListing timelines;
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
    this.machines = new MachineListing(inventory, json);
    this.timelines = new TimelineListing(inventory);
    this.events = new EventStream(inventory, json);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    List<String> path = List.of(Request.getPathInContext(request).substring(1).split("/", -1));
    Optional<Problem> refusal = Gate.refusal(request, path);
    if (refusal.isPresent()) {
      response.getHeaders().put(HttpHeader.ALLOW, Gate.allowed(path));
      return refuse(response, callback, refusal.get());
    }
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
      case "timeline" ->
          answer(
              request,
              response,
              callback,
              _ -> timelines.answer(Optional.empty(), question(request).queries()));
      default -> other(path.subList(2, path.size()), request, response, callback);
    };
  }

  @Override
  public void close() {
    events.close();
  }

  private boolean other(List<String> path, Request request, Response response, Callback callback)
      throws Exception {
    Resource resource = path.size() <= 2 ? more.get(path.getFirst()) : null;
    if (resource == null) {
      String name = String.join("/", path);
      return refuse(response, callback, Problem.notFound("no resource '" + name + "'"));
    }
    Question question = question(request);
    return answer(
        request,
        response,
        callback,
        resource.bodyLimit(),
        body ->
            path.size() == 2
                ? resource.remove(path.get(1))
                : resource.answer(question.method(), question.queries(), body));
  }

  private boolean machines(List<String> path, Request request, Response response, Callback callback)
      throws Exception {
    boolean post = question(request).isPost();
    if (path.isEmpty()) {
      return post
          ? answer(request, response, callback, this::register)
          : answer(request, response, callback, _ -> machines.answer(question(request).parts()));
    }
    List<Machine> found = Called.of(path.getFirst(), inventory);
    if (found.size() != 1) {
      return refuse(response, callback, Called.notOne(path.getFirst(), found));
    }
    Machine machine = found.getFirst();
    if (path.size() == 1) {
      return answer(
          request,
          response,
          callback,
          _ -> question(request).method().equals("DELETE") ? forget(machine) : view(machine));
    }
    if (path.size() == 2 && path.get(1).equals("timeline")) {
      return answer(
          request,
          response,
          callback,
          _ -> timelines.answer(Optional.of(machine.id()), question(request).queries()));
    }
    if (path.size() == 3 && path.get(1).equals("actions")) {
      return act(machine, path.get(2), request, response, callback);
    }
    Question question = question(request);
    MachineResource part = path.size() == 2 ? parts.get(path.get(1)) : null;
    if (part != null) {
      return answer(
          request,
          response,
          callback,
          body -> part.answer(machine, question.method(), question.queries(), body));
    }
    return refuse(response, callback, Problem.notFound("a machine has no such part"));
  }

  private boolean act(
      Machine machine, String verb, Request request, Response response, Callback callback)
      throws Exception {
    boolean dryRun = question(request).query("dry-run").filter("true"::equals).isPresent();
    return answer(
        request,
        response,
        callback,
        body ->
            switch (verbs.apply(machine, verb, Verbs.Told.of(body), dryRun)) {
              case Verbs.Answer.Done(var moved) -> view(moved);
              case Verbs.Answer.Would would -> would;
              case Verbs.Answer.Not(var problem) -> problem;
            });
  }

  private Object forget(Machine machine) {
    return inventory.forget(machine)
        ? Map.of("forgotten", machine.id().value())
        : Problem.conflict(
            machine.id()
                + (Lifecycle.forgets(machine.state())
                    ? " changed just now; ask again"
                    : " is " + machine.state() + "; retire it first"));
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
    return answer(request, response, callback, BODY_LIMIT, resource);
  }

  private boolean answer(
      Request request, Response response, Callback callback, int limit, Answering resource)
      throws IOException, InterruptedException {
    Optional<String> read = question(request).body(limit);
    if (read.isEmpty()) {
      return refuse(
          response,
          callback,
          new Problem(413, "too-long", "the body is longer than " + limit + " bytes"));
    }
    String text = read.get();
    try {
      JsonNode body = text.isBlank() ? MissingNode.getInstance() : json.readTree(text);
      Object answer = resource.answer(body);
      return switch (answer) {
        case Problem problem -> refuse(response, callback, problem);
        case Rejected(var why) -> {
          response.setStatus(422);
          yield send(response, callback, why);
        }
        case Streamed streamed -> stream(streamed, request, response, callback);
        case Paged page -> send(page, request, response, callback);
        default -> send(response, callback, answer);
      };
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
    Optional<Long> after = question(request).after();
    if (after.isEmpty()) {
      return refuse(response, callback, NO_NUMBER);
    }
    var all = new Streamed("text/event-stream", out -> events.write(out, after.get()));
    return stream(all, request, response, callback);
  }

  private static boolean stream(
      Streamed answer, Request request, Response response, Callback callback)
      throws IOException, InterruptedException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (!question(request).isHead()) {
      try (var out = Content.Sink.asOutputStream(response)) {
        answer.body().write(out);
      }
    }
    callback.succeeded();
    return true;
  }

  private List<String> profiles() {
    return inventory.policy().profiles().keySet().stream().sorted().toList();
  }

  private MachineView view(Machine machine) {
    return MachineView.of(
        machine, inventory.explain(machine), inventory.hardwareChanges(machine, HARDWARE_CHANGES));
  }

  private boolean send(Paged page, Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    List<Map.Entry<String, String>> parts = question(request).parts();
    page.link(path, parts)
        .ifPresent(
            next -> response.getHeaders().put(HttpHeader.LINK, "<" + next + ">; rel=\"next\""));
    return send(response, callback, page.body(path, parts));
  }

  private static Question question(Request request) {
    return new Question(request);
  }

  private boolean send(Response response, Callback callback, Object body) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(json.writeValueAsBytes(body)), callback);
    return true;
  }

  private static boolean refuse(Response response, Callback callback, Problem problem) {
    return problem.send(response, callback);
  }
}
