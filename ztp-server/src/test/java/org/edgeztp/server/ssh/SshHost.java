package org.edgeztp.server.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;

/**
 * A machine's SSH server on a free loopback port: a real server, a real bash below it, and programs
 * in {@code bin/} of its directory that come first on the path.
 */
public final class SshHost implements AutoCloseable {
  static {
    JdkSecurity.register();
  }

  private static final List<String> BASH = List.of("/bin/bash", "-c");

  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile String authorized;

  public SshHost(Path directory, String authorizedKey) throws Exception {
    this(directory, authorizedKey, List.of("127.0.0.1"), _ -> BASH);
  }

  /**
   * Several machines with one host key and one port.
   *
   * @param addresses of the loopback network
   * @param shell what commands are given to as the last argument, by address
   */
  public SshHost(
      Path directory,
      String authorizedKey,
      List<String> addresses,
      Function<String, List<String>> shell)
      throws Exception {
    authorized = authorizedKey;
    hostKey = newKey();
    server.setHost(String.join(",", addresses));
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator(
        (_, key, _) -> PublicKeyEntry.toString(key).equals(HostKeys.withoutComment(authorized)));
    server.setCommandFactory((channel, command) ->
        new BashCommand(directory, shell.apply(address(channel.getSession())), command));
    server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionCreated(Session session) {
            connections.incrementAndGet();
          }
        });
    server.start();
  }

  private static String address(Session session) {
    var local = (InetSocketAddress) session.getIoSession().getLocalAddress();
    return local.getAddress().getHostAddress();
  }

  public static KeyPair newKey() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  public String hostKey() {
    return PublicKeyEntry.toString(hostKey.getPublic());
  }

  public int port() {
    return server.getPort();
  }

  public Target target() {
    return new Target("127.0.0.1", port(), "root", hostKey());
  }

  public int connections() {
    return connections.get();
  }

  public void authorize(String key) {
    authorized = key;
  }

  /** Cuts every connection without a word; what runs detached runs on. */
  public void dropLinks() {
    server.getActiveSessions().forEach(session -> session.close(true));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
