package org.edgeztp.server.http;

import static org.edgeztp.inventory.machine.State.INSPECTING;
import static org.edgeztp.inventory.machine.State.QUEUED;
import static org.edgeztp.inventory.machine.State.READY;
import static org.edgeztp.inventory.machine.State.TESTING;
import static org.edgeztp.inventory.machine.State.WIPING;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.edgeztp.assets.InstallImage;
import org.edgeztp.assets.Manifest;
import org.edgeztp.assets.Templates;
import org.edgeztp.assets.TestHardware;
import org.edgeztp.assets.UserAccount;
import org.edgeztp.assets.Wipe;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.HardwareTests;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.boot.Ramdisk;
import org.edgeztp.server.layout.DiskLayouts;
import org.edgeztp.server.layout.NetworkFiles;
import org.jspecify.annotations.Nullable;

/** What a ramdisk is given to do, and the files it is made of. */
final class Tasks {
  private static final Duration TURN_WAIT = Duration.ofSeconds(20);
  private static final Duration TURN_POLL = Duration.ofMillis(200);
  private static final Set<State> WAITING = EnumSet.of(READY, QUEUED);

  private final Inventory inventory;
  private final Templates templates;
  private final Supplier<Served> assets;
  private final Installations installations;
  private final Site site;

  Tasks(
      Inventory inventory,
      Templates templates,
      Supplier<Served> assets,
      Installations installations,
      Site site) {
    this.inventory = inventory;
    this.installations = installations;
    this.templates = templates;
    this.assets = assets;
    this.site = site;
  }

  String image(Machine machine) {
    return image(machine, profile(machine)).file();
  }

  /** Waits until the machine has a task or the wait has lasted long enough for one request. */
  Machine awaitTurn(Machine machine) throws InterruptedException {
    return awaitTurn(machine, TURN_WAIT);
  }

  /** The same for a client that waits no longer than this. */
  Machine awaitTurn(Machine machine, Duration wait) throws InterruptedException {
    Machine present = machine;
    long end = System.nanoTime() + wait.toNanos();
    while (WAITING.contains(present.state()) && System.nanoTime() < end) {
      Thread.sleep(TURN_POLL);
      present = inventory.find(machine.id()).orElseThrow();
    }
    return present;
  }

  /**
   * The task of a machine that is INSPECTING, TESTING, BOOTING, WIPING or in rescue.
   *
   * @param base URL of the device plane as the machine sees it, without a trailing slash
   */
  String script(Machine machine, String base) {
    return switch (machine.state()) {
      case INSPECTING -> templates.inspectTask();
      case TESTING -> templates.testTask(tests(machine));
      case WIPING -> templates.wipeTask(wipe(machine));
      case RESCUING, RESCUE -> templates.rescueTask(rescuers());
      default ->
          installations.kindOf(machine).isPresent()
              ? templates.restartTask()
              : installTask(machine, base);
    };
  }

  private TestHardware tests(Machine machine) {
    HardwareTests tests = TestVerdicts.wanted(inventory.profileOf(machine));
    return new TestHardware(
        tests.load(), tests.surface().name().toLowerCase(Locale.ROOT), tests.throughput());
  }

  /** A machine that its profile does not fit is not installed. */
  private String installTask(Machine machine, String base) {
    try {
      return templates.installImageTask(install(machine, base));
    } catch (IllegalArgumentException e) {
      String cause = String.valueOf(e.getMessage());
      inventory.apply(
          machine, new Event.InstallFailed("layout", cause, "", CauseCode.INSTALL_FAILED));
      return templates.restartTask();
    }
  }

  private List<String> rescuers() {
    return Stream.concat(site.operatorKeys().stream(), Stream.of(site.pushKey())).toList();
  }

  /** As the operator asked for it; once it has begun, with the disks that it began with. */
  private Wipe wipe(Machine machine) {
    Entry asked =
        Stream.of(Upkeep.Wipe.class, Upkeep.Release.class, Upkeep.ForcedRelease.class)
            .flatMap(kind -> inventory.last(machine, kind).stream())
            .max(Comparator.comparingLong(Entry::seq))
            .orElseThrow();
    List<String> begun =
        inventory
            .last(machine, Upkeep.WipeBegun.class)
            .filter(entry -> entry.seq() > asked.seq())
            .map(entry -> texts(entry.facts().get("disks")))
            .orElse(List.of());
    return new Wipe(
        begun.isEmpty() ? texts(asked.facts().get("disks")) : begun,
        texts(asked.facts().get("confirmed")),
        !begun.isEmpty());
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> items ? items.stream().map(String::valueOf).toList() : List.of();
  }

  private InstallImage install(Machine machine, String base) {
    Profile profile = profile(machine);
    Manifest.Image image = image(machine, profile);
    installations
        .containers(machine)
        .ifPresent(lack -> {
          throw new IllegalArgumentException(lack);
        });
    NetworkFiles network = NetworkFiles.of(profile.network(), machine);
    return new InstallImage(
        image.size(),
        image.sha256(),
        DiskLayouts.of(profile.storage(), image.rawSize()),
        machine.label(),
        profile.kernelOptions(),
        manifest().suite(image),
        base + "/mirror",
        site.offline().getAsBoolean(),
        List.of(site.pushKey()),
        profile.users().stream()
            .map(user -> new UserAccount(user.name(), user.keys(), user.sudo()))
            .toList(),
        network.files(),
        network.nameServers(),
        network.own().map(Ipv6::text));
  }

  /**
   * Of the machine's architecture.
   *
   * @throws IllegalArgumentException when the boot assets have it for others alone
   */
  private Manifest.Image image(Machine machine, Profile profile) {
    String architecture =
        Ramdisk.of(machine.architecture()).map(Ramdisk::architecture).orElse("unknown");
    return manifest()
        .image(profile.image(), architecture)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "profile %s installs the image '%s', which the boot assets do not have for %s; they have %s"
                    .formatted(
                        profile.name(),
                        profile.image(),
                        architecture,
                        new TreeSet<>(manifest().images().keySet()))));
  }

  private Manifest manifest() {
    return assets.get().manifest();
  }

  private Profile profile(Machine machine) {
    return inventory
        .profileOf(machine)
        .orElseThrow(() -> new IllegalStateException(machine.label() + " has no known profile"));
  }
}
