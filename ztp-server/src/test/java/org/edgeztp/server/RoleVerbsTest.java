package org.edgeztp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ztp plan} and {@code ztp drift} against a whole server: what they print, how they end. */
class RoleVerbsTest {
  private static final String MAC = "52:54:00:77:00:01";

  @TempDir private Path folder;
  private ApiSite site;
  private String out = "";

  @BeforeEach
  void start() throws Exception {
    site = new ApiSite(folder);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void planShowsStepsOfAProfileBeforeTheyAreTaken() {
    site.ready(MAC);
    assertThat(run("plan", MAC)).as("it has no profile").isEqualTo(1);
    assertThat(run("plan", MAC, "--profile", "edge")).isZero();
    assertThat(out).isEqualTo("plan of " + MAC + " with profile edge\n  1  base" + open());
    assertThat(run("plan", MAC, "--profile", "nobody")).isEqualTo(1);
  }

  @Test
  void planShowsWhatWasDone() {
    Machine machine = serve("edge-1");
    site.inventory.note(
        machine,
        new Observation(
            Observation.Kind.STEP,
            "base is done: 1 of 4 resources changed in 2.5 s",
            Map.of("step", "base", "number", 1, "status", "done", "seconds", 2.5)));
    assertThat(run("plan", "edge-1")).isZero();
    assertThat(out.lines())
        .containsExactly(
            "plan of edge-1 with profile edge",
            "  1  base                         done     base is done: 1 of 4 resources changed in"
                + " 2.5 s");
  }

  @Test
  void driftEndsWithOneWhereSomethingWouldChangeOrNobodyKnows() {
    assertThat(run("drift")).as("nobody was compared").isZero();
    Machine same = serve("edge-1");
    assertThat(run("drift", "edge-1")).isEqualTo(1);
    assertThat(out).isEqualTo("edge-1 was not compared yet; see --now\n");
    found(same, "NONE", "is as its roles say", List.of());
    assertThat(run("drift", "edge-1")).isZero();
    assertThat(run("drift")).isZero();
    Machine other = serve("edge-2");
    found(
        other,
        "DRIFTED",
        "1 of 9 resources would change: file[/etc/motd]",
        List.of(
            Map.of(
                "role",
                "base",
                "resource",
                "file[/etc/motd]",
                "action",
                "create",
                "text",
                "content",
                "diff",
                "-old\n+new")));
    assertThat(run("drift", "edge-2")).isEqualTo(1);
    assertThat(out.lines().skip(1))
        .containsExactly("  base: file[/etc/motd] create: content", "    -old", "    +new");
    assertThat(run("drift")).isEqualTo(1);
    assertThat(out.lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("edge-2                 drifted  "));
  }

  @Test
  void driftComparesNowAndWaitsForTheAnswer() {
    serve("edge-1");
    assertThat(run("drift", "edge-1", "--now")).isEqualTo(1);
    assertThat(out)
        .startsWith("edge-1 could not be compared: it has no address (20")
        .doesNotContain("not compared yet");
    assertThat(run("drift", "--now")).as("of which machine?").isEqualTo(2);
  }

  private static String open() {
    return " ".repeat(25) + "open\n";
  }

  private void found(Machine machine, String status, String text, List<?> changes) {
    site.inventory.note(
        machine,
        new Observation(
            Observation.Kind.DRIFT, text, Map.of("status", status, "changes", changes)));
  }

  /** A machine in service. */
  private Machine serve(String name) {
    Machine machine = site.ready(MAC.substring(0, 15) + "1" + name.charAt(name.length() - 1));
    for (Event event :
        List.of(
            new Event.Assigned("edge", name, "test"),
            new Event.Admitted(),
            new Event.InstallerStarted(),
            new Event.Installed("ssh-ed25519 AAAA", "/dev/vda", 60),
            new Event.Reachable("10.77.0.50"),
            new Event.Converged(1, 4, 2.5, "x"),
            new Event.Accepted(0),
            new Event.Joined("central", "x"))) {
      machine = site.inventory.apply(machine, event).after(machine);
    }
    return machine;
  }

  private int run(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.add("--contexts=" + folder.resolve("none"));
    arguments.add("--server=" + site.address());
    arguments.add("--token-file=" + folder.resolve("admin-token"));
    var shown = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(shown, true, UTF_8));
    try {
      return Main.commandLine(arguments).execute(arguments.toArray(String[]::new));
    } finally {
      System.setOut(before);
      out = shown.toString(UTF_8);
    }
  }
}
