package org.edgeztp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.server.cli.DeliveryNote.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryNoteTest {
  @Test
  void readsMachinesWithAndWithoutAController() throws Exception {
    List<Line> lines =
        DeliveryNote.parse(
            """
            - mac: "52:54:00:77:00:01"
              bmc: {address: 10.9.0.7, account: admin, password: "a,b: c"}
            - mac: 5254.0077.0002
            """,
            "note.yaml");
    assertThat(lines).extracting(Line::mac).containsExactly("52:54:00:77:00:01", "5254.0077.0002");
    Map<String, Object> bmc = lines.getFirst().bmc().orElseThrow();
    assertThat(bmc).containsOnlyKeys("driver", "address", "account", "password");
    assertThat(bmc.get("password")).hasToString("\"a,b: c\"");
    assertThat(lines.getLast().bmc()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'mac: x'                              | a list of machines is needed",
        "'[]'                                  | a list of machines is needed",
        "'- mac: x'                            | machine 1: 'mac' is no hardware address: 'x'",
        "'[{mac: 525400770001}, {mac: \"52:54:00:77:00:01\"}]' | machine 2: 52:54:00:77:00:01 is there twice",
        "'- {mac: 525400770001, bcm: {}}'      | machine 1: unknown key 'bcm'; there are [bmc, mac]",
        "'- {mac: 525400770001, bmc: {user: a}}' | machine 1, bmc: unknown key 'user'",
        "'- {mac: 525400770001, bmc: {}}'      | machine 1, bmc: 'address' is missing",
        "'- [a'                                | note.yaml: "
      })
  void refusesWhatCannotBeUsed(String text, String reason) {
    assertThatThrownBy(() -> DeliveryNote.parse(text, "note.yaml"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }
}
