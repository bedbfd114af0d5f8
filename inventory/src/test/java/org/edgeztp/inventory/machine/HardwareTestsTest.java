package org.edgeztp.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.HardwareTests.Surface;
import org.edgeztp.inventory.machine.TestResults.DiskResult;
import org.edgeztp.inventory.machine.TestResults.Health;
import org.edgeztp.inventory.machine.TestResults.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HardwareTestsTest {
  private static final Load LOAD = new Load(8L << 30, 60, 0, 0, 0);
  private static final Health HEALTH = new Health(true, 20_000, 0, 0, 12);
  private static final TestResults.Surface READ = new TestResults.Surface(1L << 30, false, 0, 0);

  private static final String DISK = "disk vda (serial LABDISK-0001): ";

  static Stream<Arguments> results() {
    return Stream.of(
        Arguments.of(results(LOAD, HEALTH, READ, 940), ""),
        Arguments.of(
            results(new Load(8L << 30, 60, 2, 0, 0), HEALTH, READ, 940),
            "MEMORY_FAULTY memory: 2 errors while 8 GiB of memory was exercised for 60 s,"
                + " and none are allowed"),
        Arguments.of(
            results(new Load(8L << 30, 60, 0, 1, 0), HEALTH, READ, 940),
            "PROCESSOR_FAULTY processors: 1 machine checks while 8 GiB of memory was exercised for"
                + " 60 s, and none are allowed"),
        Arguments.of(
            results(new Load(8L << 30, 60, 0, 0, 7), HEALTH, READ, 940),
            "PROCESSOR_FAULTY processors: 7 times slowed down by heat while 8 GiB of memory was"
                + " exercised for 60 s, and none are allowed"),
        Arguments.of(
            results(new Load(8L << 30, 30, 0, 0, 0), HEALTH, READ, 940),
            "TESTS_FAILED memory and processors were not exercised for 60 s"),
        Arguments.of(
            results(LOAD, new Health(false, 1, 0, 0, 0), READ, 940),
            "DISK_FAILING " + DISK + "it says itself that it fails"),
        Arguments.of(
            results(LOAD, new Health(true, 1, 3, 0, 0), READ, 940),
            "DISK_FAILING " + DISK + "3 reallocated sectors, and 2 are allowed"),
        Arguments.of(results(LOAD, new Health(true, 1, 2, 0, 80), READ, 940), ""),
        Arguments.of(
            results(LOAD, new Health(true, 1, 0, 1, 81), READ, 940),
            "DISK_FAILING "
                + DISK
                + "1 unreadable sectors, and none are allowed; DISK_FAILING "
                + DISK
                + "81 percent of its life are used, and 80 are allowed"),
        Arguments.of(
            results(LOAD, HEALTH, new TestResults.Surface(1L << 30, false, 1, 4_194_304), 940),
            "DISK_UNREADABLE "
                + DISK
                + "1 blocks cannot be read, the first at byte 4194304, and none are allowed"),
        Arguments.of(
            results(LOAD, HEALTH, READ, 94),
            "NETWORK_TOO_SLOW network: 94 Mbit/s from the server, and 900 are asked for"),
        Arguments.of(
            new TestResults(Optional.of(LOAD), List.of(), Optional.empty()),
            "TESTS_FAILED disk vda was not read; TESTS_FAILED the throughput from the server was"
                + " not measured"));
  }

  @ParameterizedTest
  @MethodSource("results")
  void saysWhatFallsShortWithTheNumbers(TestResults results, String found) {
    assertThat(found(wanted(Surface.SAMPLE), results)).isEqualTo(found);
  }

  /** A disk in a RAID controller or of a virtual machine tells nothing of itself. */
  @Test
  void aDiskThatTellsNothingOfItselfIsReadAllTheSame() {
    var silent = new DiskResult("vda", "LABDISK-0001", Optional.empty(), Optional.of(READ));
    var results = new TestResults(Optional.of(LOAD), List.of(silent), Optional.of(940L));
    assertThat(found(wanted(Surface.SAMPLE), results)).isEmpty();
  }

  @Test
  void allOfADiskIsReadWhenAllIsAskedFor() {
    TestResults sample = results(LOAD, HEALTH, READ, 940);
    var whole = new TestResults.Surface(4L << 30, true, 0, 0);
    assertThat(found(wanted(Surface.NONE), sample)).isEmpty();
    assertThat(found(wanted(Surface.FULL), sample)).isEqualTo("TESTS_FAILED disk vda was not read");
    assertThat(found(wanted(Surface.FULL), results(LOAD, HEALTH, whole, 940))).isEmpty();
  }

  @Test
  void testsAreDueUntilTheyWereStoodByTheHardwareThatIsThere() {
    HardwareTests tests = wanted(Surface.SAMPLE);
    Optional<TestResults> good = Optional.of(results(LOAD, HEALTH, READ, 940));
    Hardware tested = Machines.HARDWARE.with(good);
    assertThat(tests.areDue(Machines.HARDWARE)).isTrue();
    assertThat(tests.areDue(tested)).isFalse();
    assertThat(tests.areDue(Machines.HARDWARE.after(tested))).as("inspected again").isFalse();
    assertThat(tests.areDue(Machines.withDisk("NEW").after(tested))).as("another disk").isTrue();
    assertThat(tests.areDue(tested.with(Optional.of(results(LOAD, HEALTH, READ, 94))))).isTrue();
  }

  private static HardwareTests wanted(Surface surface) {
    return new HardwareTests(60, surface, 2, 80, 900, Duration.ofMinutes(10));
  }

  private static String found(HardwareTests tests, TestResults results) {
    return String.join(
        "; ",
        tests.shortfalls(Machines.HARDWARE, results).stream()
            .map(shortfall -> shortfall.code() + " " + shortfall.sentence())
            .toList());
  }

  private static TestResults results(
      Load load, Health health, TestResults.Surface surface, long throughput) {
    return new TestResults(
        Optional.of(load),
        List.of(new DiskResult("vda", "LABDISK-0001", Optional.of(health), Optional.of(surface))),
        Optional.of(throughput));
  }
}
