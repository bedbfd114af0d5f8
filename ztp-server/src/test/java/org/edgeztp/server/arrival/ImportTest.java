package org.edgeztp.server.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportTest {
  private static final String OTHER = "52:54:00:77:00:99";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=db1                            | mac: say which machine it is, by mac, serial or uuid",
        "mac=52:54                           | mac: not a MAC address: '52:54'",
        "serial=None                         | serial: 'None' is what boards without one tell: leave it out",
        "serial=0000                         | serial: '0000' is what boards without one tell: leave it out",
        "uuid=7                              | uuid: '7' is no UUID: 8-4-4-4-12 hexadecimal digits",
        "serial=A name=Db_1                  | name: 'Db_1' is no name: lower-case letters, digits, dashes",
        "serial=A unit=0                     | unit: '0' is no unit of a rack: 1 to 99",
        "serial=A site=mars                  | site: 'mars' is another site; this server is at lab",
        "serial=A profile=db                 | profile: no profile 'db'; there are [edge]",
        "serial=A profil=edge                | profil: no such field; there are name, site, mac,",
        "serial=A bmc-user=admin             | bmc-address: is missing beside bmc-user",
        "serial=A bmc-address=h bmc-driver=x | bmc-driver: no driver 'x'; there are [ipmi, redfish, wake-on-lan]",
        "serial=A bmc-address=h bmc-port=x   | bmc-port: 'x' is no port",
        "serial=A bmc-address=-h             | bmc-address: a management controller needs an address",
        "serial=OLD-1 name=db9               | name: db9 is the name of m-0000000002 already",
        "serial=A name=db8                   | name: db8 is the name of serial OLD-8 already",
        "serial=OLD-1 mac=52:54:00:77:00:99  | mac: m-0000000001 tells serial OLD-1 and boots from 52:54:00:77:00:01",
        "mac=525400770001 serial=NEW         | mac: db9 boots from",
        "serial=OLD-8 uuid=77e2e000-0000-4000-8000-525400770007 | serial: joins what was told of db8 and of db7"
      })
  void saysWhichFieldIsWrongAndWhatToDo(String line, String mishap) {
    Machine one = machine(1, Machines.MAC, "OLD-1", "");
    Machine two = machine(2, new MacAddress("52:54:00:77:00:02"), "OLD-2", "db9");
    List<Machine> machines =
        line.contains("name=db9") || line.contains("OLD-1")
            ? List.of(one, named(two))
            : List.of(named(one));
    Verdict verdict = judge(machines, line).getFirst();
    assertThat(verdict.result()).isEqualTo(Verdict.Result.WRONG);
    assertThat(verdict.mishaps())
        .extracting(wrong -> wrong.field() + ": " + wrong.text())
        .anySatisfy(text -> assertThat(text).startsWith(mishap));
  }

  @Test
  void findsTheSameMachineOrNameTwiceInOneList() {
    List<Verdict> verdicts =
        judge(
            List.of(),
            "mac=" + OTHER + " name=a",
            "serial=S1 name=a",
            "mac=5254.0077.0098,5254.0077.0099 name=b",
            "serial=s1 name=c");
    assertThat(verdicts)
        .extracting(Verdict::mishaps)
        .containsExactly(
            List.of(),
            List.of(new Mishap("name", "line 11 has the same name")),
            List.of(new Mishap("mac", "line 11 is about the same machine")),
            List.of(new Mishap("serial", "line 12 is about the same machine")));
  }

  @Test
  void tellsWhatIsNewFromWhatChangesAndWhatDoesNot() {
    List<Verdict> verdicts =
        judge(
            List.of(),
            "serial=OLD-8 name=db8",
            "serial=OLD-9 name=db10 rack=R2",
            "uuid=" + Announcements.uuid("7") + " name=db7 rack=R2");
    assertThat(verdicts)
        .extracting(Verdict::result)
        .containsExactly(Verdict.Result.UNCHANGED, Verdict.Result.NEW, Verdict.Result.CHANGED);
  }

  @Test
  void findsTheMachineThatIsThereAlready() {
    Machine known = machine(1, Machines.MAC, "OLD-1", "");
    Verdict verdict = judge(List.of(known), "serial=old-1 profile=edge").getFirst();
    assertThat(verdict.machine()).contains(known);
    assertThat(verdict.mishaps()).isEmpty();
  }

  private static List<Verdict> judge(List<Machine> machines, String... texts) {
    List<Expected> expected =
        List.of(
            expected(8, "serial=OLD-8 name=db8"),
            expected(7, "uuid=" + Announcements.uuid("7") + " name=db7"));
    List<Line> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add(Announcements.line(11 + lines.size(), text));
    }
    return new Import("lab", Policy.of(Machines.PROFILE), expected, machines).judge(lines);
  }

  private static Expected expected(long id, String text) {
    Announcement told = Reading.of(Announcements.line(1, text).fields()).told().orElseThrow();
    return new Expected(id, told, Optional.empty());
  }

  private static Machine machine(int number, MacAddress mac, String serial, String hostname) {
    Draft draft =
        Machine.discovered(new MachineId("m-%010d".formatted(number)), "lab", mac, Machines.NOON)
            .draft();
    draft.serial = Optional.of(serial);
    draft.hostname = Optional.of(hostname).filter(text -> !text.isEmpty());
    return draft.toMachine();
  }

  private static Machine named(Machine machine) {
    Draft draft = machine.draft();
    draft.hostname = Optional.of("db9");
    return draft.toMachine();
  }
}
