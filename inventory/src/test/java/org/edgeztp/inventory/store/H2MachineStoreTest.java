package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2MachineStoreTest extends MachineStoreContract {
  private static final Entry DISCOVERED =
      new Entry(
          0,
          Machines.discovered().id(),
          0,
          Machines.NOON,
          "Discovered",
          "text",
          Optional.empty(),
          Optional.empty(),
          Map.of());

  @TempDir private Path folder;
  private final List<Database> opened = new ArrayList<>();

  @Override
  MachineStore open() {
    Database database = Database.open(folder.resolve("inventory"));
    opened.add(database);
    return new SqlMachineStore(database);
  }

  @AfterEach
  void close() {
    opened.forEach(Database::close);
  }

  @Test
  void remembersAcrossARestart() {
    Machine machine = Machines.discovered();
    new SqlMachineStore(opened.getFirst()).insert(machine, DISCOVERED);
    opened.getFirst().close();
    MachineStore again = open();
    assertThat(again.all()).containsExactly(machine);
    assertThat(again.entries(0, 10)).hasSize(1);
  }

  @Test
  void leavesWhatANewerProgramMigratedAlone() throws SQLException {
    try (Connection connection = opened.getFirst().source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into "flyway_schema_history"
            ("installed_rank", "version", "description", "type", "script", "installed_by",
             "execution_time", "success")
          values (9999, '9999', 'tomorrow', 'SQL', 'V9999__tomorrow.sql', 'x', 1, true)
          """);
    }
    opened.getFirst().close();
    assertThatThrownBy(this::open)
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("a newer EdgeZTP has changed the database (to version 9999)");
  }

  @Test
  void saysWhoHasItOrThatItIsDamaged() throws IOException {
    opened.getFirst().close();
    Path file = folder.resolve("inventory.mv.db");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("another server uses the database");
    }
    byte[] torn = Files.readAllBytes(file);
    Arrays.fill(torn, (byte) 7);
    Files.write(file, torn);
    assertThatThrownBy(this::open)
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("is damaged: bring back the copy");
  }

  /** They are gone through in parts. */
  @Test
  void forgetsALongBacklog() throws SQLException {
    MachineStore many = new SqlMachineStore(opened.getFirst());
    many.insert(Machines.discovered(), DISCOVERED);
    try (Connection connection = opened.getFirst().source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into timeline (machine, run, at, kind, text, facts)
          select '%s', 0, timestamp with time zone '2026-11-22 12:00:00Z', 'dhcp', 'x', '{}'
          from system_range(1, 12001)
          """
              .formatted(Machines.discovered().id()));
    }
    assertThat(many.forget(List.of("dhcp"), Machines.NOON.plus(Duration.ofDays(1))))
        .isEqualTo(12001);
    assertThat(many.entries(0, 10)).extracting(Entry::kind).containsExactly("Discovered");
  }

  @Test
  void aRefusedWriteBringsMemoryToWhatIsStored() {
    MachineStore late = new SqlMachineStore(opened.getFirst());
    MachineStore early = new SqlMachineStore(opened.getFirst());
    Machine machine = Machines.discovered();
    early.insert(machine, DISCOVERED);
    assertThat(late.find(machine.mac())).isEmpty();
    assertThat(late.insert(machine, DISCOVERED)).isEmpty();
    assertThat(late.find(machine.mac())).contains(machine);
    Machine next = machine.draft().toMachine();
    assertThat(early.replace(next)).isTrue();
    assertThat(late.replace(next)).isFalse();
    assertThat(late.find(machine.id())).contains(next);
  }
}
