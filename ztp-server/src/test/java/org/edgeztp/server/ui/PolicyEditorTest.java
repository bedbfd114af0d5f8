package org.edgeztp.server.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;

/** Profiles and rules as text, in a browser that runs no scripts. */
class PolicyEditorTest extends PageTest {
  private static final String MORE =
      """

      # The two that have accelerators
      profiles:
        - {name: edge, image: debian-13, hostname: "edge-{serial}", orchestrator: lab}
        - {name: gpu, image: debian-13, orchestrator: lab}
      rules:
        - {name: all, profile: gpu}
      """;

  @Test
  void whatWouldChangeIsShownBeforeItIsPutInForce() throws Exception {
    Machine one = site.led(State.DISCOVERED);
    Machine two = site.led(State.READY);
    Machine three = site.led(State.READY);
    assertThat(admin.get("/policy").body())
        .contains("In force: the configuration.", "install-within: 20", "value=\"check\"")
        .doesNotContain("Put in force</button>");

    String checked = send("0", MORE, "check").body();
    assertThat(checked)
        .contains("+ profile gpu", "~ profile edge: install-within 20 -&gt; 60", "- rule large")
        .contains(three.label() + " (READY): rule all gives it the profile gpu")
        .contains("Put in force</button>", "\n\n# The two that have accelerators\n")
        .doesNotContain(one.label() + " (", two.label() + " (");
    assertThat(site.inventory.policy().profiles()).containsOnlyKeys("edge");

    HttpResponse<String> done = send("0", MORE, "apply&checked=" + mark(checked));
    assertThat(Visitor.location(done)).isEqualTo("/policy?applied=1");
    assertThat(admin.get("/policy?applied=1").body())
        .contains("In force now, as version 1", "In force: an edit by admin, version 1")
        .contains("\n\n# The two that have accelerators\n", "<th scope=\"row\" class=\"name\">gpu");
    assertThat(site.inventory.policy().profiles()).containsOnlyKeys("edge", "gpu");
  }

  @Test
  void aTextThatWasChangedAfterItsCheckIsCheckedAgain() throws Exception {
    String mark = mark(send("0", MORE, "check").body());
    String other = MORE.replace("name: all", "name: any");
    assertThat(send("0", other, "apply&checked=" + mark).body()).contains("+ rule any");
    assertThat(send("0", other, "apply").body()).contains("+ rule any");
    assertThat(site.inventory.policy().profiles()).containsOnlyKeys("edge");
  }

  @Test
  void aFaultIsShownWithItsLine() throws Exception {
    fault(MORE.replace("hostname", "hostnme"), 4, "unknown key &#39;profiles.hostnme&#39;");
    fault(MORE.replace("- {name: all", "-{name: all"), 7, "");
    fault(MORE.replace("profile: gpu", "profile: cpu"), 7, "profile that is not there: cpu");
    fault(MORE.replace("profile: gpu", "profile: gpu, when: {memry: 1}"), 7, "did you mean");
    fault(MORE.replace("gpu, image: debian-13", "gpu"), 5, "profiles.image");
    assertThat(send("0", " ", "check").body()).contains("There is nothing in it", "aria-invalid");
  }

  @Test
  void nobodyPutsAnotherOneOutOfForceUnseen() throws Exception {
    String mark = mark(send("0", MORE, "check").body());
    assertThat(send("0", MORE, "apply&checked=" + mark).statusCode()).isEqualTo(303);
    String mine = MORE.replace("gpu", "tpu");
    HttpResponse<String> late = send("0", mine, "check");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body())
        .contains("Others were put in force since you began", "name: tpu", "In force now</h3>")
        .contains("name=\"version\" value=\"1\"")
        .doesNotContain("Put in force</button>");
    assertThat(send("1", mine, "check").body()).contains("- profile gpu", "+ profile tpu");
  }

  @Test
  void aLongTextIsTaken() throws Exception {
    String text = MORE + "#" + "é".repeat(200_000) + "\n";
    assertThat(send("0", text, "check").body()).contains("+ profile gpu");
  }

  @Test
  void operatorsReadThem() throws Exception {
    String secret = admin.token("ada", "operator");
    try (var ada = new Visitor(site, secret)) {
      assertThat(ada.get("/policy").body())
          .contains("Administrators change them", "everything-here")
          .doesNotContain("<textarea");
      assertThat(ada.post("/policy", "do=check&text=x&version=0").statusCode()).isEqualTo(403);
    }
  }

  private void fault(String text, int line, String why) throws Exception {
    HttpResponse<String> answer = send("0", text, "check");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Line " + line + ": ", "data-line=\"" + line + "\"", why);
    assertThat(site.inventory.policy().profiles()).containsOnlyKeys("edge");
  }

  /** As browsers do, with the ends of lines of a form. */
  private HttpResponse<String> send(String version, String text, String what) throws Exception {
    String typed = URLEncoder.encode(text.replace("\n", "\r\n"), UTF_8);
    return admin.post("/policy", "version=%s&text=%s&do=%s".formatted(version, typed, what));
  }

  private static String mark(String page) {
    Matcher mark = Pattern.compile("name=\"checked\" value=\"(-?\\d+)\"").matcher(page);
    assertThat(mark.find()).isTrue();
    return mark.group(1);
  }
}
