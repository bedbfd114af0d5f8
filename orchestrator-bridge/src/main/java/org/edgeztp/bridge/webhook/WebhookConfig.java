package org.edgeztp.bridge.webhook;

import java.net.URI;
import org.edgeztp.inventory.machine.MachineId;

/**
 * Where an orchestrator listens and answers.
 *
 * @param name the name profiles call it by
 * @param source what this server calls itself in its events
 * @param events takes the events
 * @param machines answers what became of a machine; {@code {id}} stands for the machine's id
 * @param signing at least one key that signs
 */
public record WebhookConfig(
    String name, URI source, URI events, String machines, StandardWebhooks signing) {
  /**
   * Checks the settings against each other.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public WebhookConfig {
    Endpoint _ = new Endpoint(events, signing);
    if (!machines.contains("{id}")) {
      throw new IllegalArgumentException("machines needs {id} in it: '" + machines + "'");
    }
    Endpoint.requireHttp(URI.create(machines.replace("{id}", "id")), "machines");
  }

  Endpoint endpoint() {
    return new Endpoint(events, signing);
  }

  URI machine(MachineId id) {
    return URI.create(machines.replace("{id}", id.value()));
  }
}
