package org.edgeztp.server.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.runlog.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages in a real browser. What they looked like stays in {@code target/screenshots}. */
class PagesIT {
  @TempDir static Path folder;

  private static UiSite site;
  private static Chromium chromium;

  @BeforeAll
  static void open() throws Exception {
    site = new UiSite(folder);
    Thursday.populate(site);
    chromium = new Chromium();
  }

  @AfterAll
  static void close() {
    chromium.close();
    site.close();
  }

  /** A page by what its picture is called. */
  private record Shown(String name, String path) {}

  private static List<Shown> pages() {
    String failed = "/machines/" + first(State.FAILED).id();
    return List.of(
        new Shown("overview", "/"),
        new Shown("machines", "/machines"),
        new Shown("machines-none", "/machines?search=nothing-like-this"),
        new Shown("machines-terms", "/machines?fact.cpus%3E=2&need!="),
        new Shown("machines-wrong", "/machines?state=NONSENSE"),
        new Shown("bulk-retry", "/machines/do?verb=retry&every=yes&in=need!%3D"),
        new Shown("bulk-release", "/machines/do?verb=release&pick=m-0000000001&pick=m-0000000002"),
        new Shown("bulk-reason", "/machines/do?verb=maintenance-on&pick=m-0000000001"),
        new Shown("racks", "/racks"),
        new Shown("handoffs", "/handoffs"),
        new Shown("webhooks", "/webhooks"),
        new Shown("machine-failed", failed),
        new Shown("machine-moving", "/machines/" + first(State.INSTALLING).id()),
        new Shown("machine-converging", "/machines/" + first(State.CONVERGING).id()),
        new Shown("machine-serving", "/machines/m-0000000001"),
        new Shown("machine-discovered", "/machines/" + first(State.DISCOVERED).id()),
        new Shown("verb-redeploy", failed + "/do/redeploy"),
        new Shown("verb-wipe", failed + "/do/wipe"),
        new Shown("verb-reason", failed + "/do/maintenance-on"),
        new Shown("power", failed + "/power"),
        new Shown("boot", failed + "/boot"),
        new Shown("network", "/network"),
        new Shown("policy", "/policy?machine=edge-0002"),
        new Shown("files", "/files"),
        new Shown("audit", "/audit"));
  }

  @ParameterizedTest
  @EnumSource
  void everyPageIsFitForEverybody(Chromium.Look look) throws Exception {
    try (BrowserContext context = chromium.context(look)) {
      Page page = context.newPage();
      List<String> complaints = new ArrayList<>();
      page.onConsoleMessage(message -> complaints.addAll(errors(message.type(), message.text())));
      page.onPageError(complaints::add);
      page.navigate(site.address() + "/machines");
      Chromium.picture(page, look, "login");
      assertThat(Axe.faults(page)).isEmpty();
      Chromium.logIn(page, site.admin());
      var faults = new SoftAssertions();
      for (Shown shown : pages()) {
        int status = page.navigate(site.address() + shown.path()).status();
        Chromium.picture(page, look, shown.name());
        int expected = shown.name().endsWith("-wrong") ? 400 : 200;
        faults.assertThat(status).as(shown.name()).isEqualTo(expected);
        faults.assertThat(Axe.faults(page)).as("%s, %s", shown.name(), look).isEmpty();
        faults.assertThat(isTooWide(page)).as("%s scrolls sideways", shown.name()).isFalse();
      }
      faults.assertThat(complaints).isEmpty();
      faults.assertAll();
    }
  }

  @Test
  void aPersonFindsAMachineSeesWhatWouldHappenAndDoesIt() throws Exception {
    try (BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      page.navigate(site.address());
      Chromium.logIn(page, site.admin());
      assertThat(page.locator("h1")).containsText("machines need you");
      page.waitForLoadState();
      page.keyboard().press("/");
      page.keyboard().type("edge-0003");
      page.keyboard().press("Enter");
      assertThat(page).hasURL(Pattern.compile("\\?search=edge-0003$"));
      assertThat(page.locator("tbody tr")).hasCount(1);

      page.getByRole(AriaRole.LINK, named("edge-0003")).click();
      page.getByRole(AriaRole.LINK, named("Begin maintenance")).click();
      page.getByLabel("Reason").fill("a new fan");
      page.getByRole(AriaRole.BUTTON, named("Show what would happen")).click();
      assertThat(page.getByRole(AriaRole.HEADING, named("What would happen"))).isVisible();
      page.getByRole(AriaRole.BUTTON, named("Begin maintenance")).click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Begin maintenance: done");
      assertThat(page.locator(".notice")).containsText("In maintenance: a new fan");

      page.getByRole(AriaRole.LINK, named("Redeploy")).click();
      page.getByLabel("Type edge-0003 to confirm").fill("edge-0004");
      page.getByRole(AriaRole.BUTTON, named("Redeploy")).click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("type its name");

      page.getByRole(AriaRole.BUTTON, named("Log out")).click();
      assertThat(page).hasURL(site.address() + "/login");
    }
  }

