package org.edgeztp.inventory.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An answer ready to be sent, once or again.
 *
 * @param headers beside the type
 * @param kept whether it may be kept, to be given again
 */
record Reply(int status, String type, Map<String, String> headers, String body, boolean kept) {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  private static final int TAG_DIGITS = 32;

  static Reply json(String body) {
    return new Reply(200, JSON, Map.of(), body, true);
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, type, more, body, kept);
  }

  Reply notKept() {
    return new Reply(status, type, headers, body, false);
  }

  /** With an ETag that changes with every byte of the body. */
  Reply tagged() {
    return with(HttpHeader.ETAG.asString(), quoted(hash(body).substring(0, TAG_DIGITS)));
  }

  static String quoted(String tag) {
    return '"' + tag + '"';
  }

  /** SHA-256 in hexadecimal. */
  static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isGood() {
    return status < 300;
  }

  boolean send(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    headers.forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }
}
