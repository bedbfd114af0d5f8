package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.edgeztp.inventory.machine.TestResults;
import org.edgeztp.inventory.machine.TestResults.DiskResult;
import org.edgeztp.inventory.machine.TestResults.Health;
import org.edgeztp.inventory.machine.TestResults.Load;
import org.edgeztp.inventory.machine.TestResults.Surface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestReportTest {
  static final Path SERVER =
      Path.of("src/test/resources/org/edgeztp/server/http/server.tests.json");

  @Test
  void readsWhatDisksOfEachKindTellOfThemselves() throws Exception {
    TestResults results = TestReport.parse(Files.readString(SERVER));
    assertThat(results.load()).contains(new Load(60_129_542_144L, 60, 0, 0, 0));
    assertThat(results.throughput()).contains(940L);
    assertThat(results.disks())
        .extracting(DiskResult::name)
        .containsExactly("sda", "sdb", "nvme0n1", "vda");
    assertThat(results.disks())
        .extracting(disk -> disk.health().orElse(null))
        .containsExactly(
            new Health(true, 41_873, 3, 1, 0),
            new Health(true, 0, 4, 0, 9),
            new Health(false, 900, 0, 5, 104),
            null);
    assertThat(results.disks())
        .extracting(disk -> disk.surface().orElse(null))
        .containsExactly(
            new Surface(1L << 30, false, 2, 4_194_304),
            null,
            null,
            new Surface(4L << 30, true, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"14110622, 50, 225", "0, 300, 0", "1250000000, 0, 1000000"})
  void reckonsMegabitsOfASecond(long bytes, long hundredths, long megabits) {
    String report =
        "{\"disks\": [], \"network\": {\"bytes\": %d, \"hundredths\": %d}}"
            .formatted(bytes, hundredths);
    assertThat(TestReport.parse(report).throughput()).contains(megabits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]", "{\"disks\": {}}", "disks=1"})
  void refusesWhatIsNoReport(String text) {
    assertThatThrownBy(() -> TestReport.parse(text)).isInstanceOf(RuntimeException.class);
  }
}
