package org.edgeztp.server.boot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;

/**
 * Makes and knows boot tokens. They are derived from a secret of the server, so that a restarted
 * server gives out the same ones and none is stored.
 */
public final class Tokens {
  private static final Pattern FORM =
      Pattern.compile("(m-[0-9a-f]{10})\\.([0-9]{1,9})\\.([0-9]{1,9})\\.([A-Za-z0-9_-]{32})");

  private final byte[] secret;

  /**
   * Tokens of this server.
   *
   * @param secret at least 32 random bytes that outlive the process
   */
  public Tokens(byte[] secret) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("a token secret has at least 32 bytes");
    }
    this.secret = secret.clone();
  }

  /** The token of the machine's present run and boot. */
  public BootToken of(Machine machine) {
    return of(machine.id(), machine.run(), machine.boot());
  }

  /** The token behind a text that this server made; empty for any other text. */
  public Optional<BootToken> verify(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    BootToken genuine =
        of(
            new MachineId(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)));
    boolean same = MessageDigest.isEqual(ascii(genuine.text()), ascii(text));
    return same ? Optional.of(genuine) : Optional.empty();
  }

  /** The text with what proves anything taken out of the tokens in it, fit to be shown. */
  public static String hidden(String text) {
    return FORM.matcher(text).replaceAll("$1.$2.$3.***");
  }

  private BootToken of(MachineId machine, int run, int boot) {
    String subject = machine + "." + run + "." + boot;
    return new BootToken(machine, run, boot, subject + "." + proof(subject));
  }

  /** 192 bits of HMAC-SHA-256 in URL-safe base64. */
  private String proof(String subject) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] whole = mac.doFinal(ascii(subject));
      return Base64.getUrlEncoder().encodeToString(java.util.Arrays.copyOf(whole, 24));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
