package org.edgeztp.server.arrival;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Rejected;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.Witness;
import org.edgeztp.server.power.Bmc;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/expected}: machines that were told of before they came.
 *
 * <pre>
 * GET   {"items": [{"name": "db1", "mac": "", "serial": "SN-1", "uuid": "", "rack": "R1",
 *       "unit": "7", "profile": "edge", "bmc": "ipmi at 10.9.0.7:623 as admin", "machine": "ID"}]}
 * POST  {"items": [{"line": 2, "serial": "SN-1", "bmc-address": "10.9.0.7"}]}
 *       with ?dry-run=true nothing is done. All fields are text; the others are name, site, mac (one or more), uuid, rack, unit,
 *       profile, bmc-driver, bmc-port, bmc-user, bmc-password and bmc-certificate.
 * gives {"accepted": true, "items": [{"line": 2, "result": "new", "text": "...", "mishaps": []}]};
 *       with status 422, and nothing done, when a line is wrong
 * GET /api/v1/expected/NAME               the one with that name, mac, serial or uuid
 * DELETE                                  forgets it
 * gives {"text": "db1, known by serial SN-1, is expected no longer"}
 * </pre>
 *
 * @param intake told of each machine that has come by a list
 */
record ExpectedResource(Arrivals arrivals, Consumer<Machine> intake) implements Resource {
  private static final int LIMIT = 8 << 20;

  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public int bodyLimit() {
    return LIMIT;
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return answer(method, Map.of(), body);
  }

  @Override
  public Object answer(String method, Map<String, String> query, JsonNode body) {
    if (!method.equals("POST")) {
      return Map.of("items", all().stream().map(ExpectedResource::view).toList());
    }
    Sites.check("what is expected here", arrivals.site());
    List<Line> lines = lines(body.path("items"));
    boolean dryRun = "true".equals(query.get("dry-run"));
    return Sites.everywhere(() -> take(lines, dryRun));
  }

  /** Those that who asks may see: all are of the server's own site. */
  private List<Expected> all() {
    return Sites.cover(arrivals.site()) ? Sites.everywhere(arrivals::all) : List.of();
  }

  private Object take(List<Line> lines, boolean dryRun) {
    List<Verdict> verdicts = dryRun ? arrivals.judge(lines) : arrivals.announce(lines);
    boolean accepted = verdicts.stream().allMatch(verdict -> verdict.mishaps().isEmpty());
    if (accepted && !dryRun) {
      verdicts.forEach(ExpectedResource::tell);
      arrivals.arrive(intake);
    }
    Map<String, Object> answer =
        Map.of(
            "accepted", accepted, "items", verdicts.stream().map(ExpectedResource::view).toList());
    return accepted ? answer : new Rejected(answer);
  }

  @Override
  public List<String> itemMethods() {
    return List.of("GET", "DELETE");
  }

  @Override
  public Object item(String method, String ref) {
    Sites.check("what is expected here", arrivals.site());
    boolean forgets = method.equals("DELETE");
    List<Expected> called =
        Sites.everywhere(() -> forgets ? arrivals.forget(ref) : arrivals.called(ref));
    return switch (called.size()) {
      case 0 -> Problem.notFound("no machine that is called '" + ref + "' is expected");
      case 1 -> forgets ? Map.of("text", forgotten(called.getFirst())) : view(called.getFirst());
      default ->
          Problem.conflict(
              "'%s' is what %d expected machines are called: %s; say which by one of these"
                  .formatted(
                      ref,
                      called.size(),
                      called.stream().map(one -> known(one.told())).collect(joining(", "))));
    };
  }

  private static void tell(Verdict verdict) {
    Announcement told = verdict.told().orElseThrow();
    var after = new Expected(0, told, verdict.machine().map(Machine::id));
    Witness.tell(
        told.label(), verdict.before().map(ExpectedResource::view).orElse(null), view(after));
  }

  private static String forgotten(Expected expected) {
    return "%s, known by %s, is expected no longer"
            .formatted(expected.told().label(), known(expected.told()))
        + expected
            .machine()
            .map(id -> "; it has come as " + id.value() + ", which stays")
            .orElse("");
  }

  private static List<Line> lines(JsonNode items) {
    if (!items.isArray() || items.isEmpty()) {
      throw new IllegalArgumentException("say which machines: {\"items\": [{\"mac\": \"MAC\"}]}");
    }
    List<Line> lines = new ArrayList<>();
    for (JsonNode item : items) {
      Map<String, String> fields = new LinkedHashMap<>();
      item.forEachEntry((name, value) -> {
        if (!value.isValueNode()) {
          throw new IllegalArgumentException("'" + name + "' of a machine is no text");
        }
        fields.put(name, value.asString(""));
      });
      fields.remove("line");
      lines.add(new Line(item.path("line").asInt(lines.size() + 1), fields));
    }
    return lines;
  }

  private static Map<String, Object> view(Verdict verdict) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("line", verdict.line());
    view.put("result", verdict.result().name().toLowerCase(Locale.ROOT));
    view.put("text", text(verdict));
    view.put("mishaps", verdict.mishaps());
    return view;
  }

  private static String text(Verdict verdict) {
    return verdict.told().map(Announcement::label).orElse("a machine")
        + verdict
            .machine()
            .map(machine ->
                " is " + machine.id().value() + ", " + machine.state() + staying(verdict))
            .orElseGet(() ->
                " is known by " + verdict.told().map(ExpectedResource::known).orElse("nothing"));
  }

  private static String known(Announcement told) {
    return String.join(" and ", told.identities());
  }

  /** A list changes what a machine shall become, and not what it has become. */
  private static String staying(Verdict verdict) {
    return verdict
        .machine()
        .flatMap(Machine::profile)
        .filter(has -> verdict.told().flatMap(Announcement::profile).isPresent())
        .filter(has -> !verdict.told().flatMap(Announcement::profile).equals(Optional.of(has)))
        .map(has -> ", and stays with profile " + has + " until it is redeployed")
        .orElse("");
  }

  private static Map<String, Object> view(Expected expected) {
    Announcement told = expected.told();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", told.name().orElse(""));
    view.put("mac", String.join(" ", told.macs().stream().map(MacAddress::value).toList()));
    view.put("serial", told.serial().orElse(""));
    view.put("uuid", told.uuid().orElse(""));
    view.put("rack", told.rack().orElse(""));
    view.put("unit", told.unit().map(String::valueOf).orElse(""));
    view.put("profile", told.profile().orElse(""));
    view.put("bmc", told.bmc().map(ExpectedResource::text).orElse(""));
    view.put("machine", expected.machine().map(id -> id.value()).orElse(""));
    return view;
  }

  private static String text(Bmc bmc) {
    return "%s at %s:%d as '%s'"
        .formatted(bmc.driver().label(), bmc.address(), bmc.port(), bmc.account());
  }
}
