package org.edgeztp.server.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import java.net.ConnectException;
import java.time.Duration;

/**
 * Connects with JSch: the operator key and the pinned host key, and nothing from the surroundings
 * (no agent, no known_hosts, no forwarding). May be used by many threads.
 */
public final class JschRemote implements Remote {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int ALIVE_MILLIS = 10_000;
  private static final int ALIVE_MISSES = 3;

  private final OperatorKey key;
  private final Duration timeout;

  public JschRemote(OperatorKey key) {
    this(key, CONNECT);
  }

  /**
   * @param timeout of the connect, and of each answer until the user is let in
   */
  JschRemote(OperatorKey key, Duration timeout) {
    this.key = key;
    this.timeout = timeout;
  }

  @Override
  public ConnectResult connect(Target target) throws InterruptedException {
    var pinned = new PinnedHostKey(target.hostKey());
    Session session = null;
    try {
      session = prepare(target, pinned);
      session.connect(Math.toIntExact(timeout.toMillis()));
      return new ConnectResult.Connected(new JschSession(session, target.address()));
    } catch (JSchException e) {
      if (session != null) {
        session.disconnect();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("connecting to " + target.address());
      }
      return refusal(e, target, pinned);
    }
  }

  /**
   * Only the ed25519 host key is asked for: it is the one that the installation reports, and a
   * server that prefers another of its keys would look like a stranger.
   */
  private Session prepare(Target target, PinnedHostKey pinned) throws JSchException {
    var jsch = new JSch();
    jsch.addIdentity("operator", key.privateKey(), null, null);
    jsch.setHostKeyRepository(pinned);
    Session session = jsch.getSession(target.user(), target.address(), target.port());
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("server_host_key", "ssh-ed25519");
    session.setConfig("PreferredAuthentications", "publickey");
    session.setSocketFactory(new DirectSockets(timeout));
    session.setServerAliveInterval(ALIVE_MILLIS);
    session.setServerAliveCountMax(ALIVE_MISSES);
    session.setDaemonThread(true);
    return session;
  }

  private static ConnectResult refusal(JSchException e, Target target, PinnedHostKey pinned) {
    return switch (e) {
      case JSchHostKeyException _ -> new ConnectResult.WrongHostKey(pinned.mismatch(target));
      case JSchAlgoNegoFailException failure
          when failure.getAlgorithmName().equals("server_host_key") ->
          new ConnectResult.WrongHostKey(pinned.mismatch(target));
      case JSchException failure when String.valueOf(failure.getMessage()).startsWith("Auth ") ->
          new ConnectResult.AuthRefused(
              "%s has the right host key but does not take the operator key for user %s"
                  .formatted(target.address(), target.user()));
      default -> notYet(target, innermost(e));
    };
  }

  private static ConnectResult notYet(Target target, Throwable cause) {
    String reason = "%s port %d: %s".formatted(target.address(), target.port(), cause.getMessage());
    boolean closed =
        cause instanceof ConnectException
            && String.valueOf(cause.getMessage()).startsWith("Connection refused");
    return new ConnectResult.NotYet(reason, closed);
  }

  private static Throwable innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
