package org.edgeztp.server.artifact;

import java.time.Instant;
import java.util.regex.Pattern;
import org.edgeztp.inventory.web.WrongField;
import org.jspecify.annotations.Nullable;

/**
 * A file that machines can fetch.
 *
 * @param arch that it is for, in Debian's words as {@code amd64}; {@code all} where that does not
 *     matter
 * @param file name that it is fetched by
 * @param size in bytes
 * @param by who added it
 * @param signedBy fingerprint of the OpenPGP key whose signature was checked when it was added;
 *     null when none was given
 */
public record Artifact(
    String name,
    String version,
    String arch,
    String file,
    String sha256,
    long size,
    Instant added,
    String by,
    @Nullable String signedBy) {
  /** What is safe in a URL, in a path and in a shell alike. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]{0,127}");

  /** Checks what it is called. */
  public Artifact {
    check("name", name);
    check("version", version);
    check("arch", arch);
    check("file", file);
  }

  private static void check(String field, String text) {
    if (!WORD.matcher(text).matches()) {
      throw new WrongField(
          field,
          "%s is 1 to 128 letters, digits and . _ + ~ -, a letter or digit first, unlike '%s'"
              .formatted(field, text));
    }
  }

  /** Where it is, below {@code /artifacts/}: {@code kubelet/1.34.1/amd64/kubelet}. */
  public String path() {
    return String.join("/", name, version, arch, file);
  }

  Sha256 hash() {
    return new Sha256(sha256);
  }
}