  @Test
  void anOpenPageFollowsWhatHappens() throws Exception {
    Machine machine = site.led(State.CONVERGING);
    try (BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      page.navigate(site.address() + "/machines/" + machine.id());
      Chromium.logIn(page, site.admin());
      assertThat(page.locator("h1")).containsText("Converging");
      page.getByText("Live log").click();
      site.logs.keep(machine, Source.PUSH, "Recipe: base::default\n");
      assertThat(page.getByRole(AriaRole.LOG)).containsText("Recipe: base::default");

      site.clock.advance(Duration.ofSeconds(2));
      Machine verifying = site.apply(machine, new Event.Converged(7, 12, 9.5, "cinc 19"));
      assertThat(page.locator("h1")).containsText("Verifying");
      assertThat(page.getByRole(AriaRole.LOG)).containsText("Recipe: base::default");

      page.navigate(site.address() + "/machines?state=CONVERGING,VERIFYING,HANDING_OFF");
      String row = "#row-" + machine.id();
      assertThat(page.locator(row)).containsText("Verifying");
      Machine _ = site.apply(verifying, new Event.Accepted(4));
      assertThat(page.locator(row)).containsText("Handing off");
    }
  }

  @Test
  void filtersTakeEffectWhileTheyAreTypedAndStandInTheAddress() throws Exception {
    try (BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      page.navigate(site.address() + "/machines");
      Chromium.logIn(page, site.admin());
      page.getByLabel("Name, serial, address or MAC").fill("edge-0012");
      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(page).hasURL(Pattern.compile("\\?search=edge-0012$"));
      page.reload();
      assertThat(page.locator("tbody tr")).hasCount(1);
      page.getByLabel("Name, serial, address or MAC").fill("");
      page.getByRole(AriaRole.COMBOBOX, named("State")).selectOption("FAILED");
      assertThat(page.locator("tbody tr")).hasCount(3);
      assertThat(page).hasURL(Pattern.compile("\\?state=FAILED$"));
    }
  }

  @Test
  void aPersonChoosesMachinesAndActsOnThemAtOnce() throws Exception {
    try (BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      page.navigate(site.address() + "/machines?state=IN_SERVICE&sort=hostname");
      Chromium.logIn(page, site.admin());
      page.getByLabel("Choose edge-0005", exactly()).check();
      page.getByLabel("Choose edge-0006", exactly()).check();
      page.getByLabel("What to do").selectOption("release");
      Machine _ = site.led(State.DISCOVERED);
      page.waitForResponse("**/machines?**", () -> site.led(State.DISCOVERED));
      assertThat(page.getByLabel("Choose edge-0005", exactly())).isChecked();
      page.getByRole(AriaRole.BUTTON, named("What would happen")).click();
      assertThat(page.locator("tbody tr")).hasCount(2);
      page.getByLabel("Type release 2 to confirm").fill("release 2");
      page.getByRole(AriaRole.BUTTON, named("Release and wipe")).click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("2 done, 0 refused");
    }
  }

  @Test
  void anAdministratorEditsTheRulesByTheKeyboard() throws Exception {
    try (BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      page.navigate(site.address() + "/policy");
      Chromium.logIn(page, site.admin());
      page.locator("summary").press("Enter");
      Locator text = page.getByLabel("Profiles and rules, as YAML");
      String before = text.inputValue();
      text.fill(before.replace("large", "huge").replace("512 GiB", "plenty"));
      press(page, text, "Check");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("rule 'huge': ");
      assertThat(text).isFocused();
      assertThat(text.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)"))
          .isEqualTo("- name: \"huge\"");
      pictured(page, "policy-fault");

      text.fill(before.replace("large", "huge"));
      press(page, text, "Check");
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("+ rule huge");
      pictured(page, "policy-check");
      page.getByRole(AriaRole.BUTTON, named("Put in force")).press("Enter");
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("In force now, as version 1");
      assertThat(page.locator("tbody").first()).containsText("huge");
    }
  }

  /** From a text to a button by the keyboard alone. */
  private static void press(Page page, Locator text, String button) {
    text.press("Tab");
    assertThat(page.getByRole(AriaRole.BUTTON, named(button))).isFocused();
    page.keyboard().press("Enter");
    page.waitForLoadState();
  }

  private static void pictured(Page page, String name) {
    Chromium.picture(page, Chromium.Look.LIGHT, name);
    assertThat(Axe.faults(page)).isEmpty();
    page.setViewportSize(390, 844);
    Chromium.picture(page, Chromium.Look.PHONE, name);
    assertThat(isTooWide(page)).isFalse();
    page.setViewportSize(1360, 900);
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static Machine first(State state) {
    return site.inventory.inState(List.of(state)).getFirst();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  /**
   * What a policy of content would forbid is told there, too; the page of a wrong filter is 400.
   */
  private static List<String> errors(String type, String text) {
    return type.equals("error") && !text.endsWith("400 (Bad Request)") ? List.of(text) : List.of();
  }

  private static boolean isTooWide(Page page) {
    return (boolean)
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }
}
