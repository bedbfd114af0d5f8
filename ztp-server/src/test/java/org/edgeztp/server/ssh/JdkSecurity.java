package org.edgeztp.server.ssh;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/** Tells the test server that the JDK has Ed25519. */
public final class JdkSecurity extends AbstractSecurityProviderRegistrar {
  public JdkSecurity() {
    super("SunEC");
  }

  /** Must come before the first use of the server's key handling, which looks only once. */
  static void register() {
    System.setProperty(SecurityUtils.SECURITY_PROVIDER_REGISTRARS, JdkSecurity.class.getName());
  }

  @Override
  public boolean isSupported() {
    return true;
  }

  @Override
  public Provider getSecurityProvider() {
    return Security.getProvider("SunEC");
  }

  @Override
  public boolean isSecurityEntitySupported(Class<?> type, String algorithm) {
    return algorithm.equals("Ed25519");
  }

  @Override
  public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
    return Optional.of(new JdkEd25519());
  }
}
