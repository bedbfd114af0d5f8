package org.edgeztp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryNoteTest {
  @TempDir private Path folder;

  @Test
  void readsCsvAsRfc4180HasIt() throws Exception {
    assertThat(
            read(
                "note.csv",
                """
                \uFEFFname,serial,bmc-address,bmc-password\r
                db1,"SN,1",10.9.0.7,"a ""b"",\r
                c "\r
                \r
                db2,SN-2,,\r
                """))
        .containsExactly(
            Map.of(
                "name", "db1",
                "serial", "SN,1",
                "bmc-address", "10.9.0.7",
                "bmc-password", "a \"b\",\r\nc ",
                "line", 2),
            Map.of(
                "name", "db2", "serial", "SN-2", "bmc-address", "", "bmc-password", "", "line", 5));
  }

  @Test
  void readsTheSameFieldsFromYaml() throws Exception {
    assertThat(
            read(
                "note.yaml",
                """
                # two machines
                - mac: ["52:54:00:77:00:01", 5254.0077.0002]
                  bmc: {address: 10.9.0.7, user: admin, password: "a,b: c"}
                - serial: "0042"
                  unit: 7
                """))
        .containsExactly(
            Map.of(
                "mac", "52:54:00:77:00:01 5254.0077.0002",
                "bmc-address", "10.9.0.7",
                "bmc-user", "admin",
                "bmc-password", "a,b: c",
                "line", 2),
            Map.of("serial", "0042", "unit", "7", "line", 4));
  }

  @Test
  void takesThePasswordFromTheFirstLineOfAFileBesideTheNote() throws Exception {
    Files.writeString(folder.resolve("secret"), "a b \nsecond\n");
    assertThat(read("note.csv", "serial,bmc-password,bmc-password-file\nSN-1,,secret\n"))
        .containsExactly(Map.of("serial", "SN-1", "bmc-password", "a b ", "line", 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.csv  | mac;serial@1;2               | line 1: fields are separated by commas",
        "a.csv  | mac,mac@1,2                  | line 1: the header names a field twice",
        "a.csv  | mac,serial@1,2@3             | line 3: 1 fields, and the header has 2",
        "a.csv  | mac,serial                   | there is no machine in it",
        "a.csv  | serial,bmc-password-file@1,x | line 2: bmc-password-file: cannot read",
        "a.csv  | bmc-password,bmc-password-file@1,x | line 2: bmc-password-file: stands beside a password",
        "a.yaml | mac: x                       | line 1: a list of machines is needed",
        "a.yaml | []                           | there is no machine in it",
        "a.yaml | - mac: x@- y                 | line 2: fields with values are needed",
        "a.yaml | - {mac: x, mac: y}           | line 1: Duplicate",
        "a.yaml | - [a                         | line "
      })
  void namesTheLineThatCannotBeRead(String name, String text, String reason) {
    assertThatIOException()
        .isThrownBy(() -> read(name, text.replace('@', '\n')))
        .withMessageContaining(name)
        .withMessageContaining(reason);
  }

  private List<Map<String, Object>> read(String name, String text) throws IOException {
    return DeliveryNote.read(Files.writeString(folder.resolve(name), text));
  }
}
