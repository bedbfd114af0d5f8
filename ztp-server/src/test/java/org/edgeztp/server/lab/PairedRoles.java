package org.edgeztp.server.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Roles of two machines: the one's restarts it in its middle, the other's needs that one's. */
final class PairedRoles {
  /** A file of a machine that {@code pair::control} does not end without. */
  private static final String GO = "/run/pair.go";

  /** Which boots of the machine {@code pair::control} has run in, a line each time. */
  static final String BOOTS = "/var/lib/pair.boots";

  private static final String NEED =
      "pair::worker needs pair::control in service: edge-lab-0001 (CONVERGING) has it";

  private PairedRoles() {}

  /**
   * The product with these roles and the light one.
   *
   * @param product where it is
   * @param home made here
   */
  static Path beside(Path product, Path home) throws IOException, InterruptedException {
    Path cookbook = home.resolve("cookbooks/pair");
    Path recipes = Files.createDirectories(cookbook.resolve("recipes"));
    Files.writeString(cookbook.resolve("metadata.rb"), "name 'pair'\n");
    Files.writeString(recipes.resolve("worker.rb"), "directory '/var/lib/pair'\n");
    Files.writeString(
        cookbook.resolve("roles.yaml"),
        """
        pair::control: {after: [light], shell: control.sh}
        pair::worker: {after: [base], needs: [pair::control]}
        """);
    Files.writeString(
        cookbook.resolve("control.sh"),
        """
        cat /proc/sys/kernel/random/boot_id >>%1$s
        [ $(sort -u %1$s | wc -l) -gt 1 ] || exit 37
        until [ -e %2$s ]; do sleep 0.5; done
        """
            .formatted(BOOTS, GO));
    return LightRole.beside(product, home);
  }

  /** Waits until the second waits for the first, and that has restarted; then lets it go on. */
  static void awaitTurns(
      LabMachines machines, VirtualMachine first, VirtualMachine second, Duration limit)
      throws Exception {
    machines.await(
        second,
        "it is WAITING for the other",
        json ->
            json.path("state").asString().equals("WAITING")
                && json.path("why").asString().endsWith(NEED),
        limit);
    machines.await(
        first,
        "it goes on behind its restart",
        _ -> machines.texts(first, "step").getLast().contains("starts again"),
        limit);
    machines.run(first, "touch " + GO);
  }

  /** That no step of the first was run twice but the one that restarted it. */
  static void assertRanOnce(List<String> steps) {
    assertThat(steps)
        .satisfiesExactly(
            text -> assertThat(text).isEqualTo("step 1 of 2, light, begins"),
            text -> assertThat(text).startsWith("light is done: "),
            text -> assertThat(text).isEqualTo("step 2 of 2, pair::control, begins"),
            text -> assertThat(text).isEqualTo("pair::control starts again, for the second time"),
            text -> assertThat(text).startsWith("pair::control is done: "));
  }
}
