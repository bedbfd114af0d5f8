package org.edgeztp.inventory.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.Inventory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The inventory over HTTP: finds the route of a request, keeps the promises that hold for all of
 * them (ETags, keys, problem details), and sends the answer. What there is to ask, {@link
 * MachineRoutes} and the constructor list; what each takes and gives, the OpenAPI document.
 */
public final class OperatorApi extends Handler.Abstract implements AutoCloseable {
  private static final String ROOT = "/api/v1/";

  private final Routes routes;
  private final Once once;
  private final Changes changes = new Changes();
  private final JsonMapper json = new JsonMapper();
  private final EventStream events;

  /**
   * The API of an inventory.
   *
   * @param more resources of other rooms, by name
   * @param parts what other rooms know of a machine, by name
   * @param registry takes in machines that were not seen yet
   * @param memory of answers, for those who ask again
   */
  public OperatorApi(
      Inventory inventory,
      Map<String, Resource> more,
      Map<String, MachineResource> parts,
      Registry registry,
      AnswerMemory memory) {
    this.once = new Once(memory);
    this.events = new EventStream(inventory, json);
    List<Route> all = new ArrayList<>();
    all.add(Route.get("/healthz", _ -> Map.of("status", "ok")));
    all.add(Route.get(ROOT + "events", this::stream));
    all.addAll(new MachineRoutes(inventory, registry, json).routes(parts));
    all.addAll(new PolicyRoutes(inventory).routes());
    all.addAll(new SiteRoutes(inventory).routes());
    more.forEach((name, resource) -> all.addAll(routes(name, resource)));
    this.routes = new Routes(List.copyOf(all));
  }

  /** Each thing that it does, as its method and path: {@code GET /api/v1/machines/{machine}}. */
  public List<String> operations() {
    return routes.all().stream().map(route -> route.method() + " " + route.path()).toList();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    List<Routes.Found> ways = routes.to(path);
    if (ways.isEmpty()) {
      return Problem.notFound("there is nothing at " + path + "; what there is, /api/v1/docs tells")
          .send(response, callback);
    }
    Optional<Routes.Found> way = Routes.by(request.getMethod(), ways);
    if (way.isEmpty()) {
      String allowed = Routes.allowed(ways);
      response.getHeaders().put(HttpHeader.ALLOW, allowed);
      return new Problem(Problem.Code.METHOD, "this takes " + allowed).send(response, callback);
    }
    Optional<Problem> refusal = Gate.refusal(request);
    return refusal.isPresent()
        ? refusal.get().send(response, callback)
        : answer(way.get(), ways, request, response, callback);
  }

  @Override
  public void close() {
    events.close();
  }

  private boolean answer(
      Routes.Found way,
      List<Routes.Found> ways,
      Request request,
      Response response,
      Callback callback)
      throws IOException, InterruptedException {
    if (isUnheld(way, ways, request)) {
      return Changes.unheld().send(response, callback);
    }
    int limit = way.route().bodyLimit();
    if (limit == Route.CONTENT) {
      // It may take hours, so no other change waits for it.
      return reply(way.route(), new Question(request, way.named(), MissingNode.getInstance()))
          .send(response, callback);
    }
    byte[] read = Content.Source.asInputStream(request).readNBytes(limit + 1);
    if (read.length > limit) {
      return new Problem(Problem.Code.TOO_LONG, "the body is longer than " + limit + " bytes")
          .send(response, callback);
    }
    String text = new String(read, StandardCharsets.UTF_8);
    Question question;
    try {
      JsonNode body = text.isBlank() ? MissingNode.getInstance() : json.readTree(text);
      question = new Question(request, way.named(), body);
      if (way.route().method().equals("GET")) {
        return read(way.route(), question, response, callback);
      }
    } catch (JacksonException e) {
      return Replies.of(e).send(response, callback);
    }
    Once.Doing change = () -> change(way, ways, question);
    Optional<String> key =
        question.header(Once.HEADER).filter(_ -> way.route().method().equals("POST"));
    Reply reply = key.isPresent() ? once.reply(key.get(), request, text, change) : change.reply();
    return reply.send(response, callback);
  }

