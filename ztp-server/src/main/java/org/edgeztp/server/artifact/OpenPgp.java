package org.edgeztp.server.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks detached OpenPGP signatures (RFC 9580) with gpgv, which Debian has for apt. They are what
 * the makers of packages, installers and images sign with.
 */
final class OpenPgp {
  /** What came of it. */
  sealed interface Verdict {
    /**
     * Signed.
     *
     * @param fingerprint of the key, in hexadecimal digits
     */
    record Good(String fingerprint) implements Verdict {}

    record Bad(String why) implements Verdict {}
  }

  private static final Pattern ARMOUR =
      Pattern.compile(
          "-----BEGIN PGP PUBLIC KEY BLOCK-----\\R(?:[^\\n]+: [^\\n]*\\R)*\\s*([A-Za-z0-9+/\\s]+=*)"
              + "(?:\\s*=[A-Za-z0-9+/]{4})?\\s*-----END PGP PUBLIC KEY BLOCK-----");
  private static final Pattern VALID = Pattern.compile("(?m)^\\[GNUPG:] VALIDSIG ([0-9A-F]+) ");
  private static final Pattern GOOD = Pattern.compile("(?m)^\\[GNUPG:] GOODSIG ");
  private static final Pattern FAULT =
      Pattern.compile("(?m)^\\[GNUPG:] (BADSIG|EXPSIG|EXPKEYSIG|REVKEYSIG|NO_PUBKEY|NODATA)\\b.*");

  private OpenPgp() {}

  /**
   * Checks one.
   *
   * @param signature armoured or not
   * @param key public ones, armoured or not; any of them may have signed
   * @throws IOException when gpgv cannot be run
   */
  static Verdict check(Path content, byte[] signature, byte[] key) throws IOException {
    Path folder = Files.createTempDirectory("ztp-signature");
    Path ring = folder.resolve("key.gpg");
    Path file = folder.resolve("file.sig");
    try {
      Files.write(ring, binary(key));
      Files.write(file, signature);
      return verdict(run(folder, ring, file, content));
    } finally {
      Files.deleteIfExists(ring);
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static Verdict verdict(String said) {
    Matcher valid = VALID.matcher(said);
    if (valid.find() && GOOD.matcher(said).find()) {
      return new Verdict.Good(valid.group(1));
    }
    Matcher fault = FAULT.matcher(said);
    String why = fault.find() ? fault.group(1) : "";
    return new Verdict.Bad(
        switch (why) {
          case "BADSIG" -> "the signature is of other content: nothing was added";
          case "EXPSIG" -> "the signature is over: nothing was added";
          case "EXPKEYSIG" -> "the key that signed is over: nothing was added";
          case "REVKEYSIG" -> "the key that signed was revoked: nothing was added";
          case "NO_PUBKEY" ->
              "it was signed with another key than the one given: nothing was added";
          default -> "it is no detached OpenPGP signature, or the key is none: nothing was added";
        });
  }

  private static String run(Path home, Path ring, Path signature, Path content) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "gpgv",
                  "--homedir",
                  home.toString(),
                  "--keyring",
                  ring.toString(),
                  "--status-fd",
                  "1",
                  signature.toString(),
                  content.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new IOException("signatures are checked by gpgv: apt install gpgv", e);
    }
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Keys as gpgv reads them, which takes no armour. */
  private static byte[] binary(byte[] key) {
    Matcher armour = ARMOUR.matcher(new String(key, StandardCharsets.ISO_8859_1));
    var keys = new ByteArrayOutputStream();
    while (armour.find()) {
      keys.writeBytes(Base64.getMimeDecoder().decode(armour.group(1)));
    }
    return Optional.of(keys.toByteArray()).filter(found -> found.length > 0).orElse(key);
  }
}
