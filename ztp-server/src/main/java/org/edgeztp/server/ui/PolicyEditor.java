package org.edgeztp.server.ui;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.server.access.Session;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Profiles and rules as text: what a change to it would do is shown before it is done, and what was
 * changed again after that is shown first.
 *
 * @param text as it was typed, or what is in force
 * @param present what is in force
 * @param asked whether somebody edits it already
 */
record PolicyEditor(
    String text, Present present, boolean asked, Optional<Fault> fault, Optional<Change> change) {
  private static final String POLICY = "policy";
  private static final String PATH = "/policy";
  private static final int SHOWN = 100;
  private static final Pattern FAULT = Pattern.compile("(?s).*?: line (\\d{1,9}): (.*)");

  /** What is in force: version 0 is the configuration's. */
  record Present(long version, String name, String text) {
    static Present of(JsonNode policy) {
      return new Present(
          policy.path("version").asLong(),
          policy.path("name").asString(),
          policy.path("text").asString());
    }
  }

  /**
   * Why it cannot be put in force.
   *
   * @param line of the text, from 1, where that is known
   * @param newer whether another was put in force meanwhile
   */
  record Fault(String sentence, Optional<Integer> line, boolean newer) {
    static final Fault NEWER =
        new Fault(
            "Others were put in force since you began: they stand below. Take over into yours what"
                + " shall stay, and check again.",
            Optional.empty(),
            true);

    static final Fault NOTHING =
        new Fault(
            "There is nothing in it: 'profiles: []' stands for no profiles and no rules.",
            Optional.empty(),
            false);

    static Fault of(String sentence) {
      Matcher placed = FAULT.matcher(sentence);
      return placed.matches()
          ? new Fault(placed.group(2), Optional.of(Integer.valueOf(placed.group(1))), false)
          : new Fault(sentence, Optional.empty(), false);
    }
  }

  /**
   * What it changes.
   *
   * @param machines the first of those that get another rule
   * @param more how many others
   * @param text which text it is said of, to be sent back with that
   * @param version that is in force with it
   */
  record Change(List<String> lines, List<String> machines, int more, int text, long version) {
    static Change of(JsonNode change, String text) {
      JsonNode machines = change.path("machines");
      return new Change(
          change.path("changes").valueStream().map(JsonNode::asString).toList(),
          machines.valueStream().limit(SHOWN).map(JsonNode::asString).toList(),
          Math.max(0, machines.size() - SHOWN),
          text.hashCode(),
          change.path("version").asLong());
    }
  }

  /** Whether it would change anything. */
  public boolean changes() {
    return change.filter(found -> !found.lines().isEmpty()).isPresent();
  }

  /** The page, with an editor for whoever may change what is on it. */
  static Reply answer(Inventory inventory, Sources sources, Visit visit)
      throws Sources.RefusedException {
    if (visit.session().filter(Session::isAdmin).isEmpty()) {
      return page(inventory, visit, Optional.empty());
    }
    Present present = Present.of(sources.read(POLICY, Map.of()));
    if (!visit.acts()) {
      return page(
          inventory,
          visit,
          Optional.of(
              new PolicyEditor(
                  present.text(), present, false, Optional.empty(), Optional.empty())));
    }
    String text = visit.text("text");
    if (!visit.given("version").equals(List.of("" + present.version()))) {
      return refused(inventory, visit, text, present, Fault.NEWER);
    }
    if (text.isBlank()) {
      return refused(inventory, visit, text, present, Fault.NOTHING);
    }
    boolean checked = visit.given("checked").equals(List.of("" + text.hashCode()));
    boolean applies = visit.given("do").equals(List.of("apply")) && checked;
    try {
      var change = Change.of(sources.post(POLICY, wish(text, present, !applies)), text);
      return applies
          ? new Reply.Elsewhere(PATH + "?applied=" + change.version())
          : page(
              inventory,
              visit,
              Optional.of(
                  new PolicyEditor(text, present, true, Optional.empty(), Optional.of(change))));
    } catch (IllegalArgumentException e) {
      return refused(inventory, visit, text, present, Fault.of(String.valueOf(e.getMessage())));
    }
  }

  private static JsonNode wish(String text, Present present, boolean dryRun) {
    return new JsonMapper()
        .createObjectNode()
        .put("text", text)
        .put("name", "an edit by " + Caller.name())
        .put("version", present.version())
        .put("dryRun", dryRun);
  }

  private static Reply refused(
      Inventory inventory, Visit visit, String text, Present present, Fault fault) {
    return page(
        inventory,
        visit,
        Optional.of(new PolicyEditor(text, present, true, Optional.of(fault), Optional.empty())));
  }

  private static Reply page(Inventory inventory, Visit visit, Optional<PolicyEditor> editor) {
    int status =
        editor.flatMap(PolicyEditor::fault).map(fault -> fault.newer() ? 409 : 422).orElse(200);
    return new Reply.Page(
        status,
        "Profiles and rules",
        POLICY,
        PolicyPage.of(
            inventory,
            visit.asked("machine"),
            visit.asked("applied").filter(text -> text.matches("\\d{1,18}")),
            editor));
  }
}
