package org.edgeztp.assets;

import java.util.List;
import java.util.Optional;

/**
 * What a machine is installed with.
 *
 * @param imageSize the packed image, in bytes; the machine holds it in memory
 * @param imageSha256 of the packed image, 64 lower-case hexadecimal digits
 * @param rawSize the unpacked image, in bytes; the disk must have room for it and 256 MiB
 * @param rootDisk a device name ({@code sda}, {@code /dev/sda}), serial number or WWN; without it,
 *     the smallest fixed disk with room
 * @param hostname a name by RFC 1123, with or without a domain
 * @param kernelArgs added to the kernel command line of the installed machine; may be empty
 * @param suite the Debian release in the image, for its package sources
 * @param mirrorUrl the package mirror, which has {@code debian} and {@code debian-security} below
 *     it
 * @param authorizedKeys public keys that may log in as root
 */
public record InstallImage(
    long imageSize,
    String imageSha256,
    long rawSize,
    Optional<String> rootDisk,
    String hostname,
    String kernelArgs,
    String suite,
    String mirrorUrl,
    List<String> authorizedKeys) {
  public InstallImage {
    if (imageSize <= 0 || rawSize <= 0) {
      throw new IllegalArgumentException("an image of " + imageSize + " and " + rawSize + " bytes");
    }
    imageSha256 = Checked.SHA256.of(imageSha256);
    rootDisk = rootDisk.map(Checked.DISK::of);
    hostname = Checked.HOSTNAME.of(hostname);
    kernelArgs = Checked.KERNEL_ARGS.of(kernelArgs);
    suite = Checked.SUITE.of(suite);
    mirrorUrl = Checked.url(mirrorUrl);
    authorizedKeys = authorizedKeys.stream().map(Checked.PUBLIC_KEY::of).toList();
  }
}
