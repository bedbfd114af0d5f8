package org.edgeztp.server.tls;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.edgeztp.server.ssh.OwnerFile;

/** Makes a certificate that signs itself, by the JDK's own {@code keytool}. */
final class SelfMade {
  private static final String ALIAS = "api";
  private static final int DAYS = 3650;

  private SelfMade() {}

  /**
   * Writes both files, the certificate last.
   *
   * @param address that it is for; all of this host's where it is a wildcard
   * @throws IOException when keytool does not run
   */
  static void write(Path certificate, Path key, InetAddress address) throws IOException {
    Path store = key.resolveSibling(key.getFileName() + ".p12");
    String password = UUID.randomUUID().toString();
    Files.deleteIfExists(store);
    try {
      keytool(store, password, names(address));
      KeyStore made = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        made.load(in, password.toCharArray());
      }
      OwnerFile.write(
          key, Pem.text("PRIVATE KEY", made.getKey(ALIAS, password.toCharArray()).getEncoded()));
      OwnerFile.write(
          certificate, Pem.text("CERTIFICATE", made.getCertificate(ALIAS).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("keytool made a certificate that cannot be read", e);
    } finally {
      Files.deleteIfExists(store);
    }
  }

  private static void keytool(Path store, String password, String names) throws IOException {
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=EdgeZTP",
            "-validity",
            String.valueOf(DAYS),
            "-ext",
            "san=" + names,
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass:env",
            "STORE_PASSWORD");
    command.environment().put("STORE_PASSWORD", password);
    Process process = command.redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool made no certificate: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool made a certificate", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** What the certificate is for, as keytool's {@code san} wants it. */
  private static String names(InetAddress address) throws IOException {
    Set<String> names = new TreeSet<>(Set.of("dns:localhost", "ip:127.0.0.1"));
    String host = InetAddress.getLocalHost().getHostName();
    if (host.matches("[A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*")) {
      names.add("dns:" + host);
    }
    if (!address.isAnyLocalAddress()) {
      names.add(ip(address));
    } else {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(own -> !own.isLinkLocalAddress())
          .forEach(own -> names.add(ip(own)));
    }
    return names.stream().collect(joining(","));
  }

  private static String ip(InetAddress address) {
    return "ip:" + address.getHostAddress().replaceAll("%.*", "");
  }
}
