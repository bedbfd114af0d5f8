package org.edgeztp.server.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Files that people send from a real browser. */
class FilesIT {
  private static final int MIB = 1 << 20;
  private static final Pattern ADDED = Pattern.compile("/files\\?added=");

  @TempDir Path folder;

  private UiSite site;
  private Chromium chromium;

  @BeforeEach
  void open() throws Exception {
    site = new UiSite(folder);
    chromium = new Chromium();
  }

  @AfterEach
  void close() {
    chromium.close();
    site.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "PHONE_DARK"})
  void aFileIsHashedSentNamedAndOnRecord(Chromium.Look look) throws Exception {
    Path model = file("model.bin", 9 * MIB + 3);
    Path noSignature = file("model.asc", 100);
    try (BrowserContext context = chromium.context(look)) {
      Page page = context.newPage();
      List<String> complaints = new ArrayList<>();
      page.onPageError(complaints::add);
      page.onConsoleMessage(message -> {
        if (message.type().equals("error") && !message.text().endsWith("(Unprocessable Entity)")) {
          complaints.add(message.text());
        }
      });
      visit(page, site.admin());
      choose(page, model, "model", "2.1");
      assertThat(page.getByLabel("Name that machines fetch it by")).hasValue("model.bin");
      page.getByText("Signature", new Page.GetByTextOptions().setExact(true)).click();
      page.getByLabel("OpenPGP signature").setInputFiles(noSignature);
      page.getByLabel("Key of its maker").setInputFiles(noSignature);
      add(page);
      fault(page).containsText("signature");
      assertThat(page.getByText("SHA-256 " + hash(model))).isVisible();
      assertThat(page.getByRole(AriaRole.BUTTON, named("Stop"))).isHidden();
      Chromium.picture(page, look, "files-refused");
      assertThat(Axe.faults(page)).isEmpty();

      page.getByLabel("OpenPGP signature").setInputFiles(new Path[0]);
      page.getByLabel("Key of its maker").setInputFiles(new Path[0]);
      add(page);
      assertThat(page).hasURL(ADDED);
      assertThat(page.getByRole(AriaRole.STATUS))
          .containsText("/artifacts/model/2.1/all/model.bin was added");
      assertThat(page.locator("tbody tr")).containsText("9.0 MiB");
      assertThat(page.locator("tbody .hash")).hasText(hash(model));
      Chromium.picture(page, look, "files-added");
      assertThat(Axe.faults(page)).isEmpty();
      assertThat(complaints).isEmpty();
      page.navigate(site.address() + "/audit");
      assertThat(page.locator("tbody tr").first()).containsText("POST /api/v1/artifacts");
      assertThat(page.locator("tbody tr").nth(2))
          .containsText("PUT /api/v1/uploads/" + hash(model));
    }
  }

  /** What has come is not sent again. */
  @Test
  void goesOnAfterACut() throws Exception {
    Path model = file("model.bin", 6 * MIB);
    AtomicInteger sends = new AtomicInteger();
    List<String> places = new ArrayList<>();
    try (BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      visit(page, site.admin());
      part(model, 2 * MIB);
      page.onRequest(request -> places.addAll(puts(request)));
      page.route(
          "**/api/v1/uploads/**",
          route -> {
            if (route.request().method().equals("PUT") && sends.incrementAndGet() == 2) {
              route.abort("connectionreset");
            } else {
              route.resume();
            }
          });
      choose(page, model, "model", "2.1");
      add(page);
      assertThat(page).hasURL(ADDED);
      assertThat(places).hasSize(4).allMatch(place -> place.endsWith("&offset=" + 2 * MIB));
    }
  }

  @Test
  void saysWhatIsWrongBeforeItSendsAnything() throws Exception {
    Path first = file("first", MIB);
    Path second = file("second", 2 * MIB);
    List<String> places = new ArrayList<>();
    try (BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      visit(page, site.admin());
      choose(page, first, "model", "2.1");
      page.getByLabel("Name that machines fetch it by").fill("model");
      add(page);
      assertThat(page).hasURL(ADDED);

      page.onRequest(request -> places.addAll(puts(request)));
      choose(page, second, "model", "2.1");
      page.getByLabel("Name that machines fetch it by").fill("model");
      add(page);
      fault(page).containsText("/artifacts/model/2.1/all/model is there with another content");
      assertThat(page.getByLabel("Version")).isFocused();

      page.getByLabel("Version").fill("2.2");
      page.getByText("Signature", new Page.GetByTextOptions().setExact(true)).click();
      page.getByLabel("OpenPGP signature").setInputFiles(first);
      add(page);
      fault(page).containsText("A signature takes both");
      assertThat(places).isEmpty();
    }
  }

  /** The server is asked for more room than there is, and nothing is sent. */
  @Test
  void saysThatThereIsNoRoom() throws Exception {
    Path model = file("model.bin", MIB);
    List<String> places = new ArrayList<>();
    try (BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      visit(page, site.admin());
      page.onRequest(request -> places.addAll(puts(request)));
      page.route(
          "**/api/v1/uploads/*",
          route -> {
            String larger = route.request().url().replace("size=" + MIB, "size=" + (1L << 50));
            route.resume(new Route.ResumeOptions().setUrl(larger));
          });
      choose(page, model, "model", "2.1");
      add(page);
      fault(page).containsText("the disk has");
      assertThat(places).hasSize(1);
    }
  }

  @Test
  void isForAdministrators() throws Exception {
    try (BrowserContext context = chromium.context(Chromium.Look.LIGHT)) {
      Page page = context.newPage();
      visit(page, operator());
      assertThat(page.getByRole(AriaRole.HEADING, named("Add a file"))).hasCount(0);
      assertThat(page.getByText("An administrator adds them.")).isVisible();
      assertThat(scripted(page, "PUT", "/uploads/" + "0".repeat(64) + "?size=0")).isEqualTo(403);
      assertThat(scripted(page, "GET", "/artifacts")).isEqualTo(200);
    }
  }

  private String operator() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(site.address() + "/api/v1/tokens"))
              .header("Authorization", "Bearer " + site.admin())
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"name\": \"ada\", \"role\": \"operator\"}"));
      String answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
      return new JsonMapper().readTree(answer).path("secret").asString();
    }
  }

  private static int scripted(Page page, String method, String place) {
    return (int)
        page.evaluate(
            """
            async ([method, place]) => (await fetch("/api/v1" + place,
              {method, headers: {"Ztp-Seal": document.querySelector("[name=seal]").value}})).status
            """,
            List.of(method, place));
  }

  private void visit(Page page, String token) {
    page.navigate(site.address() + "/files");
    Chromium.logIn(page, token);
    assertThat(page.locator("h1")).hasText("Files for machines");
  }

  private static void choose(Page page, Path file, String name, String version) {
    page.getByLabel("File", new Page.GetByLabelOptions().setExact(true)).setInputFiles(file);
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    page.getByLabel("Version").fill(version);
  }

  private static void add(Page page) {
    page.getByRole(AriaRole.BUTTON, named("Add")).click();
  }

  private static LocatorAssertions fault(Page page) {
    return assertThat(page.getByRole(AriaRole.ALERT));
  }

  private static List<String> puts(Request request) {
    return request.method().equals("PUT") ? List.of(request.url()) : List.of();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  /** As somebody left it who was cut off. */
  private void part(Path file, int length) throws Exception {
    byte[] all = Files.readAllBytes(file);
    var place = "/api/v1/uploads/%s?size=%d".formatted(hash(file), all.length);
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(site.address() + place))
              .header("Authorization", "Bearer " + site.admin())
              .PUT(HttpRequest.BodyPublishers.ofByteArray(all, 0, length));
      String answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
      assertThat(answer).contains("\"offset\":" + length);
    }
  }

  private Path file(String name, int size) throws Exception {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(folder.resolve(name), bytes);
  }

  private static String hash(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
