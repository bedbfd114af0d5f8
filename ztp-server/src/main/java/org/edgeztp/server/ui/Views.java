package org.edgeztp.server.ui;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.server.access.Session;

/**
 * Makes HTML of pages. Whatever a page holds is escaped: a machine may call itself what it likes.
 * Templates read the components of a page's records, and of their methods the public ones.
 *
 * <p>A template that cannot be rendered is a bug and ends in an unchecked exception that names it.
 */
final class Views {
  private static final int MAX_CHARACTERS = 8 << 20;

  private final PebbleEngine engine;
  private final Assets assets;

  Views(Assets assets) {
    this.assets = assets;
    var loader = new ClasspathLoader(Views.class.getClassLoader());
    loader.setPrefix("org/edgeztp/server/ui");
    loader.setSuffix(".html");
    engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .strictVariables(true)
            .maxRenderedSize(MAX_CHARACTERS)
            .build();
  }

  /**
   * The whole document.
   *
   * @param session of who reads it; empty before the login
   */
  String render(Reply.Page page, Optional<Session> session, String place) {
    Map<String, Object> variables =
        Map.of(
            "title", page.title(),
            "page", page.page(),
            "me", session.map(Reader::of).orElse(Reader.NOBODY),
            "place", place,
            "assets", assets.addresses());
    var text = new StringWriter();
    try {
      engine.getTemplate(page.template()).evaluate(text, variables);
    } catch (IOException e) {
      throw new UncheckedIOException("rendering " + page.template(), e);
    }
    return text.toString();
  }

  /** Who reads: buttons that may not be pressed are not shown. */
  record Reader(String name, String role, String seal, boolean operator, boolean admin) {
    static final Reader NOBODY = new Reader("", "", "", false, false);

    static Reader of(Session session) {
      return new Reader(
          session.name(), session.role(), session.seal(), session.isOperator(), session.isAdmin());
    }
  }
}
