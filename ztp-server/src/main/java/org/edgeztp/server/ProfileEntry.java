package org.edgeztp.server;

import static org.edgeztp.inventory.machine.Profile.Installer.ONIE;
import static org.edgeztp.server.Config.or;
import static org.edgeztp.server.Config.required;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Optional<Ztp> ztp,
    Optional<TestsEntry> tests) {
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
      Optional<Ztp> ztp,
      Optional<TestsEntry> tests) {
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
    this.ztp = ztp.or(() -> this.installer == ONIE ? Optional.of(Ztp.NONE) : Optional.empty());
    this.tests = tests;
    checkSwitch();
  }

  private void checkSwitch() {
    if (installer != ONIE && ztp.isPresent()) {
      throw new ConfigException("profile '" + name + "' has ztp, which only switches have");
    }
    if (installer == ONIE && tests.isPresent()) {
      throw new ConfigException("profile '" + name + "' has tests, which only servers stand");
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
        ztp.map(Ztp::toZtp),
        tests.map(TestsEntry::toTests));
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
