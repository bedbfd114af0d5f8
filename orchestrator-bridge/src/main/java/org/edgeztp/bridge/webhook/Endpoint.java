package org.edgeztp.bridge.webhook;

import java.net.URI;

/**
 * Where signed events are posted to.
 *
 * @param signing at least one key that signs
 */
public record Endpoint(URI url, StandardWebhooks signing) {
  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public Endpoint {
    requireHttp(url, "url");
    if (!signing.signs()) {
      throw new IllegalArgumentException("a whpk_ key alone cannot sign; give a whsec_ or whsk_");
    }
  }

  /** The URL without what may be secret in it: an account, and what follows the question mark. */
  public String shown() {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return url.getScheme() + "://" + url.getHost() + port + path;
  }

  static void requireHttp(URI uri, String setting) {
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new IllegalArgumentException(setting + " is not an http or https URL: '" + uri + "'");
    }
  }
}
