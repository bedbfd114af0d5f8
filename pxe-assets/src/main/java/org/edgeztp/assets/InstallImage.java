package org.edgeztp.assets;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;

/**
 * What a machine is installed with.
 *
 * @param imageSize the packed image, in bytes; the machine holds it in memory
 * @param imageSha256 of the packed image, 64 lower-case hexadecimal digits
 * @param layout what is made of the disks
 * @param hostname a name by RFC 1123, with or without a domain
 * @param kernelArgs added to the kernel command line of the installed machine; may be empty
 * @param suite the Debian release in the image, for its package sources
 * @param mirrorUrl the package mirror, which has {@code debian} and {@code debian-security} below
 *     it
 * @param offline whether that mirror asks no upstream, so that its index files may be older than
 *     they say they are good for
 * @param authorizedKeys public keys that may log in as root
 * @param users accounts beside root
 * @param network files of systemd-networkd; none: every card gets its address by DHCP
 * @param nameServers addresses; none: those that DHCP tells the ramdisk
 * @param ownAddress the address that the system will have by these, where it is not that of the
 *     ramdisk
 */
public record InstallImage(
    long imageSize,
    String imageSha256,
    DiskLayout layout,
    String hostname,
    String kernelArgs,
    String suite,
    String mirrorUrl,
    boolean offline,
    List<String> authorizedKeys,
    List<UserAccount> users,
    List<ConfigText> network,
    List<String> nameServers,
    Optional<String> ownAddress) {
  public InstallImage {
    if (imageSize <= 0) {
      throw new IllegalArgumentException("an image of " + imageSize + " bytes");
    }
    imageSha256 = Checked.SHA256.of(imageSha256);
    hostname = Checked.HOSTNAME.of(hostname);
    kernelArgs = Checked.KERNEL_ARGS.of(kernelArgs);
    suite = Checked.SUITE.of(suite);
    mirrorUrl = Checked.url(mirrorUrl);
    authorizedKeys = authorizedKeys.stream().map(Checked.PUBLIC_KEY::of).toList();
    users = List.copyOf(users);
    network = List.copyOf(network);
    nameServers = nameServers.stream().map(Checked.HOST::of).toList();
    ownAddress = ownAddress.map(Checked.HOST::of);
  }

  /** The lines of resolv.conf. */
  String resolv() {
    return nameServers.stream().map(server -> "nameserver " + server + "\n").collect(joining());
  }
}