  /** Whether it names an ETag where nothing has one. Verbs mind that of their machine. */
  private static boolean isUnheld(Routes.Found way, List<Routes.Found> ways, Request request) {
    return request.getHeaders().contains(Changes.IF_MATCH)
        && Routes.by("GET", ways).isEmpty()
        && !way.named().containsKey("machine");
  }

  private static boolean read(Route route, Question question, Response response, Callback callback)
      throws IOException, InterruptedException {
    Object answer;
    try {
      answer = route.action().answer(question);
    } catch (UpstreamException | RuntimeException e) {
      return Replies.of(e).send(response, callback);
    }
    return answer instanceof Streamed streamed
        ? stream(streamed, question, response, callback)
        : Replies.of(answer, question).send(response, callback);
  }

  /** Where something can be looked at, its changes wait for each other and mind its ETag. */
  private Reply change(Routes.Found way, List<Routes.Found> ways, Question question)
      throws InterruptedException {
    Optional<Routes.Found> look = Routes.by("GET", ways);
    if (look.isEmpty()) {
      return reply(way.route(), question);
    }
    Once.Doing looking = () -> reply(look.get().route(), question);
    return changes.reply(
        Request.getPathInContext(question.request()),
        question.header(Changes.IF_MATCH),
        looking::reply,
        () -> seen(way.route(), looking, question));
  }

  /**
   * Changes something before the eyes of the witness: what PUT and DELETE change is what GET shows
   * there. What a POST comes to, only its route knows.
   */
  private Reply seen(Route route, Once.Doing looking, Question question)
      throws InterruptedException {
    if (route.method().equals("POST") || !Witness.isThere()) {
      return reply(route, question);
    }
    @Nullable JsonNode before = shown(looking.reply());
    Reply done = reply(route, question);
    Witness.tell("", before, shown(looking.reply()));
    return done;
  }

  private @Nullable JsonNode shown(Reply look) {
    return look.isGood() && look.type().equals(Reply.JSON) ? json.readTree(look.body()) : null;
  }

  private static Reply reply(Route route, Question question) throws InterruptedException {
    try {
      return Replies.of(route.action().answer(question), question);
    } catch (UpstreamException | RuntimeException e) {
      return Replies.of(e);
    }
  }

  private static boolean stream(
      Streamed answer, Question question, Response response, Callback callback)
      throws IOException, InterruptedException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (!question.isHead()) {
      try (var out = Content.Sink.asOutputStream(response)) {
        answer.body().write(out);
      }
    }
    callback.succeeded();
    return true;
  }

  private Streamed stream(Question question) {
    long after = question.after();
    return new Streamed("text/event-stream", out -> events.write(out, after));
  }

  private static List<Route> routes(String name, Resource resource) {
    List<Route> routes = new ArrayList<>();
    for (String method : resource.methods()) {
      routes.add(
          new Route(
              method,
              ROOT + name,
              resource.bodyLimit(),
              question -> resource.answer(method, question.queries(), question.body())));
    }
    for (String method : resource.itemMethods()) {
      routes.add(
          new Route(
              method,
              itemPath(name, resource),
              Route.USUAL_LIMIT,
              question -> resource.item(method, item(resource, question))));
    }
    if (resource.takesContent()) {
      routes.add(
          new Route(
              "PUT",
              itemPath(name, resource),
              Route.CONTENT,
              question ->
                  resource.take(
                      item(resource, question),
                      question.queries(),
                      Content.Source.asInputStream(question.request()))));
    }
    return routes;
  }

  private static String itemPath(String name, Resource resource) {
    return ROOT + name + "/{" + String.join("}/{", resource.itemParts()) + "}";
  }

  private static String item(Resource resource, Question question) {
    return resource.itemParts().stream().map(question::name).collect(Collectors.joining("/"));
  }
}
