package org.edgeztp.server.ui;

import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Streamed;

/** What a page answers. */
sealed interface Reply {
  /**
   * A page.
   *
   * @param template that shows it
   */
  record Page(int status, String title, String template, Object page) implements Reply {
    static Page of(String title, String template, Object page) {
      return new Page(200, title, template, page);
    }
  }

  /** Go there instead. */
  record Elsewhere(String path) implements Reply {}

  /** Goes on for as long as somebody reads. */
  record Stream(Streamed streamed) implements Reply {}

  record Refused(Problem problem) implements Reply {
    static Refused notFound(String what) {
      return new Refused(Problem.notFound(what));
    }
  }
}
