package org.edgeztp.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JschRemoteTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path directory;
  private SshHost host;
  private OperatorKey key;
  private Remote remote;

  @BeforeEach
  void start() throws Exception {
    key = OperatorKey.in(directory.resolve("keys"), "a word");
    host = new SshHost(directory, key.publicKey());
    remote = new JschRemote(key);
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
  }

  private RemoteSession session() throws InterruptedException {
    return ((ConnectResult.Connected) remote.connect(host.target())).session();
  }

  @Test
  void givesExitCodeAndBothOutputs() throws Exception {
    try (RemoteSession session = session()) {
      Output output = session.run("echo said; echo wrong >&2; cat; exit 7", LONG);
      assertThat(output).isEqualTo(new Output(7, "said\n", "wrong\n"));
    }
  }

  @Test
  void keepsTheEndOfAnOutputThatIsTooLong() throws Exception {
    try (RemoteSession session = session()) {
      Output output = session.run("seq 1 200000", LONG);
      assertThat(output.stdout()).hasSize(64 * 1024).endsWith("199999\n200000\n");
    }
  }

  @Test
  void letsACommandGoThatTakesTooLong() throws Exception {
    try (RemoteSession session = session()) {
      Output output = session.run("echo begun; exec sleep 60", Duration.ofMillis(300));
      assertThat(output).isEqualTo(new Output(Output.TIMED_OUT, "begun\n", ""));
      assertThat(session.run("echo next", LONG).stdout()).isEqualTo("next\n");
    }
  }

  @Test
  void sendsEveryByte() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    try (RemoteSession session = session()) {
      Output output = session.send(new ByteArrayInputStream(content), "cat >sent", LONG);
      assertThat(output.exit()).isZero();
    }
    assertThat(directory.resolve("sent")).hasBinaryContent(content);
  }

  @Test
  void followsLinesUntilTheCommandEnds() throws Exception {
    List<String> lines = new ArrayList<>();
    try (RemoteSession session = session()) {
      RemoteSession.End end =
          session.follow("seq 1 1000; echo größer; printf unfinished", lines::add, LONG);
      assertThat(end).isEqualTo(RemoteSession.End.FINISHED);
    }
    assertThat(lines).hasSize(1001).startsWith("1", "2").endsWith("1000", "größer");
  }

  @Test
  void tellsSilenceFromTheEnd() throws Exception {
    List<String> lines = new ArrayList<>();
    try (RemoteSession session = session()) {
      RemoteSession.End end =
          session.follow("echo one; exec sleep 60", lines::add, Duration.ofMillis(300));
      assertThat(end).isEqualTo(RemoteSession.End.SILENT);
      assertThat(session.run("echo alive", LONG).stdout()).isEqualTo("alive\n");
    }
    assertThat(lines).containsExactly("one");
  }

  @Test
  void survivesAListenerThatThrowsWhileLinesAreWaiting() throws Exception {
    try (RemoteSession session = session()) {
      assertThatThrownBy(() -> session.follow("seq 1 100000", _ -> fail(), LONG))
          .isInstanceOf(IllegalStateException.class);
      assertThat(session.run("echo alive", LONG).stdout()).isEqualTo("alive\n");
    }
  }

  @Test
  void saysThatTheLinkWasLostWhileFollowing() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (RemoteSession session = session()) {
      Thread.ofVirtual().start(() -> dropAfter(lines));
      assertThatThrownBy(() -> session.follow("echo one; exec sleep 60", lines::add, LONG))
          .isInstanceOf(LinkLostException.class);
      assertThatThrownBy(() -> session.run("true", LONG)).isInstanceOf(LinkLostException.class);
    }
  }

  @Test
  void saysThatTheLinkWasLostWhileACommandRan() throws Exception {
    try (RemoteSession session = session()) {
      Thread.ofVirtual()
          .start(() -> {
            await().until(() -> Files.exists(directory.resolve("begun")));
            host.dropLinks();
          });
      assertThatThrownBy(() -> session.run("touch begun; exec sleep 60", LONG))
          .isInstanceOf(LinkLostException.class);
    }
  }

  @Test
  void endsPromptlyWhenInterrupted() throws Exception {
    var thrown = new AtomicReference<Throwable>();
    try (RemoteSession session = session()) {
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  session.run("touch begun; exec sleep 60", Duration.ofMinutes(1));
                } catch (Exception e) {
                  thrown.set(e);
                }
              });
      await().until(() -> Files.exists(directory.resolve("begun")));
      caller.interrupt();
      assertThat(caller.join(Duration.ofSeconds(3))).isTrue();
    }
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void refusesAnotherHostKeyAndNamesBoth() throws Exception {
    String pinned = PublicKeyEntry.toString(SshHost.newKey().getPublic());
    var target = new Target("127.0.0.1", host.port(), "root", pinned);
    assertThat(remote.connect(target))
        .isInstanceOfSatisfying(
            ConnectResult.WrongHostKey.class,
            wrong ->
                assertThat(wrong.reason())
                    .contains(HostKeys.fingerprint(pinned))
                    .contains(HostKeys.fingerprint(host.hostKey())));
  }

  @Test
  void refusesEveryHostKeyWhenThePinnedOneIsNone() throws Exception {
    var target = new Target("127.0.0.1", host.port(), "root", "rubbish");
    assertThat(remote.connect(target)).isInstanceOf(ConnectResult.WrongHostKey.class);
  }

  @Test
  void takesThePinnedKeyWithAComment() throws Exception {
    var target = new Target("127.0.0.1", host.port(), "root", host.hostKey() + "  root@node \n");
    ConnectResult result = remote.connect(target);
    assertThat(result).isInstanceOf(ConnectResult.Connected.class);
    ((ConnectResult.Connected) result).session().close();
  }

  @Test
  void saysThatTheOperatorKeyIsNotTaken() throws Exception {
    host.authorize("nobody");
    assertThat(remote.connect(host.target()))
        .isInstanceOfSatisfying(
            ConnectResult.AuthRefused.class,
            refused -> assertThat(refused.reason()).contains("127.0.0.1").contains("root"));
  }

  @Test
  void waitsForAMachineThatRefuses() throws Exception {
    Target target = host.target();
    host.close();
    assertThat(remote.connect(target))
        .isInstanceOfSatisfying(
            ConnectResult.NotYet.class,
            notYet -> assertThat(notYet.reason()).containsIgnoringCase("refused"));
  }

  @Test
  void waitsForAMachineThatAcceptsAndSaysNothing() throws Exception {
    try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var target = new Target("127.0.0.1", mute.getLocalPort(), "root", host.hostKey());
      Remote hasty = new JschRemote(key, Duration.ofMillis(300));
      assertThat(hasty.connect(target)).isInstanceOf(ConnectResult.NotYet.class);
    }
  }

  private void dropAfter(List<String> lines) {
    await().until(() -> !lines.isEmpty());
    host.dropLinks();
  }

  private static void fail() {
    throw new IllegalStateException("the listener's own fault");
  }
}
