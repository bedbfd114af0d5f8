package org.edgeztp.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  @ParameterizedTest
  @CsvSource({
    "VENDOR, edgeztp, true",
    "VENDOR, edge*, true",
    "VENDOR, edge, false",
    "MODEL, dell*/lab, true",
    "MODEL, (l|a)*, false",
    "MAC, 52:54:00:77:*, true",
    "FIRMWARE, bios, false",
    "CPUS, 2, true",
    "CPUS, >= 2, true",
    "CPUS, >2, false",
    "CPUS, 1/>=8, false",
    "MEMORY, 1 GiB, true",
    "MEMORY, =1024mib, true",
    "MEMORY, > 1 GB, true",
    "MEMORY, < 1GB, false",
    "DISK, <= 4 GiB, true",
    "DISKS, 1, true",
    "NICS, < 1, false",
    "CPU, *epyc*, true",
    "TRANSPORT, virtio, true",
    "TRANSPORT, nvme, false",
    "DRIVER, virtio*, true",
    "SPEED, >= 10000, true",
    "SWITCH, leaf-3*, true",
    "SWITCH, leaf-4*, false",
    "PORT, 7, true",
    "PORT, to rack 4, true",
    "GPUS, 1, true",
    "GPU, 10de:*/1002:*, true",
    "GPU, 8086:*, false",
    "TPM, 2, true",
    "REALLOCATED, 0, true",
    "WEAR, > 12, false",
    "THROUGHPUT, >= 900, true",
  })
  void comparesWhatAMachineTells(Fact fact, String wanted, boolean holds) {
    var condition = new Condition(fact, Arrays.asList(wanted.split("/", -1)));
    assertThat(condition.holds(known())).contains(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "CPUS, many, compared with a number",
    "CPUS, 8 GiB, compared with a number",
    "MEMORY, lots, compared with a size",
    "MEMORY, 8 GiBs, no unit of size",
    "MEMORY, 9999999 PiB, too large",
    "VENDOR, '', wants nothing",
  })
  void refusesWhatCannotBeCompared(Fact fact, String wanted, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Condition(fact, List.of(wanted)))
        .withMessageContaining(why);
  }

  @Test
  void knowsNothingOfAMachineThatToldNothing() {
    var condition = new Condition(Fact.MEMORY, List.of("> 1 GiB"));
    assertThat(condition.holds(Machines.discovered())).isEmpty();
    assertThat(condition.told(Machines.discovered())).isEmpty();
    assertThat(condition.told(known())).contains("1024 MiB");
  }

  @Test
  void aRuleAsksAMachineForItsHardwareUnlessWhatItToldDoesNotFit() {
    assertThat(rule("memory", "> 64 GiB").misses(Machines.discovered())).isEmpty();
    assertThat(rule("memory", "> 64 GiB").misses(known()))
        .contains("it is for memory > 64 GiB, and this is '1024 MiB'");
    assertThat(rule("mac", "aa:*").misses(Machines.discovered()))
        .contains("it is for mac aa:*, and this is '52:54:00:77:00:01'");
  }

  private static Rule rule(String fact, String wanted) {
    var condition = new Condition(Fact.valueOf(fact.toUpperCase(Locale.ROOT)), List.of(wanted));
    return new Rule("r", "lab", "edge", Machine.Kind.SERVER, List.of(condition), Optional.empty());
  }

  private static Machine known() {
    Draft draft = Machines.discovered().draft();
    var health = new TestResults.Health(true, 1, 0, 0, 12);
    var disk = new TestResults.DiskResult("vda", "", Optional.of(health), Optional.empty());
    var tests = new TestResults(Optional.empty(), List.of(disk), Optional.of(940L));
    draft.hardware = Optional.of(Machines.HARDWARE.with(Optional.of(tests)));
    return draft.toMachine();
  }
}
