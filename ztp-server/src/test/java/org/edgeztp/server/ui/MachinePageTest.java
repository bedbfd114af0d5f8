package org.edgeztp.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Where a machine has been, and how far it is. */
class MachinePageTest extends PageTest {
  @Test
  void statesStayPassedHoweverLongItsTimelineIsAndWhicheverPartIsShown() throws Exception {
    Machine machine = site.led(State.CONVERGING);
    String before = page(machine, "");
    assertThat(passed(before)).isEqualTo(7);
    for (int i = 0; i < 200; i++) {
      site.inventory.note(machine, Observation.of(Kind.CONVERGE, "file[" + i + "]"));
    }
    String after = page(machine, "");
    assertThat(after).contains("file[199]", "Older").doesNotContain("file[10]");
    assertThat(passed(after)).isEqualTo(7);
    assertThat(passed(page(machine, "?before=3"))).isEqualTo(7);
  }

  @Test
  void anInstallationTellsHowFarItIs() throws Exception {
    Machine machine = site.led(State.INSTALLING);
    assertThat(page(machine, "")).doesNotContain("class=\"headway\"");
    site.inventory.note(
        machine,
        new Observation(
            Kind.PROGRESS,
            "write: 120 of 400 MiB",
            Map.of("step", "write", "done", 120L << 20, "total", 400L << 20)));
    assertThat(page(machine, ""))
        .contains("write: 120 of 400 MiB", "<strong>30 %</strong>", "30 % is done")
        .doesNotContain(" left</span>");
  }

  @Test
  void aConvergeTellsItsStepsAsItsPlanDoes() throws Exception {
    Machine machine = site.led(State.CONVERGING);
    assertThat(page(machine, "")).contains("0 of 1 steps done", "<strong>0 %</strong>");
    site.inventory.note(
        machine, new Observation(Kind.STEP, "base", Map.of("step", "base", "status", "begun")));
    site.inventory.note(
        machine, new Observation(Kind.CONVERGE, "x", Map.of("ended", 3, "declared", 12)));
    assertThat(page(machine, ""))
        .contains("0 of 1 steps done; now base, 3 of 12 resources", "<strong>25 %</strong>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{steps: [{status: done}, {status: open}], secondsLeft: 150} | 1 of 2 steps done | 50 | 2 min",
        "{steps: [{status: running, role: a, ended: 1, declared: 4}]} | 0 of 1 steps done; now a, 1 of 4 resources | 25 | ",
        "{steps: [{status: running, role: a}], secondsLeft: 9} | 0 of 1 steps done; now a | 0 | 9 s",
        "{steps: [{status: done}], secondsLeft: 0} | 1 of 1 steps done | 100 | "
      })
  void measuresAPlanByItsSteps(String plan, String text, int percent, String left) {
    String json =
        plan.replaceAll("([A-Za-z]+)(?=:)", "\"$1\"").replaceAll(": ([a-z]+)", ": \"$1\"");
    assertThat(Headway.of(new JsonMapper().readTree(json)))
        .hasValueSatisfying(headway -> {
          assertThat(headway.text()).isEqualTo(text);
          assertThat(headway.percent()).hasValue(percent);
          assertThat(headway.left().orElse(null)).isEqualTo(left);
        });
  }

  @Test
  void aPlanWithoutStepsHasNoMeasure() {
    assertThat(Headway.of(new JsonMapper().readTree("{\"steps\": []}"))).isEmpty();
  }

  private String page(Machine machine, String query) throws Exception {
    return admin.get("/machines/" + machine.id() + query).body();
  }

  /** In one of its two pictures. */
  private static int passed(String page) {
    return page.split("<g class=\"stop passed", -1).length / 2;
  }
}
