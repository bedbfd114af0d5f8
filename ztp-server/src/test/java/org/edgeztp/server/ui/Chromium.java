package org.edgeztp.server.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Debian's Chromium, driven by Playwright: see {@code packages/test.txt}. */
final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target/screenshots");

  private final Playwright playwright;
  private final Browser browser;

  /** What people read pages on. */
  enum Look {
    LIGHT(1360, 900, ColorScheme.LIGHT),
    DARK(1360, 900, ColorScheme.DARK),
    PHONE(390, 844, ColorScheme.LIGHT),
    PHONE_DARK(390, 844, ColorScheme.DARK);

    private final int width;
    private final int height;
    private final ColorScheme colours;

    Look(int width, int height, ColorScheme colours) {
      this.width = width;
      this.height = height;
      this.colours = colours;
    }

    private String folder() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Chromium() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    // Tests are root, for whom Chromium has no sandbox.
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(List.of("--no-sandbox")));
  }

  /** A browser that nobody has used yet. */
  BrowserContext context(Look look) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setIgnoreHTTPSErrors(true)
            .setViewportSize(look.width, look.height)
            .setColorScheme(look.colours));
  }

  /** Gives the token that the page asks for. */
  static void logIn(Page page, String token) {
    page.getByLabel("Token").fill(token);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in")).click();
  }

  /** Keeps what the whole page looks like. */
  static void picture(Page page, Look look, String name) {
    var options =
        new Page.ScreenshotOptions()
            .setPath(PICTURES.resolve(look.folder()).resolve(name + ".png"))
            .setFullPage(true);
    try {
      page.screenshot(options);
    } catch (PlaywrightException _) {
      // Chromium gives a picture up where the processors are busy with virtual machines.
      page.screenshot(options);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
