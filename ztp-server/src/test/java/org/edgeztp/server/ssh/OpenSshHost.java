package org.edgeztp.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.server.Unpacked;

/**
 * OpenSSH's server on a loopback port, with a configuration, keys and accounts of its own. Programs
 * in {@code bin/} of its directory come first on the path. Needs root, for a mount namespace.
 */
public final class OpenSshHost implements AutoCloseable {
  private final Process server;
  private final int port;
  private final String hostKey;

  /**
   * @param settings where its files go
   * @param directory home of root
   */
  public OpenSshHost(Path settings, Path directory, String authorizedKey) throws Exception {
    Path root = root().orElseThrow();
    Path key = settings.resolve("host_key");
    assertThat(run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())).isZero();
    String[] parts = Files.readString(settings.resolve("host_key.pub")).split(" ", 3);
    hostKey = parts[0] + " " + parts[1].strip();
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(settings.resolve("authorized_keys"), authorizedKey + "\n");
    Files.writeString(settings.resolve("sshd_config"), configuration(settings, directory, root));
    Files.writeString(
        settings.resolve("passwd"),
        "root:x:0:0::%s:/bin/bash\nsshd:x:65533:65534::/run/sshd:/usr/sbin/nologin\n"
            .formatted(directory));
    Files.writeString(settings.resolve("shadow"), "root:*:20000:0:99999:7:::\n");
    server =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "/bin/sh",
                "-ec",
                """
                mount --bind "$0/passwd" /etc/passwd
                mount --bind "$0/shadow" /etc/shadow
                mount -t tmpfs -o mode=755 tmpfs /run
                mkdir -m 755 /run/sshd
                exec "$1" -D -e -f "$0/sshd_config"
                """,
                settings.toString(),
                root.resolve("usr/sbin/sshd").toString())
            .redirectErrorStream(true)
            .redirectOutput(settings.resolve("sshd.log").toFile())
            .start();
    await().until(() -> answers() || !server.isAlive());
    assertThat(server.isAlive()).as(Files.readString(settings.resolve("sshd.log"))).isTrue();
  }

  /** Whether it can be had. */
  public static boolean isHere() {
    return root().isPresent() && mayMount();
  }

  /** Root in a container may not. */
  private static boolean mayMount() {
    try {
      return new ProcessBuilder("unshare", "--mount", "true")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public String hostKey() {
    return hostKey;
  }

  public int port() {
    return port;
  }

  /** Cuts every connection without a word; what runs detached runs on. */
  public void dropLinks() {
    server.children().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    dropLinks();
    server.destroy();
    server.onExit().join();
  }

  private static Optional<Path> root() {
    return Unpacked.root("usr/sbin/sshd");
  }

  private String configuration(Path settings, Path directory, Path root) {
    String own =
        """
        ListenAddress 127.0.0.1:%d
        HostKey %s/host_key
        PidFile none
        AuthorizedKeysFile %s/authorized_keys
        StrictModes no
        PasswordAuthentication no
        SetEnv PATH=%s/bin:/usr/sbin:/usr/bin:/sbin:/bin
        """
            .formatted(port, settings, settings, directory);
    // From OpenSSH 9.8 on what serves a connection is a program of its own.
    return own
        + Stream.of(
                "SshdSession usr/lib/openssh/sshd-session", "SshdAuth usr/lib/openssh/sshd-auth")
            .map(line -> line.split(" ", 2))
            .filter(part -> Files.isExecutable(root.resolve(part[1])))
            .map(part -> part[0] + "Path " + root.resolve(part[1]) + "\n")
            .reduce("", String::concat);
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == 'S';
    } catch (IOException _) {
      return false;
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
