package org.edgeztp.server.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.edgeztp.server.access.Authority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who logs in by a provider of another site in a real browser. */
class ProviderLoginIT {
  @TempDir Path folder;

  @Test
  void comesBackLoggedInToThePageThatWasWanted() throws Exception {
    int port = freePort();
    // To browsers localhost is another site than 127.0.0.1, where the provider is.
    String here = "http://localhost:" + port;
    try (var authority = new Authority(URI.create(here + "/login/callback"), Clock.systemUTC());
        var site = new UiSite(folder, port, authority::introduceTo);
        var chromium = new Chromium();
        BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      page.navigate(here + "/network");
      assertThat(Axe.faults(page)).isEmpty();
      Chromium.picture(page, Chromium.Look.LIGHT, "login-provider");
      page.getByRole(AriaRole.LINK, named("Log in with Example")).click();
      page.getByRole(AriaRole.LINK, named("I am Ada")).click();
      assertThat(page).hasURL(here + "/network");
      assertThat(page.locator(".who")).containsText("oidc:ada");

      page.navigate(here + "/machines");
      page.getByRole(AriaRole.BUTTON, named("Log out")).click();
      assertThat(page).hasURL(here + "/login");
      page.navigate(here + "/login/callback?code=x&state=y");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("not begun in this browser");
      assertThat(Axe.faults(page)).isEmpty();
      Chromium.picture(page, Chromium.Look.LIGHT, "login-refused");
      assertThat(site.inventory.all()).isEmpty();
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
