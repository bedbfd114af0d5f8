package org.edgeztp.bridge.hook;

import java.net.URI;
import org.edgeztp.bridge.webhook.CloudEvent;
import org.edgeztp.bridge.webhook.Endpoint;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;

/**
 * A webhook as it is configured.
 *
 * @param name what it is called, and its position kept by
 * @param source what this server calls itself in its events
 */
public record Hook(String name, URI source, Endpoint endpoint, Wanted wanted) {
  static final String TYPE = "org.edgeztp.timeline.entry.v1";

  /**
   * What it is sent of an entry. Its id is the same however often it is sent, and another in a
   * database that began anew.
   */
  CloudEvent event(Entry entry, Machine machine) {
    String id = "entry_" + entry.seq() + "_" + entry.at().toEpochMilli();
    return CloudEvent.of(id, source, TYPE, entry.machine(), entry.at(), Told.of(entry, machine));
  }
}
