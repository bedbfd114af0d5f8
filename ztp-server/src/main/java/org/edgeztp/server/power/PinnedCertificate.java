package org.edgeztp.server.power;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the one certificate whose SHA-256 is known; without one, what the authorities that Java
 * knows have signed. Controllers make their own certificates, for names that nobody calls them by.
 */
final class PinnedCertificate extends X509ExtendedTrustManager {
  private final Optional<String> expected;
  private final X509ExtendedTrustManager authorities;

  private PinnedCertificate(Optional<String> expected, X509ExtendedTrustManager authorities) {
    this.expected = expected;
    this.authorities = authorities;
  }

  /**
   * What HTTPS is opened with.
   *
   * @param expected SHA-256 of the certificate in lower-case hexadecimal
   */
  static SSLContext context(Optional<String> expected) {
    try {
      TrustManagerFactory usual =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      usual.init((KeyStore) null);
      var authorities = (X509ExtendedTrustManager) usual.getTrustManagers()[0];
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedCertificate(expected, authorities)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /** What went wrong, for a person. */
  static String told(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException refused) {
        return String.valueOf(refused.getMessage());
      }
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    String shown = fingerprint(chain[0]);
    if (expected.isPresent()) {
      if (!expected.get().equals(shown)) {
        throw new CertificateException(
            "its certificate is sha256:%s, expected was sha256:%s; when it was replaced on purpose, tell it by ztp bmc set --certificate"
                .formatted(shown, expected.get()));
      }
      return;
    }
    try {
      authorities.checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      throw new CertificateException(
          "no authority signed its certificate for its address; when the controller shows sha256:%s, trust it by ztp bmc set --certificate"
              .formatted(shown),
          e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only asked by an engine");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  private static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("there are no clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
