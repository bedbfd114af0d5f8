package org.edgeztp.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.edgeztp.bridge.Handoff;
import org.edgeztp.bridge.HandoffResource;
import org.edgeztp.bridge.OrchestratorsResource;
import org.edgeztp.bridge.hook.Hooks;
import org.edgeztp.bridge.hook.HooksResource;
import org.edgeztp.bridge.hook.Positions;
import org.edgeztp.bridge.outbox.SqlDeliveryStore;
import org.edgeztp.bridge.webhook.WebhookTarget;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.web.Resource;

/** Whom the server tells of machines: orchestrators, which take them, and webhooks. */
record Bridge(List<WebhookTarget> targets, Handoff handoff, Hooks hooks) implements AutoCloseable {
  /** Starts the webhooks; orchestrators are told by the phases of {@link Work}. */
  static Bridge start(Config config, Inventory inventory, DataSource source, Clock clock) {
    var random = new SecureRandom();
    List<WebhookTarget> targets = Settings.orchestrators(config, clock);
    var deliveries = new SqlDeliveryStore(source);
    return new Bridge(
        targets,
        new Handoff(inventory, deliveries, List.copyOf(targets), clock, random),
        Hooks.start(Settings.webhooks(config), inventory, new Positions(source), clock, random));
  }

  /** What the API has of them, by name. */
  Map<String, Resource> resources() {
    return Map.of(
        "handoffs", new HandoffResource(handoff),
        "orchestrators", new OrchestratorsResource(handoff),
        "webhooks", new HooksResource(hooks));
  }

  @Override
  public void close() {
    hooks.close();
    targets.forEach(WebhookTarget::close);
  }
}
