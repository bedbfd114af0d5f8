package org.edgeztp.inventory.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CausesDocumentTest {
  private static final Path DOCUMENT = Path.of("CAUSES.md");

  @Test
  void theDocumentIsTheTable() throws IOException {
    String rendered = CausesDocument.render();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(DOCUMENT, rendered);
      fail("CAUSES.md was written anew; read it, then run without golden.update");
    }
    assertThat(DOCUMENT).as("made with -Dgolden.update=true").content().isEqualTo(rendered);
  }
}
