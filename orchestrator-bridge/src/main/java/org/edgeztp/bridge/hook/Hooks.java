package org.edgeztp.bridge.hook;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.edgeztp.bridge.webhook.WebhookClient;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;

/** All webhooks. One that was not there before begins with what happens from now on. */
public final class Hooks implements AutoCloseable {
  private final List<Sender> senders;
  private final WebhookClient client;

  private Hooks(List<Sender> senders, WebhookClient client) {
    this.senders = senders;
    this.client = client;
  }

  /**
   * Starts them where they were.
   *
   * @param random spreads the calls in time; safe for many threads
   */
  public static Hooks start(
      List<Hook> hooks,
      Inventory inventory,
      Positions positions,
      Clock clock,
      RandomGenerator random) {
    Map<String, Long> known = positions.all();
    List<String> names = hooks.stream().map(Hook::name).toList();
    known.keySet().stream().filter(name -> !names.contains(name)).forEach(positions::forget);
    long newest = inventory.entriesBefore(Long.MAX_VALUE, 1).stream().mapToLong(Entry::seq).sum();
    names.stream()
        .filter(name -> !known.containsKey(name))
        .forEach(name -> positions.add(name, newest));
    var client = new WebhookClient(clock);
    List<Sender> senders =
        hooks.stream()
            .map(hook ->
                new Sender(
                    hook,
                    known.getOrDefault(hook.name(), newest),
                    inventory,
                    positions,
                    client,
                    clock,
                    random))
            .toList();
    inventory.listen(_ -> senders.forEach(Sender::wake));
    senders.forEach(Sender::start);
    return new Hooks(senders, client);
  }

  /** How far each is that tells of nothing but what who asks may see, in the file's order. */
  public List<HookState> states() {
    return senders.stream()
        .filter(sender -> sender.hook().wanted().isVisible())
        .map(Sender::state)
        .toList();
  }

  /** Those of a name; the others are not to be seen. */
  Optional<Sender> find(String name) {
    return senders.stream()
        .filter(sender -> sender.hook().name().equals(name))
        .filter(sender -> sender.hook().wanted().isVisible())
        .findFirst();
  }

  /** Ends all of them, and the calls that are under way. */
  @Override
  public void close() {
    senders.forEach(Sender::stop);
    client.close();
    senders.forEach(Sender::awaitEnd);
  }
}
