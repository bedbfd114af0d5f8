package org.edgeztp.inventory.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
  /** FAILED while INSTALLING, called edge-1, of two processors and a GiB, since noon, run 1. */
  private static Machine failed() {
    Draft draft = Machines.in(State.FAILED).draft();
    draft.hardware = Optional.of(Machines.HARDWARE);
    draft.address = Optional.of(InetAddress.ofLiteral("10.77.0.50"));
    return draft.toMachine();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state=FAILED | true",
        "state=failed | true",
        "state=READY,FAILED | true",
        "state=READY | false",
        "state!=READY,BOOTING | true",
        "state!=FAILED | false",
        "state=FAILED site=lab fact.cpus>=2 | true",
        "state=FAILED site=lab fact.cpus>=3 | false",
        "site=s1 | false",
        "hostname=edge-* | true",
        "hostname=Edge-1 | true",
        "hostname!= | true",
        "hostname= | false",
        "serial= | true",
        "serial=* | false",
        "mac=52:54:00:* | true",
        "address=10.77.* | true",
        "kind=switch | false",
        "profile=edge | true",
        "cause=NO_DISK_MATCHES | true",
        "cause=NO_* | true",
        "cause= | false",
        "fault= | true",
        "maintenance= | true",
        "architecture= | true",
        "run=1 | true",
        "run>1 | false",
        "run<=1 | true",
        "run>=1 run<2 | true",
        "since>=2026-11-22T12:00:00Z | true",
        "since<2026-11-22T12:00:00Z | false",
        "deadline>2026-11-22T12:00:00Z | false",
        "deadline= | true",
        "fact.memory>512MiB | true",
        "fact.memory>=1GiB | true",
        "fact.memory<1GiB | false",
        "fact.vendor=edge*,dell* | true",
        "fact.vendor!=edge* | false",
        "fact.gpu=10de:* | true"
      })
  void passesWhatFitsEveryTerm(String terms, boolean passes) {
    Filter filter = Filter.parse(Arrays.asList(terms.split(" ", -1)));
    assertThat(filter.passes(failed())).isEqualTo(passes);
  }

  @Test
  void aFactThatWasNotToldFitsNothingButWhatItIsNot() {
    Machine stranger = Machines.discovered();
    assertThat(Filter.parse(List.of("fact.cpus<1000")).passes(stranger)).isFalse();
    assertThat(Filter.parse(List.of("fact.vendor!=dell*")).passes(stranger)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "edge | true",
        "GE-1 | true",
        "0.50 | true",
        "00:77 | true",
        "m-00 | true",
        "leaf | false"
      })
  void looksForATextInItsNames(String text, boolean passes) {
    assertThat(Filter.ALL.showing(text).passes(failed())).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "stat=FAILED | machines have no field 'stat'; there are [id, hostname,",
        "state=GONE | there is no state 'GONE'; there are [DISCOVERED,",
        "hostname>a | 'hostname' is a text",
        "run=many | 'run' is compared with a number",
        "since>yesterday | 'since' is compared with a time as 2026-",
        "deadline> | 'deadline' is compared with nothing",
        "fact.cores=8 | machines tell no fact 'cores'; there are [mac,",
        "fact.cpus>=many | 'cpus' is compared with a number",
        "FAILED | 'FAILED' compares nothing"
      })
  void saysWhatIsAskedAmiss(String term, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Filter.parse(List.of(term)))
        .withMessageContaining(sentence);
  }
}
