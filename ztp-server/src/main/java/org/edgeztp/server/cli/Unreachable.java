package org.edgeztp.server.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.edgeztp.server.tls.PinnedCertificate;
import org.jspecify.annotations.Nullable;

/** No server answered, or none that is trusted. What Java says of it is for programmers. */
final class Unreachable extends IOException {
  private static final long serialVersionUID = 1L;

  private Unreachable(String message) {
    super(message);
  }

  /** Of a request that failed; itself where a server was reached. */
  static IOException or(IOException e, URI server) {
    String sentence = sentence(server, e);
    return sentence == null ? e : new Unreachable(sentence);
  }

  private static @Nullable String sentence(URI server, IOException e) {
    if (has(e, UnresolvedAddressException.class::isInstance)
        || has(e, UnknownHostException.class::isInstance)) {
      return "there is no host %s: name the server by --server, ZTP_SERVER or ztp context"
          .formatted(server.getHost());
    }
    if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
      return ("no server answers at %s: start it (ztp serve --config FILE), or name another by"
              + " --server, ZTP_SERVER or ztp context")
          .formatted(server);
    }
    if (e instanceof SSLException) {
      return has(e, cause -> says(cause, "plaintext connection"))
          ? "what answers at %s speaks no TLS: name it as http://%s"
              .formatted(server, server.getRawAuthority())
          : server + " is not trusted: " + PinnedCertificate.told(e);
    }
    if (has(e, ProtocolException.class::isInstance)
        || has(e, cause -> says(cause, "status line"))) {
      return "what answers at %s speaks no plain HTTP: if it speaks TLS, name it as https://%s"
          .formatted(server, server.getRawAuthority());
    }
    return null;
  }

  private static boolean has(Throwable e, Predicate<Throwable> sign) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (sign.test(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean says(Throwable e, String words) {
    return e.getMessage() != null && e.getMessage().contains(words);
  }
}
