package org.edgeztp.server.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of machines where there are 10,000. How quick and how smooth it was stays in {@code
 * target/many-machines.txt}.
 */
class ManyMachinesIT {
  private static final int MACHINES = 10_000;
  private static final int MOVING = 300;

  /** Beside virtual machines on two processors; a quarter of a second is what people notice. */
  private static final int GAP_MS = 1_000;

  /** Gaps between frames, and work that held the page up, in milliseconds. */
  private static final String WATCH =
      """
      window.gaps = [];
      window.held = [];
      let before = performance.now();
      const frame = (now) => { gaps.push(now - before); before = now; requestAnimationFrame(frame); };
      requestAnimationFrame(frame);
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => held.push(entry.duration)))
        .observe({type: "longtask", buffered: true});
      """;

  @TempDir private static Path folder;
  private final List<String> figures = new ArrayList<>();

  @Test
  void theTableStaysFluidWhileMachinesMove() throws Exception {
    try (var site = new UiSite(folder);
        var chromium = new Chromium();
        BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      List<Machine> moving = populate(site);
      Page page = context.newPage();
      page.addInitScript(WATCH);
      page.navigate(site.address() + "/login");
      Chromium.logIn(page, site.admin());
      took("the page of machines", () -> page.navigate(site.address() + "/machines"));
      Locator rows = page.locator("table.machines tbody tr");
      assertThat(page.locator("nav.pager")).containsText("of " + MACHINES);
      int shown = rows.count();
      assertThat(shown).isBetween(20, 200);

      Locator search = page.getByLabel("Name, serial, address or MAC");
      took(
          "a name typed, until its row is there",
          () -> {
            search.fill("edge-2001");
            assertThat(rows).hasCount(1);
          });
      took(
          "all of them again",
          () -> {
            search.fill("");
            assertThat(rows).hasCount(shown);
          });
      took(
          "sorted by name",
          () -> page.locator("thead th.hostname a, thead th.name a").click(),
          () -> assertThat(rows.first()).containsText("edge-0001"));
      took(
          "the next page",
          () -> page.getByRole(AriaRole.LINK, named("Next")).click(),
          () -> assertThat(rows.first()).not().containsText("edge-0001"));

      page.navigate(site.address() + "/machines?state=CONVERGING&sort=hostname");
      assertThat(rows).hasCount(shown);
      follow(page, site, moving);
      assertThat(rows.count()).isEqualTo(shown);
      assertThat((int) page.evaluate("document.querySelectorAll('*').length"))
          .isLessThan(40 * shown);
      Files.write(Path.of("target/many-machines.txt"), figures);
    }
  }

  /** Somebody has chosen a machine and reads on, while others leave the table. */
  private void follow(Page page, UiSite site, List<Machine> moving) {
    Locator chosen = page.locator("tbody tr").nth(5).locator("input");
    String kept = "#" + chosen.getAttribute("id");
    chosen.check();
    page.mouse().move(600, 500);
    var fetched = new AtomicInteger();
    page.onRequest(request -> {
      if (request.resourceType().equals("fetch")) {
        fetched.incrementAndGet();
      }
    });
    page.evaluate("gaps.length = 0; held.length = 0");
    long begin = System.nanoTime();
    // From the end: those that are seen stay.
    for (int n = 0; n < MOVING; n++) {
      Machine _ =
          site.apply(moving.get(moving.size() - 1 - n), new Event.Converged(7, 12, 9.5, "cinc 19"));
      page.mouse().wheel(0, n % 40 < 20 ? 40 : -40);
      page.waitForTimeout(10);
    }
    assertThat(page.locator("nav.pager"))
        .containsText("of " + (moving.size() - MOVING), within(30));
    long ms = (System.nanoTime() - begin) / 1_000_000;
    assertThat(page.locator(kept)).isChecked();
    assertThat(fetched.get()).as("the table was fetched in %s ms", ms).isLessThan(MOVING / 2);
    assertThat(number(page, "Math.max(...gaps)")).as("longest gap, ms").isLessThan(GAP_MS);
    assertThat(number(page, "Math.max(0, ...held)")).as("held up, ms").isLessThan(GAP_MS);
    figures.add(
        "%d machines moved in %d ms: fetched %d times; frames %s, longest gap %s ms; held up %s times, at most %s ms"
            .formatted(
                MOVING,
                ms,
                fetched.get(),
                page.evaluate("gaps.length"),
                page.evaluate("Math.round(Math.max(...gaps))"),
                page.evaluate("held.length"),
                page.evaluate("Math.round(Math.max(0, ...held))")));
  }

  private static double number(Page page, String expression) {
    return ((Number) page.evaluate(expression)).doubleValue();
  }

  private static LocatorAssertions.ContainsTextOptions within(int seconds) {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(seconds * 1000.0);
  }

  private static List<Machine> populate(UiSite site) {
    Instant now = site.clock.instant();
    List<Machine> converging = new ArrayList<>();
    for (int n = 0; n < MACHINES; n++) {
      site.clock.moveTo(now);
      if (n % 25 == 0) {
        converging.add(site.led(State.CONVERGING));
      } else {
        Machine _ = site.led(State.DISCOVERED);
      }
    }
    return converging;
  }

  private void took(String what, Runnable... steps) {
    long begin = System.nanoTime();
    for (Runnable step : steps) {
      step.run();
    }
    figures.add("%s: %d ms".formatted(what, (System.nanoTime() - begin) / 1_000_000));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
