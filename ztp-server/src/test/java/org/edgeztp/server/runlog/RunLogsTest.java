package org.edgeztp.server.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogsTest {
  @TempDir private Path folder;
  private RunLogs logs;

  @BeforeEach
  void open() {
    logs = new RunLogs(folder);
  }

  @Test
  void keepsWhatEachSourceOfARunWrote() throws IOException {
    logs.keep(run(1), Source.PUSH, "one");
    logs.keep(run(1), Source.PUSH, "two\n");
    logs.keep(run(1), Source.RAMDISK, "three");
    logs.keep(run(2), Source.PUSH, "four");
    assertThat(read(1, Source.PUSH)).isEqualTo("one\ntwo\n");
    assertThat(logs.of(run(1).id()))
        .containsExactly(
            new RunLogs.Kept(1, Source.RAMDISK, 6),
            new RunLogs.Kept(1, Source.PUSH, 8),
            new RunLogs.Kept(2, Source.PUSH, 5));
  }

  @Test
  void keepsNoSecret() throws IOException {
    logs.keep(run(1), Source.RAMDISK, "root password=hunter2");
    assertThat(read(1, Source.RAMDISK)).isEqualTo("root password=***\n");
  }

  @Test
  void isBoundedAndForgetsTheOldestFirst() throws IOException {
    String line = "x".repeat(99);
    for (int i = 0; i < 3 * RunLogs.HALF / 100; i++) {
      logs.keep(run(1), Source.SYSLOG, line);
    }
    logs.keep(run(1), Source.SYSLOG, "the last");
    logs.keep(run(1), Source.PUSH, "yyyyyyy\n".repeat(RunLogs.HALF / 4));
    assertThat(logs.of(run(1).id()))
        .allSatisfy(kept -> assertThat(kept.bytes()).isLessThanOrEqualTo(2L * RunLogs.HALF));
    assertThat(read(1, Source.SYSLOG)).endsWith("the last\n");
  }

  @Test
  void aReaderMissesNothingWhenTheLogIsCut() throws IOException {
    LogReader reader = logs.reader(run(1).id(), 1, Source.PUSH);
    assertThat(logs.next(reader)).isEmpty();
    logs.keep(run(1), Source.PUSH, "aaaaaaa\n".repeat(RunLogs.HALF / 8 - 10));
    assertThat(logs.next(reader)).hasSize(RunLogs.HALF - 80);
    logs.keep(run(1), Source.PUSH, "before the cut");
    logs.keep(run(1), Source.PUSH, "b".repeat(200));
    assertThat(logs.next(reader)).isEqualTo("before the cut\n" + "b".repeat(200) + "\n");
    logs.keep(run(1), Source.PUSH, "after");
    assertThat(logs.next(reader)).isEqualTo("after\n");
    assertThat(logs.next(reader)).isEmpty();
  }

  @Test
  void forgetsOlderRunsAndMachinesThatAreGone() {
    for (int run = 1; run <= 12; run++) {
      logs.keep(run(run), Source.PUSH, "run " + run);
    }
    logs.sweep(2, _ -> true);
    assertThat(logs.of(run(1).id())).extracting(RunLogs.Kept::run).containsExactly(11, 12);
    logs.sweep(2, _ -> false);
    assertThat(logs.of(run(1).id())).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  private String read(int run, Source source) throws IOException {
    return logs.next(logs.reader(run(run).id(), run, source));
  }

  private static Machine run(int number) {
    Draft draft = Machines.in(State.CONVERGING).draft();
    draft.run = number;
    return draft.toMachine();
  }
}
