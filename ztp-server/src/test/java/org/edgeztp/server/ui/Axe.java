package org.edgeztp.server.ui;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for what keeps people from using a page, by the rules of axe-core. */
final class Axe {
  private static final String SCRIPT = script();

  private Axe() {}

  /** One sentence for each fault, with where it is. */
  @SuppressWarnings("unchecked")
  static List<String> faults(Page page) {
    page.evaluate(SCRIPT + "; null");
    return (List<String>)
        page.evaluate(
            """
            async () => {
              const {violations} = await axe.run();
              return violations.flatMap(({id, help, nodes}) =>
                nodes.map(node => `${id}: ${help}: ${node.target} ${node.failureSummary ?? ""}`));
            }
            """);
  }

  private static String script() {
    try (var in = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
