package org.edgeztp.server.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A file of a bundle, as the manifest tells.
 *
 * @param path below the folder that the bundle is unpacked into, with slashes
 * @param size in bytes
 * @param sha256 in lower-case hexadecimal digits
 * @param executable whether it is a program
 */
record Content(
    String path,
    long size,
    String sha256,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean executable) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SEGMENT = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,255}");
  private static final int LONGEST = 2000;

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException for a path that could lead out of the folder, and for what is
   *     no size and no hash
   */
  Content {
    boolean safe =
        path.length() <= LONGEST
            && Arrays.stream(path.split("/", -1))
                .allMatch(part ->
                    SEGMENT.matcher(part).matches() && !part.equals(".") && !part.equals(".."));
    if (!safe) {
      throw new IllegalArgumentException("'" + path + "' is no path below a folder");
    }
    if (size < 0 || !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(path + " has no size or no SHA-256");
    }
  }

  /** The part of the bundle that it belongs to, such as {@code assets}; itself at the top. */
  String part() {
    return path.split("/", 2)[0];
  }
}
