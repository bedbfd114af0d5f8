package org.edgeztp.server;

import static org.edgeztp.server.Config.or;
import static org.edgeztp.server.Config.required;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.edgeztp.bridge.hook.Hook;
import org.edgeztp.bridge.hook.Wanted;
import org.edgeztp.bridge.webhook.Endpoint;
import org.edgeztp.bridge.webhook.StandardWebhooks;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.cli.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what happens to machines. Of kinds, states and sites an absent one stands for all.
 *
 * @param name how far it got is kept by this
 * @param url takes the signed events
 * @param secrets {@code whsec_...}; two while they are being changed
 * @param kinds of entries of the timeline
 * @param states that machines came to
 * @param sites whose machines
 */
public record WebhookEntry(
    String name,
    URI url,
    List<Secret> secrets,
    List<String> kinds,
    List<State> states,
    List<String> sites) {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

  public WebhookEntry(
      @Nullable String name,
      @Nullable URI url,
      @Nullable List<Secret> secrets,
      @Nullable List<String> kinds,
      @Nullable List<State> states,
      @Nullable List<String> sites) {
    this.name = required(name, "webhooks.name");
    this.url = required(url, "webhooks.url");
    this.secrets = List.copyOf(required(secrets, "webhooks.secrets"));
    this.kinds = List.copyOf(or(kinds, List.of()));
    this.states = List.copyOf(or(states, List.of()));
    this.sites = List.copyOf(or(sites, List.of()));
    if (!this.name.matches(NAME)) {
      throw new ConfigException(
          "webhooks.name is letters, digits, '.', '_' and '-', 63 at most, not '" + name + "'");
    }
    Set<String> known = Entry.kinds();
    for (String kind : this.kinds) {
      if (!known.contains(kind)) {
        throw new ConfigException("webhooks.kinds: " + Spelling.unknown("kind", "", kind, known));
      }
    }
  }

  /**
   * The webhook.
   *
   * @param source what this server calls itself
   * @throws ConfigException when its URL or a secret is none
   */
  Hook toHook(URI source) {
    try {
      return new Hook(
          name,
          source,
          new Endpoint(url, StandardWebhooks.of(secrets.stream().map(Secret::reveal).toList())),
          new Wanted(Set.copyOf(kinds), Set.copyOf(states), Set.copyOf(sites)));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("webhook '" + name + "': " + e.getMessage());
    }
  }
}
