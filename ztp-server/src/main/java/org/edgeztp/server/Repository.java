package org.edgeztp.server;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.server.artifact.Artifacts;
import org.edgeztp.server.artifact.Platforms;
import org.edgeztp.server.repository.MirrorFault;
import org.edgeztp.server.repository.PackageMirror;

/** The software repository: what machines fetch beside what they boot. */
record Repository(PackageMirror mirror, Artifacts artifacts) implements AutoCloseable {
  /**
   * Opens both.
   *
   * @param faults told of what the mirror could not answer
   */
  static Repository open(Config config, DataFolder data, Consumer<MirrorFault> faults, Clock clock)
      throws IOException {
    var artifacts =
        new Artifacts(
            config.repository().artifacts().orElse(data.artifacts()),
            config.repository().bundled(),
            clock);
    try {
      return new Repository(new PackageMirror(Settings.mirror(config, data), faults), artifacts);
    } catch (IOException | RuntimeException e) {
      artifacts.close();
      throw e;
    }
  }

  /** Serves {@code /mirror/} and {@code /artifacts/} and {@code /v2/}, and nothing else. */
  Handler handler() {
    return new Handler.Sequence(mirror, artifacts.handler());
  }

  /**
   * Why the container images that a profile names do not run on an architecture.
   *
   * @param architecture Debian's name of it
   */
  Optional<String> lack(Profile profile, String architecture) {
    return new Platforms(artifacts)
        .lack(profile.attributes(), architecture)
        .map(what -> "profile %s names %s".formatted(profile.name(), what));
  }

  /** Of the API, by name. */
  Map<String, Resource> resources(Inventory inventory, RetentionEntry retention) {
    Map<String, Resource> all =
        new HashMap<>(artifacts.resources(() -> used(inventory), retention.keepImages()));
    all.put("mirrors", new MirrorReport(mirror));
    return all;
  }

  /** Removes what nobody went on with, and, where it is so configured, images that are unused. */
  void sweep(Inventory inventory, RetentionEntry retention) {
    artifacts.sweep(used(inventory), retention.keepImages(), retention.images());
  }

  private static Map<String, Map<String, Object>> used(Inventory inventory) {
    return inventory.policy().profiles().values().stream()
        .collect(Collectors.toMap(Profile::name, Profile::attributes));
  }

  @Override
  public void close() throws IOException {
    try (artifacts) {
      mirror.close();
    }
  }
}
