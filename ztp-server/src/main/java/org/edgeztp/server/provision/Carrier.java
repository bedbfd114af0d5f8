package org.edgeztp.server.provision;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.ssh.Output;
import org.edgeztp.server.ssh.RemoteSession;

/**
 * Carries to machines what a step needs, to a few of them at once: an archive is held in memory
 * until it is sent. May be used by many threads.
 */
final class Carrier {
  private static final int AT_ONCE = 16;

  private final ProvisionSettings settings;
  private final Semaphore room = new Semaphore(AT_ONCE);

  Carrier(ProvisionSettings settings) {
    this.settings = settings;
  }

  /**
   * Sends the archive of a step to a command's standard input.
   *
   * @throws IOException when the archive cannot be made, or the link was lost
   */
  Output carry(
      Machine machine,
      Profile profile,
      Step step,
      Map<String, Object> relations,
      String command,
      Duration timeout,
      RemoteSession session)
      throws IOException, InterruptedException {
    room.acquire();
    try {
      var payload = new Payload(new Cookbooks(settings.cookbooks()), settings.push());
      byte[] archive =
          payload.archive(
              step.role(),
              NodeJson.of(
                  machine,
                  profile,
                  relations,
                  List.of(step.name()),
                  settings.node().apply(machine)));
      return session.send(new ByteArrayInputStream(archive), command, timeout);
    } finally {
      room.release();
    }
  }
}
