package org.edgeztp.server.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A site of its own for each test, with an administrator who has logged in. */
abstract class PageTest {
  @TempDir private Path folder;
  private final List<Visitor> visitors = new ArrayList<>();
  UiSite site;
  Visitor admin;

  @BeforeEach
  void start() throws Exception {
    site = new UiSite(folder);
    admin = visitor(site.admin());
  }

  @AfterEach
  void end() {
    visitors.forEach(Visitor::close);
    site.close();
  }

  /** One more who has logged in, with a new token. */
  Visitor visitor(String name, String role, String... sites) throws Exception {
    return visitor(admin.token(name, role, sites));
  }

  /** As the machine is by now. */
  State state(Machine machine) {
    return site.inventory.find(machine.id()).orElseThrow().state();
  }

  private Visitor visitor(String token) throws Exception {
    var visitor = new Visitor(site, token);
    visitors.add(visitor);
    return visitor;
  }
}
