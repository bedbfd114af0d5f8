package org.edgeztp.inventory.lifecycle;

import java.io.IOException;
import org.edgeztp.inventory.GeneratedDocument;
import org.junit.jupiter.api.Test;

class LifecycleDocumentTest {
  @Test
  void theDocumentIsTheTable() throws IOException {
    GeneratedDocument.check("LIFECYCLE.md", LifecycleDocument.render());
  }
}
