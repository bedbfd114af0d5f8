package org.edgeztp.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page in a real browser. What it looked like stays in {@code target/screenshots}. */
class PagesIT {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  @TempDir static Path folder;

  private static UiSite site;
  private static Playwright playwright;
  private static Browser browser;

  /** What people read it on. */
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
  }

  @BeforeAll
  static void open() throws Exception {
    site = new UiSite(folder);
    site.populate();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(List.of("--no-sandbox")));
  }

  @AfterAll
  static void close() {
    browser.close();
    playwright.close();
    site.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyPageIsFitForEverybody(Look look) throws Exception {
    try (BrowserContext context = context(look)) {
      Page page = context.newPage();
      page.navigate(site.address() + "/machines");
      assertThat(look(page, look, "login")).isEmpty();
      logIn(page, site.admin());
      Machine failed = site.inventory.inState(List.of(State.FAILED)).getFirst();
      String machine = "/machines/" + failed.id().value();
      Map<String, String> pages =
          Map.of(
              "overview",
              "/",
              "machines",
              "/machines",
              "machines-none",
              "/machines?q=nothing-like-this",
              "machine-failed",
              machine,
              "machine-moving",
              "/machines/"
                  + site.inventory.inState(List.of(State.INSTALLING)).getFirst().id().value(),
              "machine-serving",
              "/machines/m-0000000001",
              "verb-redeploy",
              machine + "/do/redeploy",
              "verb-wipe",
              machine + "/do/wipe",
              "power",
              machine + "/power",
              "boot",
              machine + "/boot");
      var faults = new SoftAssertions();
      pages.forEach((name, address) -> {
        int status = page.navigate(site.address() + address).status();
        faults.assertThat(status).as(name).isEqualTo(200);
        faults.assertThat(look(page, look, name)).as("%s, %s", name, look).isEmpty();
      });
      faults.assertAll();
    }
  }

  private static void logIn(Page page, String token) {
    page.getByLabel("Token").fill(token);
    page.getByRole(
            com.microsoft.playwright.options.AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName("Log in"))
        .click();
  }

  private static BrowserContext context(Look look) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(look.width, look.height)
            .setColorScheme(look.colours));
  }

  private static List<String> look(Page page, Look look, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(
                SCREENSHOTS
                    .resolve(look.name().toLowerCase(java.util.Locale.ROOT))
                    .resolve(name + ".png"))
            .setFullPage(true));
    return Axe.faults(page);
  }
}
