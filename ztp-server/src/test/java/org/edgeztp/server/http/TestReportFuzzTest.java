package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.HardwareTests;
import org.edgeztp.inventory.machine.TestResults;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** Any text as a report of tests. That of a whole server is what it starts from. */
class TestReportFuzzTest {
  private static final Hardware HARDWARE = HardwareReport.parse(RamdiskSite.HARDWARE).hardware();

  static Stream<Arguments> reported() throws IOException {
    return Stream.of(arguments(Files.readString(TestReportTest.SERVER)));
  }

  /** What is read can be judged, in sentences fit for terminals, and no number is below 0. */
  @MethodSource("reported")
  @FuzzTest
  void readsOrRefuses(String text) {
    try {
      TestResults results = TestReport.parse(text);
      assertThat(results.summary()).doesNotContainPattern("\\p{Cntrl}");
      assertThat(results.throughput().orElse(0L)).isNotNegative();
      assertThat(HardwareTests.QUICK.shortfalls(HARDWARE, results))
          .allSatisfy(found -> assertThat(found.sentence()).doesNotContainPattern("\\p{Cntrl}"));
      assertThat(results.disks().stream().flatMap(disk -> disk.surface().stream()))
          .allSatisfy(read -> assertThat(read.bad()).isNotNegative());
    } catch (IllegalArgumentException | JacksonException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }
}
