package org.edgeztp.server.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.edgeztp.inventory.machine.Profile;

/**
 * What a lab is made from.
 *
 * @param name of its network namespace
 * @param folder for its files, while it is up
 * @param home of the product: where {@code cookbooks/} lies
 * @param assets the built boot assets
 * @param mirrors upstream of each package mirror
 * @param installer how its machines get their operating system
 * @param image what they get
 * @param addressing how they get their addresses
 * @param parts what they are put together from
 * @param bundle the unpacked one that everything comes from; the lab has no way out then
 */
public record LabSettings(
    String name,
    Path folder,
    Path home,
    Path assets,
    Map<String, String> mirrors,
    Profile.Installer installer,
    String image,
    Addressing addressing,
    Parts parts,
    Optional<Path> bundle) {

  /** A lab whose machines get the built image, and their addresses from the server. */
  LabSettings(String name, Path folder, Path home, Path assets, Map<String, String> mirrors) {
    this(
        name,
        folder,
        home,
        assets,
        mirrors,
        Profile.Installer.IMAGE,
        "debian-13",
        Addressing.AUTHORITATIVE,
        Parts.VIRTIO,
        Optional.empty());
  }

  /** The name of the lab that {@code ./ztp lab} raises. */
  public static final String DEFAULT_NAME = "ztp-lab";

  /**
   * Reads what the launcher found out: {@code EDGEZTP_ASSETS}, {@code EDGEZTP_MIRROR} and {@code
   * EDGEZTP_SECURITY_MIRROR}.
   *
   * @throws IllegalStateException when the launcher was not used
   */
  public static LabSettings of(String name, Map<String, String> environment) {
    Map<String, String> mirrors = new TreeMap<>();
    mirrors.put("debian", needed(environment, "EDGEZTP_MIRROR"));
    Optional.ofNullable(environment.get("EDGEZTP_SECURITY_MIRROR"))
        .filter(uri -> !uri.isEmpty())
        .ifPresent(uri -> mirrors.put("debian-security", uri));
    return new LabSettings(
        name,
        Path.of("/var/tmp", name),
        Path.of(System.getProperty("ztp.home", ".")).toAbsolutePath().normalize(),
        Path.of(needed(environment, "EDGEZTP_ASSETS")),
        mirrors);
  }

  /** The same lab with machines that are installed in another way. */
  LabSettings with(Profile.Installer installer, String image) {
    return new LabSettings(
        name, folder, home, assets, mirrors, installer, image, addressing, parts, bundle);
  }

  /** The same lab on a network of another kind. */
  LabSettings on(Addressing addressing) {
    return new LabSettings(
        name, folder, home, assets, mirrors, installer, image, addressing, parts, bundle);
  }

  /** The same lab with machines that are put together from other parts. */
  LabSettings of(Parts parts) {
    return new LabSettings(
        name, folder, home, assets, mirrors, installer, image, addressing, parts, bundle);
  }

  /** The same lab without any way out: all that it serves is in an unpacked bundle. */
  LabSettings from(Path unpacked) {
    return new LabSettings(
        name,
        folder,
        home,
        unpacked.resolve("assets"),
        Map.of(),
        installer,
        image,
        addressing,
        parts,
        Optional.of(unpacked));
  }

  /** This very program with other arguments. */
  List<String> java(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-Dztp.home=" + home,
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "org.edgeztp.server.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String needed(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException(name + " is not set: start the lab with ./ztp lab");
    }
    return value;
  }
}
