package org.edgeztp.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of machines: what is shown of it, and what is done to many at once. */
class MachinesPageTest extends PageTest {
  @ParameterizedTest(name = "{0}: {1} machines")
  @CsvSource({
    "/machines, 6",
    "/machines?state=IN_SERVICE, 3",
    "'/machines?state=QUEUED,INSTALLING', 2",
    "/machines?state=DISCOVERED, 1",
    "/machines?site=s1, 2",
    "/machines?search=EDGE-0002, 1",
    "/machines?search=10.77.0.3, 1",
    "/machines?search=5254.0077.0004, 1",
    "/machines?search=edge&site=s2&state=IN_SERVICE, 1",
    "/machines?search=&state=&sort=-hostname, 6",
    "/machines?search=nothing, 0",
    "/machines?need!=, 1",
    "/machines?fact.cpus%3E=2&hostname=*1, 1"
  })
  void theAddressSaysWhichMachinesAreShown(String path, int lines) throws Exception {
    for (State state :
        new State[] {
          State.IN_SERVICE,
          State.IN_SERVICE,
          State.IN_SERVICE,
          State.INSTALLING,
          State.QUEUED,
          State.DISCOVERED
        }) {
      Machine _ = site.led(state);
    }
    assertThat(admin.get(path).body().split("<tr id=\"row-", -1)).hasSize(lines + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "/machines?state=NONSENSE, there is no state",
    "/machines?page=2, machines have no field",
    "/machines?fact.cpus=many, 'many'"
  })
  void whatIsAskedAmissIsSaidAsTheApiSaysIt(String path, String sentence) throws Exception {
    var answer = admin.get(path);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(sentence, "Show all");
  }

  @Test
  void termsThatAreTypedBecomeAPartOfTheAddress() throws Exception {
    Machine _ = site.led(State.IN_SERVICE);
    var answer = admin.get("/machines?state=IN_SERVICE&also=fact.cpus%3E%3D2++need%3D");
    assertThat(Visitor.location(answer))
        .isEqualTo("/machines?state=IN_SERVICE&fact.cpus%3E=2&need=");
    assertThat(admin.get(Visitor.location(answer)).body())
        .contains("<code>fact.cpus&gt;=2</code>", "1 of 1");
  }

  @Test
  void allMachinesAreFoundPageByPage() throws Exception {
    for (int i = 0; i < MachinesPage.SIZE + 1; i++) {
      Machine _ = site.led(State.DISCOVERED);
    }
    String first = admin.get("/machines?sort=hostname").body();
    assertThat(first.split("<tr id=\"row-", -1)).hasSize(MachinesPage.SIZE + 1);
    Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
    assertThat(next.find()).isTrue();
    String second = admin.get(next.group(1).replace("&amp;", "&")).body();
    assertThat(second.split("<tr id=\"row-", -1)).hasSize(2);
    assertThat(second).contains("To the beginning").doesNotContain("rel=\"next\"");
  }

  @Test
  void manyMachinesAreActedOnAfterWhatWouldHappenWasShown() throws Exception {
    Machine one = site.led(State.IN_SERVICE);
    Machine two = site.led(State.IN_SERVICE);
    Machine other = site.led(State.DISCOVERED);
    Visitor ada = visitor("ada", "operator");
    String picks = "verb=drain&pick=%s&pick=%s".formatted(one.id(), other.id());

    assertThat(ada.get("/machines/do?" + picks).body())
        .contains("1 of 2 machines would do it, 1 would refuse", "takes no Drain");
    assertThat(state(one)).isEqualTo(State.IN_SERVICE);
    assertThat(ada.get("/machines/do?verb=drain").body()).contains("no machine was chosen");

    String ids = one.id() + "," + other.id();
    var done = ada.post("/machines/do", "verb=drain&machines=" + ids);
    assertThat(done.body()).contains("Drain: 1 done, 1 refused");
    assertThat(state(one)).isEqualTo(State.DRAINING);
    assertThat(state(two)).isEqualTo(State.IN_SERVICE);
  }

  @Test
  void whatDestroysManyWantsItsNumberTyped() throws Exception {
    Machine one = site.led(State.IN_SERVICE);
    Machine two = site.led(State.IN_SERVICE);
    String page = admin.get("/machines/do?verb=release&every=yes&in=state%3DIN_SERVICE").body();
    String ids = "%s,%s".formatted(two.id(), one.id());
    assertThat(page).contains("Type <strong>release 2</strong> to confirm", ids);

    String form = "verb=release&machines=" + ids;
    assertThat(admin.post("/machines/do", form).statusCode()).isEqualTo(422);
    assertThat(admin.post("/machines/do", form + "&name=release+1").statusCode()).isEqualTo(422);
    assertThat(state(one)).isEqualTo(State.IN_SERVICE);
    assertThat(admin.post("/machines/do", form + "&name=release+2").body())
        .contains("2 done, 0 refused");
    assertThat(state(one)).isEqualTo(State.DRAINING);
    assertThat(state(two)).isEqualTo(State.DRAINING);
  }
}
