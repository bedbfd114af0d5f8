package org.edgeztp.server.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import org.jspecify.annotations.Nullable;

/** Knows one key, learns none, and remembers which one was shown. Serves one connection. */
final class PinnedHostKey implements HostKeyRepository {
  private final String pinned;
  private volatile @Nullable String shown;

  PinnedHostKey(String hostKey) {
    pinned = HostKeys.withoutComment(hostKey);
  }

  @Override
  public int check(String host, byte[] key) {
    String text = HostKeys.text(key);
    shown = text;
    return text.equals(pinned) ? OK : CHANGED;
  }

  /** One sentence that names the key shown and the key expected. */
  String mismatch(Target target) {
    String seen = shown;
    String shows =
        seen == null ? "no ed25519 host key" : "the host key " + HostKeys.fingerprint(seen);
    return "%s shows %s, but the installation reported %s; nothing was sent to it"
        .formatted(target.address(), shows, HostKeys.fingerprint(pinned));
  }

  @Override
  public void add(HostKey key, UserInfo ui) {
    throw new UnsupportedOperationException("a pinned host key takes no other");
  }

  @Override
  public void remove(String host, String type) {
    throw new UnsupportedOperationException("a pinned host key stays");
  }

  @Override
  public void remove(String host, String type, byte[] key) {
    throw new UnsupportedOperationException("a pinned host key stays");
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return "inventory";
  }

  @Override
  public HostKey[] getHostKey() {
    return new HostKey[0];
  }

  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
    return new HostKey[0];
  }
}
