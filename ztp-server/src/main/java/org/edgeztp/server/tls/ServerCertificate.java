package org.edgeztp.server.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the API is served with. Its files are looked at again while the server runs,
 * as programs that renew certificates replace them.
 */
public final class ServerCertificate {
  private static final Logger log = LoggerFactory.getLogger(ServerCertificate.class);
  private static final Duration EARLY = Duration.ofDays(14);
  private static final String ALIAS = "api";

  private final Path certificate;
  private final Path key;
  private final Clock clock;
  private final SslContextFactory.Server tls = new SslContextFactory.Server();
  private FileTime since;
  private X509Certificate served;

  private ServerCertificate(Path certificate, Path key, Clock clock) throws IOException {
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
    this.since = changed();
    this.served = take(tls);
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    warn();
  }

  /**
   * One that somebody made, with those that lead to its authority behind it.
   *
   * @param certificate PEM
   * @param key PEM, PKCS #8, without a password
   * @throws IOException when they cannot be read or do not belong together
   */
  public static ServerCertificate given(Path certificate, Path key, Clock clock)
      throws IOException {
    return new ServerCertificate(certificate, key, clock);
  }

  /**
   * One that signs itself and holds for ten years; made when it is not there.
   *
   * @param folder for {@code api-certificate.pem} and {@code api-key.pem}
   * @param address that it is for
   * @throws IOException when it cannot be made or read
   */
  public static ServerCertificate own(Path folder, InetAddress address, Clock clock)
      throws IOException {
    Path certificate = folder.resolve("api-certificate.pem");
    Path key = folder.resolve("api-key.pem");
    if (!Files.exists(certificate) || !Files.exists(key)) {
      SelfMade.write(certificate, key, address);
    }
    return new ServerCertificate(certificate, key, clock);
  }

  /** What a connector takes; it goes on with a renewed certificate by itself. */
  public SslContextFactory.Server tls() {
    return tls;
  }

  /** What clients may pin. */
  public synchronized Fingerprint fingerprint() {
    try {
      return Fingerprint.of(served);
    } catch (CertificateException e) {
      throw new IllegalStateException("it was read from a file", e);
    }
  }

  /**
   * Takes the files again when they changed; new connections get the new certificate. Files that
   * are no good, as while they are being replaced, change nothing.
   */
  public synchronized void refresh() {
    try {
      FileTime now = changed();
      if (!now.equals(since)) {
        tls.reload(_ -> served = takeUnchecked());
        since = now;
        log.info("The API is served with the renewed certificate {}", fingerprint());
      }
    } catch (Exception e) {
      log.warn("The API goes on with the certificate it has: {}", e.getMessage());
    }
    warn();
  }

  private void warn() {
    if (served.getNotAfter().toInstant().isBefore(clock.instant().plus(EARLY))) {
      log.warn(
          "The certificate {} of the API ends at {}",
          certificate,
          served.getNotAfter().toInstant());
    }
  }

  private FileTime changed() throws IOException {
    FileTime first = Files.getLastModifiedTime(certificate);
    FileTime second = Files.getLastModifiedTime(key);
    return first.compareTo(second) > 0 ? first : second;
  }

  private X509Certificate takeUnchecked() {
    try {
      return take(tls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private X509Certificate take(SslContextFactory.Server into) throws IOException {
    X509Certificate[] chain = Pem.certificates(certificate);
    PrivateKey secret = Pem.privateKey(key);
    checkPair(chain[0], secret);
    String password = UUID.randomUUID().toString();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, secret, password.toCharArray(), chain);
      into.setKeyStore(store);
      into.setKeyStorePassword(password);
      return chain[0];
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate " + certificate + " cannot be used", e);
    }
  }

  /** Java would find out with the first client only, and tell nothing but a failed handshake. */
  private void checkPair(X509Certificate own, PrivateKey secret) throws IOException {
    String algorithm =
        switch (secret.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> secret.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(secret);
      signature.update(own.getEncoded());
      byte[] signed = signature.sign();
      signature.initVerify(own.getPublicKey());
      signature.update(own.getEncoded());
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException _) {
      // Keys of two kinds are no pair either.
    }
    throw new IOException(key + " is not the private key of the certificate " + certificate);
  }
}
