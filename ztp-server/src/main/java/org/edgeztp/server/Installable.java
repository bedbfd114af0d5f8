package org.edgeztp.server;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.http.Installations;
import org.edgeztp.server.http.Served;

/** Whether the server has what profiles install, and whether it fits where they put it. */
final class Installable {
  private Installable() {}

  /**
   * Looks at profiles.
   *
   * @throws ConfigException naming the first that cannot be installed, and why
   */
  static void check(Collection<Profile> profiles, Served served) {
    for (Profile profile : profiles) {
      if (profile.installer() == Profile.Installer.IMAGE) {
        checkImage(profile, served.manifest());
      } else {
        checkAdded(profile, served);
      }
    }
  }

  private static void checkImage(Profile profile, Manifest assets) {
    List<Manifest.Image> images = assets.images(profile.image());
    if (images.isEmpty()) {
      throw new ConfigException(
          ("profile '%s' names the image '%s'; the boot assets have %s: name one of these, build it"
                  + " with 'ztp assets', or add it with 'ztp assets add'")
              .formatted(profile.name(), profile.image(), new TreeSet<>(assets.images().keySet())));
    }
    try {
      images.forEach(image -> profile.storage().needed(image.rawSize()));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("profile '" + profile.name() + "': " + e.getMessage());
    }
  }

  private static void checkAdded(Profile profile, Served served) {
    lackOf(profile, Optional.ofNullable(served.bootables().get(profile.image())))
        .ifPresent(lack -> {
          throw new ConfigException(
              "profile '%s' installs with '%s', which %s (in %s are %s): see ztp assets add --help"
                  .formatted(
                      profile.name(),
                      profile.image(),
                      lack,
                      served.installers(),
                      new TreeSet<>(served.bootables().keySet())));
        });
  }

  private static Optional<String> lackOf(Profile profile, Optional<Bootable> added) {
    if (added.isEmpty()) {
      return Optional.of("was not added");
    }
    Optional<String> lack =
        profile.installer() == Profile.Installer.ONIE
            ? Optional.of("an --onie-installer")
                .filter(_ -> !added.get().has(Bootable.ONIE_INSTALLER))
            : Installations.kindOf(profile).flatMap(kind -> kind.lackOf(added.get()));
    return lack.map(what -> "lacks " + what);
  }
}
