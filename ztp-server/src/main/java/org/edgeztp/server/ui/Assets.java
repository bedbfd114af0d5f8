package org.edgeztp.server.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The files that pages are shown with, out of the program itself. Their addresses change with what
 * is in them, so that browsers may keep them.
 */
final class Assets {
  private static final String SCRIPT = "text/javascript;charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of(
          "style.css", "text/css;charset=utf-8",
          "live.js", SCRIPT,
          "upload.js", SCRIPT,
          "sha256.min.js", SCRIPT,
          "icon.svg", "image/svg+xml");

  /** Those of others, by their names. */
  private static final Map<String, String> FOREIGN =
      Map.of("sha256.min.js", "/META-INF/resources/webjars/js-sha256/0.11.1/build/sha256.min.js");

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();

  Assets() {
    TYPES.keySet().forEach(this::read);
  }

  /** Where each is, by its name without its ending. */
  Map<String, String> addresses() {
    return addresses;
  }

  /** Answers with one of them; false when there is none of that name. */
  boolean send(String name, Response response, Callback callback) {
    Optional<byte[]> bytes = Optional.ofNullable(files.get(name));
    bytes.ifPresent(found -> {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPES.get(name));
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "public, max-age=31536000, immutable");
      response.write(true, ByteBuffer.wrap(found), callback);
    });
    return bytes.isPresent();
  }

  private void read(String name) {
    try (var in = Assets.class.getResourceAsStream(FOREIGN.getOrDefault(name, "assets/" + name))) {
      byte[] bytes = java.util.Objects.requireNonNull(in, name).readAllBytes();
      files.put(name, bytes);
      addresses.put(name.replaceFirst("\\..*", ""), "/assets/" + name + "?v=" + version(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }

  private static String version(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
