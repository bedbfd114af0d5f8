package org.edgeztp.bridge.outbox;

import java.nio.file.Path;
import org.edgeztp.bridge.Fixtures;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqlDeliveryStoreTest extends DeliveryStoreContract {
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("db"));
    var clock = new TestClock();
    Fixtures.handingOff(Fixtures.inventory(new SqlMachineStore(database), clock, "lab"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  DeliveryStore store() {
    return new SqlDeliveryStore(database.source());
  }
}
