package org.edgeztp.server.ui;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Streamed;
import org.edgeztp.inventory.web.WrongField;
import org.edgeztp.server.access.ApiAccess;
import org.edgeztp.server.access.Session;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages for people. Every one:
 *
 * <pre>
 * GET  /                         how the site is
 * GET  /machines                 the table; its filters, order and page are in the address
 * GET  /machines/do              what a verb would do to many machines; POST does it
 * GET  /machines/ID              one machine
 * GET  /machines/ID/do/VERB      what a verb would do; POST does it
 * GET  /machines/ID/power        its power; POST changes it
 * GET  /machines/ID/boot         what it would get at its next boot
 * GET  /machines/ID/log          its logs as Server-Sent Events
 * GET  /racks[?q=TEXT]           racks from the front, and ports of switches
 * GET  /handoffs                 what orchestrators have not decided; POST asks them at once
 * GET  /webhooks                 who is sent what happens; POST calls one at once
 * GET  /network[?after=ADDRESS]  subnets, leases, who else answers there, and packets as they come
 * GET  /policy[?machine=NAME]    profiles and rules, and what these say to a machine; POST edits them
 * GET  /files[?after=PATH]       files for machines, and where they are sent from a browser
 * GET  /audit                    who changed what
 * GET  /changes[?machine=ID]     Server-Sent Events that something changed
 * GET  /login, POST /login, POST /logout
 * GET  /login/provider           to the OpenID provider, which sends back to /login/callback
 * </pre>
 */
public final class Pages extends Handler.Abstract implements AutoCloseable {
  private static final Set<String> OF_PROGRAMS = Set.of("api", "metrics", "healthz", "readyz");

  /** What a sequence number is never. */
  private static final String NEWEST = "999999999999999999";

  private final Inventory inventory;
  private final Sources sources;
  private final Clock clock;
  private final Live live;
  private final MachinePages machines;
  private final Assets assets = new Assets();
  private final Views views = new Views(assets);

  /**
   * The pages of an inventory.
   *
   * @param sources what other rooms know, as they tell it to programs
   */
  public Pages(Inventory inventory, Sources sources, Clock clock) {
    this.inventory = inventory;
    this.sources = sources;
    this.clock = clock;
    this.live = new Live(inventory);
    this.machines = new MachinePages(inventory, sources, clock);
  }

  /** Puts the pages, behind their login, beside what programs ask for. */
  public Handler beside(Handler programs, ApiAccess access) {
    Handler guarded = access.guardPages(this, this::refuse);
    return new Handler.Sequence(programs(programs), guarded);
  }

