package org.edgeztp.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionTest {
  private final Section dhcp = new Section("DHCP", List.of("new"));

  @Test
  void takesThePlaceOfTheOneWithItsHeading() {
    assertThat(dhcp.placed(List.of("# Top", "", "## DHCP", "", "old", "", "## TFTP", "", "kept")))
        .containsExactly("# Top", "", "## DHCP", "", "new", "", "## TFTP", "", "kept");
  }

  @Test
  void goesToTheEndWhenItIsNew() {
    assertThat(dhcp.placed(List.of("# Top", "", "## TFTP", "", "kept")))
        .containsExactly("# Top", "", "## TFTP", "", "kept", "", "## DHCP", "", "new");
  }

  @Test
  void staysTheSameWhenWrittenTwice(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("BENCHMARKS.md");
    dhcp.writeInto(file);
    String once = Files.readString(file);
    dhcp.writeInto(file);
    assertThat(file).hasContent(once);
  }
}
