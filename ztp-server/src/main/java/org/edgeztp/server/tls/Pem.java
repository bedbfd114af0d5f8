package org.edgeztp.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in their textual form (RFC 7468). */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

  private Pem() {}

  /**
   * A certificate and those that lead to its authority, in the order of the file.
   *
   * @throws IOException when there is none
   */
  static X509Certificate[] certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      X509Certificate[] chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toArray(X509Certificate[]::new);
      if (chain.length == 0) {
        throw new IOException(file + " holds no certificate in PEM form");
      }
      return chain;
    } catch (CertificateException e) {
      throw new IOException(file + " holds no certificate in PEM form", e);
    }
  }

  /**
   * A private key of PKCS #8 (RFC 5958) without a password.
   *
   * @throws IOException when it is none
   */
  static PrivateKey privateKey(Path file) throws IOException {
    Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!key.find()) {
      throw new IOException(
          file
              + " holds no PRIVATE KEY in PEM form; others become one by"
              + " openssl pkcs8 -topk8 -nodes -in OLD -out NEW");
    }
    var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException _) {
        // Another algorithm's key, then.
      }
    }
    throw new IOException(file + " holds a private key of none of " + ALGORITHMS);
  }

  /**
   * The textual form.
   *
   * @param label {@code CERTIFICATE} or {@code PRIVATE KEY}
   */
  static byte[] text(String label, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, lines, label)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
