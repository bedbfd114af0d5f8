package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Difference;
import org.edgeztp.inventory.machine.Hardware;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** Any text as a hardware report. Those of two machines are what it starts from. */
class HardwareReportFuzzTest {
  static Stream<Arguments> reported() throws IOException {
    return Stream.of(
        arguments(RamdiskSite.HARDWARE), arguments(Files.readString(HardwareReportTest.SERVER)));
  }

  /** What is read is complete, fit for terminals, and no different from itself. */
  @MethodSource("reported")
  @FuzzTest
  void readsOrRefuses(String text) {
    try {
      Hardware hardware = HardwareReport.parse(text).hardware();
      assertThat(hardware.summary()).doesNotContainPattern("\\p{Cntrl}");
      assertThat(hardware.cpus()).isPositive();
      assertThat(Difference.between(hardware, hardware)).isEmpty();
    } catch (IllegalArgumentException | JacksonException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }
}
