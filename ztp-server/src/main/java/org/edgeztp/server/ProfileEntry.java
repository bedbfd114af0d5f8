package org.edgeztp.server;

import static org.edgeztp.inventory.machine.Profile.Installer.IMAGE;
import static org.edgeztp.inventory.machine.Profile.Installer.ONIE;
import static org.edgeztp.server.Config.or;
import static org.edgeztp.server.Config.required;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.edgeztp.inventory.layout.Storage;
import org.edgeztp.inventory.machine.Profile;
import org.jspecify.annotations.Nullable;

/** A profile as the file writes it; durations in minutes. */
public record ProfileEntry(
    String name,
    Profile.Installer installer,
    String image,
    String hostname,
    List<String> roles,
    Map<String, Object> attributes,
    String kernelOptions,
    String orchestrator,
    int installWithin,
    int convergeWithin,
    Optional<StorageEntry> storage,
    List<LinkEntry> network,
    List<UserEntry> users,
    Optional<Ztp> ztp,
    Optional<TestsEntry> tests,
    boolean afterSwitch) {
  /** What neither a shell nor a boot loader takes for something else. */
  private static final String KERNEL_OPTIONS = "[A-Za-z0-9._=,:/@+ -]*";

  public ProfileEntry(
      @Nullable String name,
      Profile.@Nullable Installer installer,
      @Nullable String image,
      @Nullable String hostname,
      @Nullable List<String> roles,
      @Nullable Map<String, Object> attributes,
      @Nullable String kernelOptions,
      @Nullable String orchestrator,
      int installWithin,
      int convergeWithin,
      Optional<StorageEntry> storage,
      @Nullable List<LinkEntry> network,
      @Nullable List<UserEntry> users,
      Optional<Ztp> ztp,
      Optional<TestsEntry> tests,
      boolean afterSwitch) {
    this.name = required(name, "profiles.name");
    this.installer = or(installer, Profile.Installer.IMAGE);
    this.image = required(image, "profiles.image");
    this.hostname = or(hostname, "node-{mac}");
    this.roles = List.copyOf(or(roles, this.installer == ONIE ? List.of() : List.of("base")));
    this.attributes = Map.copyOf(or(attributes, Map.of()));
    this.kernelOptions = or(kernelOptions, "");
    this.orchestrator = required(orchestrator, "profiles.orchestrator");
    this.installWithin = installWithin == 0 ? 60 : installWithin;
    this.convergeWithin = convergeWithin == 0 ? 60 : convergeWithin;
    this.storage = storage;
    this.network = List.copyOf(or(network, List.of()));
    this.users = List.copyOf(or(users, List.of()));
    this.ztp = ztp.or(() -> this.installer == ONIE ? Optional.of(Ztp.NONE) : Optional.empty());
    this.tests = tests;
    this.afterSwitch = afterSwitch;
    checkSwitch();
    checkLayout();
  }

  private void checkLayout() {
    if (installer != IMAGE && !(storage.isEmpty() && network.isEmpty() && users.isEmpty())) {
      throw new ConfigException(
          "profile '" + name + "' has storage, network or users, which only images have");
    }
    if (!kernelOptions.matches(KERNEL_OPTIONS)) {
      throw new ConfigException(
          "profile '%s': '%s' are no kernel options: letters, digits, and . _ = , : / @ + -"
              .formatted(name, kernelOptions));
    }
    layout(() -> storage.map(StorageEntry::toStorage));
    layout(() -> LinkEntry.toLinks(network));
    layout(() -> UserEntry.toAccounts(users));
  }

  private <T> T layout(Supplier<T> layout) {
    try {
      return layout.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException("profile '" + name + "': " + e.getMessage());
    }
  }

  private void checkSwitch() {
    if (installer != ONIE && ztp.isPresent()) {
      throw new ConfigException("profile '" + name + "' has ztp, which only switches have");
    }
    if (installer == ONIE && tests.isPresent()) {
      throw new ConfigException("profile '" + name + "' has tests, which only servers stand");
    }
    if (installer == ONIE && afterSwitch) {
      throw new ConfigException(
          "profile '" + name + "' has after-switch, which only servers have: roles wait by it");
    }
    if (installer == ONIE && !roles.isEmpty()) {
      throw new ConfigException(
          "profile '" + name + "' has roles; a switch is set up by what 'ztp' gives it");
    }
  }

  Profile toProfile() {
    return new Profile(
        name,
        installer,
        image,
        hostname,
        roles,
        attributes,
        kernelOptions,
        orchestrator,
        Duration.ofMinutes(installWithin),
        Duration.ofMinutes(convergeWithin),
        layout(() -> storage.map(StorageEntry::toStorage).orElse(Storage.WHOLE_DISK)),
        layout(() -> LinkEntry.toLinks(network)),
        layout(() -> UserEntry.toAccounts(users)),
        ztp.map(Ztp::toZtp),
        tests.map(TestsEntry::toTests),
        afterSwitch);
  }

  /**
   * What the system on a switch is given.
   *
   * @param configDb file with SONiC's configuration
   * @param script file with a script for any system
   */
  public record Ztp(Optional<Path> configDb, Optional<Path> script) {
    static final Ztp NONE = new Ztp(Optional.empty(), Optional.empty());

    public Ztp {
      readable(configDb, "config-db");
      readable(script, "script");
    }

    Profile.Ztp toZtp() {
      return new Profile.Ztp(configDb, script);
    }

    private static void readable(Optional<Path> file, String key) {
      if (file.isPresent() && !Files.isReadable(file.get())) {
        throw new ConfigException("profiles.ztp." + key + " cannot be read: " + file.get());
      }
    }
  }
}
