package org.edgeztp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Table table = new Table("ID", "STATE", "WHY");

  @Test
  void columnsAreAsWideAsTheyMustBe() {
    table.row("m-1", "FAILED", "no disk matches");
    table.row("m-22", "READY", "waits");
    assertThat(table.lines(Screen.PLAIN))
        .containsExactly(
            "ID    STATE   WHY", //
            "m-1   FAILED  no disk matches",
            "m-22  READY   waits");
  }

  @Test
  void sentencesGiveWayFirstToANarrowTerminalAndThenTheWidestColumn() {
    table.row("m-0000000001", "IN_SERVICE", "it is in service and has been for quite some time");
    assertThat(table.lines(screen(60)).get(1))
        .isEqualTo("m-0000000001  IN_SERVICE  it is in service and has been for…")
        .hasSize(60);
    assertThat(table.lines(screen(30))).allMatch(line -> line.length() <= 30);
    assertThat(table.lines(screen(5)).get(1)).isEqualTo("m-00000…  IN_SERV…  it is i…");
  }

  @Test
  void theTerminalObeysNoMachine() {
    table.row("m-1", "READY", "a\u001b[31mred\nname");
    assertThat(table.lines(Screen.PLAIN).get(1)).isEqualTo("m-1  READY  a\ufffd[31mred name");
  }

  @Test
  void coloursMoveNoColumn() {
    table.row("m-1", "FAILED", "x");
    assertThat(table.lines(new Screen(true, OptionalInt.empty(), true)).get(1))
        .isEqualTo("m-1  \u001b[1;31mFAILED\u001b[0m  x");
  }

  @Test
  void coloursAndWidthAreForTerminalsAlone() {
    assertThat(Screen.of(false, 80, true)).isEqualTo(Screen.PLAIN);
    assertThat(Screen.of(true, 80, true)).isEqualTo(new Screen(true, OptionalInt.of(80), true));
    assertThat(Screen.of(true, 0, false)).isEqualTo(new Screen(true, OptionalInt.empty(), false));
  }

  private static Screen screen(int width) {
    return new Screen(true, OptionalInt.of(width), false);
  }
}
