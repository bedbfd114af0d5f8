package org.edgeztp.assets;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a vendor's installer is told of the machine it installs.
 *
 * @param runUrl everything of the run stands below it, for example {@code http://SERVER/run/TOKEN}
 * @param mac the card the machine boots from, lower case with colons
 * @param hostname a name by RFC 1123, with or without a domain
 * @param kernelArgs added to the kernel command line of the installed machine, or of the machine
 *     that runs from memory; may be empty
 * @param suite release that Debian's installer installs; others know theirs
 * @param mirrorUrl the package mirror of this server
 * @param repository where the installer's packages are below the mirror
 * @param rootKeys public keys that may log in as root: the push engine's
 * @param operator the account people log in with
 * @param operatorKeys public keys that open it
 * @param timeServers addresses or names
 * @param rootfs whether the live system wants a root file system of its own
 * @param diskImage whether the live system is given the image it writes
 */
public record Installation(
    String runUrl,
    String mac,
    String hostname,
    String kernelArgs,
    Optional<String> suite,
    String mirrorUrl,
    Optional<String> repository,
    List<String> rootKeys,
    String operator,
    List<String> operatorKeys,
    List<String> timeServers,
    boolean rootfs,
    boolean diskImage) {
  public Installation {
    runUrl = Checked.url(runUrl);
    mac = Checked.MAC.of(mac);
    hostname = Checked.HOSTNAME.of(hostname);
    kernelArgs = Checked.KERNEL_ARGS.of(kernelArgs);
    suite = suite.map(Checked.SUITE::of);
    mirrorUrl = Checked.url(mirrorUrl);
    repository = repository.map(Checked.BELOW::of);
    rootKeys = rootKeys.stream().map(Checked.PUBLIC_KEY::of).toList();
    operator = Checked.ACCOUNT.of(operator);
    operatorKeys = operatorKeys.stream().map(Checked.PUBLIC_KEY::of).toList();
    timeServers = timeServers.stream().map(Checked.HOST::of).toList();
  }

  /** The first label of the name. */
  String shortName() {
    return hostname.split("\\.", 2)[0];
  }

  /** What follows the first label; may be empty. */
  String domain() {
    String[] parts = hostname.split("\\.", 2);
    return parts.length == 2 ? parts[1] : "";
  }

  /** The card as boot loaders name it: hardware type 1, then the address, with dashes. */
  String bootInterface() {
    return "01-" + mac.replace(':', '-');
  }

  /** Host and port of the mirror, as Debian's installer asks for it. */
  String mirrorHost() {
    return mirrorUrl.replaceFirst("^http://", "").split("/", 2)[0];
  }

  /** Whether the server is reached over IPv4. */
  boolean isOverIpv4() {
    return !URI.create(runUrl).getHost().startsWith("[");
  }

  /** The path of the packages on that host, with its first slash. */
  String mirrorPath() {
    String[] parts = packages().replaceFirst("^http://", "").split("/", 2);
    return parts.length == 2 ? "/" + parts[1] : "/";
  }

  /** The same for Debian's security updates. */
  String securityPath() {
    String[] parts = mirrorUrl.replaceFirst("^http://", "").split("/", 2);
    return parts.length == 2 ? "/" + parts[1] + "/debian-security" : "/debian-security";
  }

  /** The configuration of systemd-timesyncd. */
  String timesyncd() {
    return "[Time]\nNTP=" + String.join(" ", timeServers) + "\n";
  }

  /** Where its packages come from. */
  String packages() {
    return repository.map(path -> mirrorUrl + "/" + path).orElse(mirrorUrl);
  }
}
