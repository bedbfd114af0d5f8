package org.edgeztp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiFillTest {
  @Test
  void fillsAsManyMachinesAndEntriesAsWereAskedFor(@TempDir Path folder) throws SQLException {
    Path file = folder.resolve("inventory");
    List<String> told = new ArrayList<>();
    try (Database database = Database.open(file)) {
      new ApiFill(database, told::add).fill(200, 20);
    }
    ApiFill.compact(file);

    try (Database database = Database.open(file)) {
      var store = new SqlMachineStore(database);
      assertThat(store.all()).hasSize(200);
      assertThat(store.inState(List.of(State.IN_SERVICE))).hasSize(186);
      assertThat(store.all())
          .allSatisfy(machine -> assertThat(store.timeline(machine.id(), 0, 100)).hasSize(20));
      assertThat(store.entries(0, 10_000)).hasSize(4000);
    }
  }

  @Test
  void givesNoTwoMachinesTheSameNames() {
    List<Machine> machines = new ArrayList<>();
    for (int i = 65_000; i < 67_000; i++) {
      machines.add(Fleet.machine(i));
    }

    assertThat(machines).extracting(Machine::id).doesNotHaveDuplicates();
    assertThat(machines).extracting(Machine::mac).doesNotHaveDuplicates();
    assertThat(machines.stream().flatMap(machine -> machine.serial().stream()))
        .doesNotHaveDuplicates();
  }
}
