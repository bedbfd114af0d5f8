package org.edgeztp.inventory.cause;

import java.io.IOException;
import org.edgeztp.inventory.GeneratedDocument;
import org.junit.jupiter.api.Test;

class CausesDocumentTest {
  @Test
  void theDocumentIsTheTable() throws IOException {
    GeneratedDocument.check("CAUSES.md", CausesDocument.render());
  }
}
