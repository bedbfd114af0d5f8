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
    requireHttp(events, "events");
    if (!machines.contains("{id}")) {
      throw new IllegalArgumentException("machines needs {id} in it: '" + machines + "'");
    }
    requireHttp(URI.create(machines.replace("{id}", "id")), "machines");
    if (!signing.signs()) {
      throw new IllegalArgumentException("a whpk_ key alone cannot sign; give a whsec_ or whsk_");
    }
  }

  URI machine(MachineId id) {
    return URI.create(machines.replace("{id}", id.value()));
  }

  private static void requireHttp(URI uri, String setting) {
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new IllegalArgumentException(setting + " is not an http or https URL: '" + uri + "'");
    }
  }
}
