package org.edgeztp.server.secret;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a secret has to look like for those who read it. */
public enum SecretKind {
  /** 32 letters and digits: 190 bits that need no quoting anywhere. */
  PASSWORD {
    @Override
    String make(SecureRandom random) {
      return text(random, LETTERS_AND_DIGITS, 32);
    }
  },
  /** Token ID and token secret of a Kubernetes bootstrap token: {@code abcdef.0123456789abcdef}. */
  KUBEADM_TOKEN {
    @Override
    String make(SecureRandom random) {
      return text(random, SMALL, 6) + "." + text(random, SMALL, 16);
    }
  },
  /** 32 bytes in URL-safe base64, as Fernet keys are written. */
  KEY {
    @Override
    String make(SecureRandom random) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      return Base64.getUrlEncoder().encodeToString(bytes);
    }
  };

  private static final String SMALL = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String LETTERS_AND_DIGITS = SMALL + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  abstract String make(SecureRandom random);

  /** As cookbooks write it: {@code kubeadm-token}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind of that label.
   *
   * @throws IllegalArgumentException when there is none; the message tells those there are
   */
  public static SecretKind labelled(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(label))
        .findAny()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is no kind of secret; there are %s".formatted(label, labels())));
  }

  private static List<String> labels() {
    return Arrays.stream(values()).map(SecretKind::label).toList();
  }

  private static String text(SecureRandom random, String alphabet, int length) {
    return random
        .ints(length, 0, alphabet.length())
        .mapToObj(at -> alphabet.substring(at, at + 1))
        .collect(Collectors.joining());
  }
}