  private static Handler programs(Handler handler) {
    return new Handler.Wrapper(handler) {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        return isOfPrograms(request) && super.handle(request, response, callback);
      }
    };
  }

  private static boolean isOfPrograms(Request request) {
    String path = Request.getPathInContext(request);
    return OF_PROGRAMS.contains(path.substring(1).split("/", -1)[0]);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    List<String> names = Visit.of(request).path();
    if (names.size() == 2 && names.getFirst().equals("assets")) {
      return assets.send(names.get(1), response, callback)
          || refuse(Problem.notFound("there is no such file"), request, response, callback);
    }
    Visit visit = Visit.of(request);
    return switch (answer(visit)) {
      case Reply.Page page -> send(page, request, response, callback);
      case Reply.Elsewhere(var path) -> {
        Response.sendRedirect(request, response, callback, 303, path, true);
        yield true;
      }
      case Reply.Stream(var streamed) -> stream(streamed, response, callback);
      case Reply.Refused(var problem) -> refuse(problem, request, response, callback);
    };
  }

  @Override
  public void close() {
    live.close();
  }

  private Reply answer(Visit visit) throws InterruptedException {
    try {
      return reply(visit);
    } catch (Sources.RefusedException e) {
      return new Reply.Refused(e.problem());
    } catch (WrongField e) {
      return new Reply.Refused(Problem.badRequest(String.valueOf(e.getMessage())));
    } catch (Sites.OutsideException e) {
      return new Reply.Refused(Problem.outside(e));
    }
  }

  private Reply reply(Visit visit) throws Sources.RefusedException, InterruptedException {
    List<String> path = visit.path();
    String first = path.isEmpty() ? "" : path.getFirst();
    boolean alone = path.size() <= 1;
    return switch (first) {
      case "" ->
          Reply.Page.of(
              "Overview",
              "overview",
              OverviewPage.of(inventory, sources.read("throughput", Map.of()), clock.instant()));
      case "login" -> LoginPage.of(visit, visit.offer());
      case "changes" -> new Reply.Stream(live.follow(machines.asked(visit)));
      case "network" ->
          Reply.Page.of(
              "Boot plane", "network", NetworkPage.of(inventory, sources, visit, clock.instant()));
      case "racks" ->
          Reply.Page.of("Racks", "racks", RacksPage.of(sources, RacksPage.Asked.of(visit)));
      case "handoffs" -> handoffs(visit);
      case "webhooks" -> webhooks(visit);
      case "policy" -> PolicyEditor.answer(inventory, sources, visit);
      case "files" -> files(visit);
      case "audit" ->
          Reply.Page.of(
              "Audit",
              "audit",
              AuditPage.of(
                  sources.read("audit", Map.of("before", visit.asked("before").orElse(NEWEST))),
                  clock.instant()));
      case "machines" ->
          alone
              ? machines.table(visit)
              : path.equals(List.of("machines", "do"))
                  ? machines.many(visit)
                  : machines.one(path, visit);
      default -> Reply.Refused.notFound("there is no such page");
    };
  }

  private Reply files(Visit visit) throws Sources.RefusedException {
    Map<String, String> from =
        visit.asked("after").map(after -> Map.of("after", after)).orElse(Map.of());
    return Reply.Page.of(
        "Files",
        "files",
        FilesPage.of(sources.read("artifacts", from), visit.asked("added"), clock.instant()));
  }

  private Reply handoffs(Visit visit) throws Sources.RefusedException {
    Optional<String> fault = visit.acts() ? hurry(visit, "handoffs", "machine") : Optional.empty();
    if (visit.acts() && fault.isEmpty()) {
      return new Reply.Elsewhere("/handoffs");
    }
    var page =
        HandoffsPage.of(inventory, sources.read("handoffs", Map.of()), fault, clock.instant());
    return new Reply.Page(fault.isPresent() ? 409 : 200, "Hand-offs", "handoffs", page);
  }

  private Reply webhooks(Visit visit) throws Sources.RefusedException {
    Optional<String> fault = visit.acts() ? hurry(visit, "webhooks", "webhook") : Optional.empty();
    if (visit.acts() && fault.isEmpty()) {
      return new Reply.Elsewhere("/webhooks");
    }
    var page = WebhooksPage.of(sources.read("webhooks", Map.of()), fault, clock.instant());
    return new Reply.Page(fault.isPresent() ? 409 : 200, "Webhooks", "webhooks", page);
  }

  /** Has something done at once; why it was not, where it was not. */
  private Optional<String> hurry(Visit visit, String resource, String of) {
    String name = visit.given(of).stream().findFirst().orElse("");
    try {
      JsonNode _ = sources.post(resource, new JsonMapper().createObjectNode().put(of, name));
      return Optional.empty();
    } catch (Sources.RefusedException e) {
      return Optional.of(e.problem().detail());
    }
  }

  private boolean refuse(Problem problem, Request request, Response response, Callback callback) {
    var page =
        new Reply.Page(problem.status(), "Not done", "refused", new RefusedPage(problem.detail()));
    return send(page, request, response, callback);
  }

  /** Why something was not done. */
  private record RefusedPage(String why) {}

  private boolean send(Reply.Page page, Request request, Response response, Callback callback) {
    String place = Visit.of(request).path().stream().findFirst().orElse("");
    String html = views.render(page, Session.of(request), place);
    response.setStatus(page.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
    response.write(true, ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }

  private static boolean stream(Streamed answer, Response response, Callback callback)
      throws Exception {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    try (var out = Content.Sink.asOutputStream(response)) {
      answer.body().write(out);
    }
    callback.succeeded();
    return true;
  }
}
