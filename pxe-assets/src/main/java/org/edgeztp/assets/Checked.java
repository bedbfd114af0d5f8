package org.edgeztp.assets;

import java.util.Locale;
import java.util.regex.Pattern;

/** Texts of a known shape, because they go into scripts and kernel command lines as they are. */
enum Checked {
  HTTP_URL("http://([A-Za-z0-9.-]+|\\[[0-9a-f:]+])(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?"),
  PATH("(/[A-Za-z0-9._~-]+)+"),
  MAC("[0-9a-f]{2}(:[0-9a-f]{2}){5}"),
  SHA256("[0-9a-f]{64}"),
  SUITE("[a-z]+"),
  /** RFC 1123, section 2.1. */
  HOSTNAME(
      "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"),
  KERNEL_ARGS("[A-Za-z0-9._=,:/@+ -]*"),
  DISK("[!-~]{1,128}"),
  /** Of disks, how much is read. */
  SURFACE("none|sample|full"),
  WORD("[a-z][a-z0-9_]*"),
  /** A partition by its number, or a logical volume. */
  PLACE("[0-9]{1,2}|[a-z][a-z0-9_]*/[a-z][a-z0-9_]*"),
  /** Of a file system: what can be typed, on one line. */
  LABEL("[^\\p{Cntrl}]{1,128}"),
  FILE_NAME("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
  /** Without a slash at either end, and never upwards. */
  BELOW("(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*"),
  /** A login name that every useradd takes. */
  ACCOUNT("[a-z_][a-z0-9_-]{0,31}"),
  /** An address or a name. */
  HOST("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}"),
  /** One line of authorized_keys: type, key, and a comment of printable ASCII; no options. */
  PUBLIC_KEY("(ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,3}( [ -~]*)?");

  private final Pattern shape;

  Checked(String shape) {
    this.shape = Pattern.compile(shape);
  }

  /**
   * The text itself.
   *
   * @throws IllegalArgumentException if it has another shape
   */
  String of(String text) {
    if (!matches(text)) {
      throw new IllegalArgumentException(
          "not a " + name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": '" + text + "'");
    }
    return text;
  }

  boolean matches(String text) {
    return shape.matcher(text).matches();
  }

  /** The same for a URL, without slashes at its end. */
  static String url(String text) {
    return HTTP_URL.of(text).replaceAll("/+$", "");
  }
}
