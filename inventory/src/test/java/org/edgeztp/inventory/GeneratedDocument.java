package org.edgeztp.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of this module that is made from code, and is kept with it. */
public final class GeneratedDocument {
  private GeneratedDocument() {}

  /** Fails when the page differs; with {@code -Dgolden.update=true} it is written anew before. */
  public static void check(String name, String rendered) throws IOException {
    Path document = Path.of(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(document, rendered);
      fail(name + " was written anew; read it, then run without golden.update");
    }
    assertThat(document).as("made with -Dgolden.update=true").content().isEqualTo(rendered);
  }
}
