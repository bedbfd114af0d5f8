package org.edgeztp.server.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the one certificate whose SHA-256 is known; without one, what the authorities that Java
 * knows have signed. Management controllers and new servers make their own certificates, for names
 * that nobody calls them by.
 */
public final class PinnedCertificate extends X509ExtendedTrustManager {
  private final Optional<Fingerprint> expected;
  private final String remedy;
  private final X509ExtendedTrustManager authorities;

  private PinnedCertificate(
      Optional<Fingerprint> expected, String remedy, X509ExtendedTrustManager authorities) {
    this.expected = expected;
    this.remedy = remedy;
    this.authorities = authorities;
  }

  /**
   * What HTTPS is opened with.
   *
   * @param remedy what a person does to trust another one, as in "trust it by ..."
   */
  public static SSLContext context(Optional<Fingerprint> expected, String remedy) {
    try {
      TrustManagerFactory usual =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      usual.init((KeyStore) null);
      var authorities = (X509ExtendedTrustManager) usual.getTrustManagers()[0];
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          null, new TrustManager[] {new PinnedCertificate(expected, remedy, authorities)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /** What went wrong, for a person. */
  public static String told(Throwable e) {
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
    Fingerprint shown = Fingerprint.of(chain[0]);
    if (expected.isPresent()) {
      if (!expected.get().equals(shown)) {
        throw new CertificateException(
            "its certificate is %s, expected was %s; when it was replaced on purpose, trust it by %s"
                .formatted(shown, expected.get(), remedy));
      }
      return;
    }
    try {
      authorities.checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      throw new CertificateException(
          "no authority signed its certificate for its address; when its owner says that it is %s, trust it by %s"
              .formatted(shown, remedy),
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
