package org.edgeztp.bridge.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.edgeztp.bridge.Fixtures;
import org.edgeztp.bridge.webhook.Endpoint;
import org.edgeztp.bridge.webhook.FakeOrchestrator;
import org.edgeztp.bridge.webhook.FakeOrchestrator.Reply;
import org.edgeztp.bridge.webhook.FakeOrchestrator.Seen;
import org.edgeztp.bridge.webhook.SignedHeaders;
import org.edgeztp.bridge.webhook.StandardWebhooks;
import org.edgeztp.bridge.webhook.StandardWebhooks.Verification;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HooksTest {
  private static final StandardWebhooks SECRET =
      StandardWebhooks.of(List.of("whsec_ZXhhbXBsZSBvcmNoZXN0cmF0b3Igc2VjcmV0IDAxIHg="));
  private static final Wanted ALL = new Wanted(Set.of(), Set.of(), Set.of());

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private final FakeOrchestrator receiver = new FakeOrchestrator();
  private final FakeOrchestrator other = new FakeOrchestrator();
  private Database database;
  private Inventory inventory;
  private Machine machine;
  private Hooks hooks;

  @BeforeEach
  void start() {
    open();
    machine = Fixtures.handingOff(inventory);
    hooks = hooks(hook("cmdb", receiver, ALL));
  }

  @AfterEach
  void stop() {
    hooks.close();
    database.close();
    receiver.close();
    other.close();
  }

  @Test
  void tellsWhatHappensFromNowOnInOrderAndSigned() {
    List<Entry> told = List.of(note("one"), note("two"), note("three"));

    awaitTold(receiver, 3);
    assertThat(receiver.events()).extracting(HooksTest::seq).isEqualTo(seqs(told));
    assertThat(receiver.events())
        .allSatisfy(event -> {
          assertThat(event.header("content-type")).contains("application/cloudevents+json");
          assertThat(
                  SECRET.verify(
                      SignedHeaders.from(event::header),
                      event.body().getBytes(UTF_8),
                      clock.instant()))
              .isInstanceOf(Verification.Genuine.class);
        });
    JsonNode event = json(receiver.events().getFirst());
    assertThat(event.path("type").asString()).isEqualTo("org.edgeztp.timeline.entry.v1");
    assertThat(event.path("source").asString()).isEqualTo("/sites/lab");
    assertThat(event.path("subject").asString()).isEqualTo(machine.id().value());
    assertThat(event.at("/data/hostname").asString()).isEqualTo("edge-01");
    assertThat(event.at("/data/site").asString()).isEqualTo("lab");
    assertThat(event.at("/data/text").asString()).isEqualTo("one");
    assertThat(event.at("/data/facts/fact").asString()).isEqualTo("value");
  }

  @Test
  void oneThatIsDownIsToldLaterAndHoldsNoOtherUp() {
    hooks.close();
    hooks = hooks(hook("cmdb", receiver, ALL), hook("chat", other, ALL));
    receiver.toEvents(Reply.of(503, "busy"), Reply.of(500, ""));
    List<Entry> told = List.of(note("one"), note("two"));

    awaitTold(other, 2);
    await().until(() -> state().failed() == 1);
    assertThat(state().waiting()).isEqualTo(2);
    assertThat(state().oldest()).contains(told.getFirst().at());
    assertThat(state().answer().orElseThrow().text()).isEqualTo("answered 503: busy");
    assertThat(state().next().orElseThrow())
        .isBetween(clock.instant().plusMillis(1000), clock.instant().plusMillis(1250));
    clock.advance(Duration.ofSeconds(2));
    told = List.of(told.getFirst(), told.getLast(), note("three"));
    await().until(() -> state().failed() == 2);
    hooks.find("cmdb").orElseThrow().hurry();

    awaitTold(receiver, 5);
    assertThat(receiver.events().stream().skip(2)).extracting(HooksTest::seq).isEqualTo(seqs(told));
    assertThat(
            receiver.events().stream().limit(3).map(seen -> seen.header("webhook-id")).distinct())
        .hasSize(1);
    await().until(() -> state().waiting() == 0);
    assertThat(state().delivered()).isEqualTo(3);
    assertThat(state().next()).isEmpty();
  }

  @Test
  void goesOnWhereItWasWhenTheServerDied() {
    note("before");
    awaitTold(receiver, 1);
    await()
        .untilAsserted(() ->
            assertThat(new Positions(database.source()).all())
                .containsEntry("cmdb", state().seq()));
    database.close();
    hooks.close();
    open();
    Entry meanwhile = note("meanwhile");
    hooks = hooks(hook("cmdb", receiver, ALL));

    awaitTold(receiver, 2);
    assertThat(seq(receiver.events().getLast())).isEqualTo(meanwhile.seq());
  }

  @Test
  void oneThatIsAddedBeginsWithWhatHappensThen() {
    note("before");
    awaitTold(receiver, 1);
    hooks.close();
    hooks = hooks(hook("chat", other, ALL));
    note("after");
    awaitTold(other, 1);
    hooks.close();
    hooks = hooks(hook("cmdb", receiver, ALL));
    note("once more");

    awaitTold(receiver, 2);
    assertThat(texts(other)).containsExactly("after");
    assertThat(texts(receiver)).containsExactly("before", "once more");
  }

  @Test
  void tellsNothingButWhatIsWanted() {
    hooks.close();
    hooks =
        hooks(
            hook("states", receiver, new Wanted(Set.of(), Set.of(State.FAILED), Set.of("lab"))),
            hook("kinds", other, new Wanted(Set.of("check"), Set.of(), Set.of())),
            hook("sites", other, new Wanted(Set.of(), Set.of(), Set.of("elsewhere"))));
    note("noise");
    clock.advance(Duration.ofDays(1));
    inventory.sweepDeadlines();
    Machine failed = inventory.find(machine.id()).orElseThrow();
    Fixtures.after(inventory, failed, new Upkeep.MaintenanceOn("memory", "ada"));
    inventory.note(machine, Observation.of(Observation.Kind.CHECK, "a check"));

    awaitTold(receiver, 1);
    awaitTold(other, 1);
    assertThat(json(receiver.events().getFirst()).at("/data/to").asString()).isEqualTo("FAILED");
    assertThat(texts(other)).containsExactly("a check");
    await().until(() -> hooks.states().stream().allMatch(state -> state.waiting() == 0));
    assertThat(receiver.events()).hasSize(1);
    assertThat(texts(other)).containsExactly("a check");
  }

  @Test
  void oneThatIsGoneIsAskedAgainInAnHour() {
    receiver.toEvents(Reply.of(410, "moved away"));
    note("one");

    await().until(() -> state().failed() == 1);
    assertThat(state().next()).contains(clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void sendsAgainWhatSomebodyAsksFor() {
    List<Entry> told = List.of(note("one"), note("two"));
    awaitTold(receiver, 2);
    hooks.find("cmdb").orElseThrow().move(told.getFirst().seq());

    awaitTold(receiver, 3);
    assertThat(texts(receiver)).containsExactly("one", "two", "two");
  }

  @Test
  void whoMayNotSeeAllThatItTellsDoesNotSeeIt() throws Exception {
    hooks.close();
    hooks =
        hooks(
            hook("all", receiver, ALL),
            hook("lab", other, new Wanted(Set.of(), Set.of(), Set.of("lab"))));
    assertThat(hooks.states()).hasSize(2);
    assertThat(Sites.within(Set.of("lab"), hooks::states))
        .extracting(state -> state.hook().name())
        .containsExactly("lab");
    assertThat(Sites.within(Set.of("x"), hooks::states)).isEmpty();
  }

  private void open() {
    database = Database.open(folder.resolve("db"));
    inventory = Fixtures.inventory(new SqlMachineStore(database), clock, "lab");
  }

  private Hooks hooks(Hook... all) {
    return Hooks.start(
        List.of(all), inventory, new Positions(database.source()), clock, new Random(7));
  }

  private static Hook hook(String name, FakeOrchestrator receiver, Wanted wanted) {
    return new Hook(name, URI.create("/sites/lab"), new Endpoint(receiver.url(), SECRET), wanted);
  }

  private Entry note(String text) {
    inventory.note(
        machine, new Observation(Observation.Kind.HTTP, text, java.util.Map.of("fact", "value")));
    return inventory.entriesBefore(Long.MAX_VALUE, 1).getFirst();
  }

  private HookState state() {
    return hooks.states().getFirst();
  }

  private static void awaitTold(FakeOrchestrator receiver, int times) {
    await().untilAsserted(() -> assertThat(receiver.events()).hasSize(times));
  }

  private static List<Long> seqs(List<Entry> entries) {
    return entries.stream().map(Entry::seq).toList();
  }

  private static List<String> texts(FakeOrchestrator receiver) {
    return receiver.events().stream().map(seen -> json(seen).at("/data/text").asString()).toList();
  }

  private static long seq(Seen seen) {
    return json(seen).at("/data/seq").asLong();
  }

  private static JsonNode json(Seen seen) {
    return new JsonMapper().readTree(seen.body());
  }
}
