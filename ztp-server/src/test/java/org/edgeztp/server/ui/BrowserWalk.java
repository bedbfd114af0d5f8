package org.edgeztp.server.ui;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A person who keeps the page of a real machine open, and a picture of it from each state that it
 * shows. Logs in again when the server was restarted.
 */
public final class BrowserWalk implements AutoCloseable {
  private static final int PACE_MILLIS = 200;

  private final String server;
  private final String token;
  private final String mac;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean ends;

  /**
   * Begins to walk.
   *
   * @param server address of the pages
   * @param token of the API
   * @param mac of the only machine with this address
   */
  public BrowserWalk(String server, String token, String mac) {
    this.server = server;
    this.token = token;
    this.mac = mac;
    this.thread = Thread.ofPlatform().name("browser-walk").start(this::walk);
  }

  /** The states that its page has shown, each as often as it was entered. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  /** Waits until the browser has ended. */
  @Override
  public void close() {
    ends = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void walk() {
    try (var chromium = new Chromium();
        BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      while (!ends) {
        try {
          look(page);
        } catch (PlaywrightException _) {
          // The server is down on purpose, or the page changes at this moment.
        }
        page.waitForTimeout(PACE_MILLIS);
      }
    }
  }

  private void look(Page page) {
    Locator state = page.locator("h1 .mark");
    if (page.url().contains("/login")) {
      Chromium.logIn(page, token);
    } else if (state.count() == 1) {
      keep(page, state.textContent().strip());
    } else if (page.locator("tbody .name a").count() == 1) {
      page.locator("tbody .name a").click();
    } else {
      page.navigate(server + "/machines?search=" + mac);
    }
  }

  private void keep(Page page, String state) {
    if (seen.isEmpty() || !seen.getLast().equals(state)) {
      seen.add(state);
      String name = "%02d-%s".formatted(seen.size(), state.toLowerCase(Locale.ROOT));
      Chromium.picture(page, Chromium.Look.LIGHT, "walk/" + name.replace(' ', '-'));
    }
  }
}
