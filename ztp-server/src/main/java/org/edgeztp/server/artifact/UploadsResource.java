package org.edgeztp.server.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.WrongField;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/uploads/SHA256}: content on its way, by its own hash. {@code PUT
 * ?size=BYTES&offset=BYTES} sends it, from an offset on when a part is here already, which {@code
 * GET} tells.
 */
record UploadsResource(Artifacts store) implements Resource {
  /**
   * Some content.
   *
   * @param offset of the first byte that is not here
   * @param whole whether it is all here and verified
   */
  record View(String sha256, long offset, boolean whole) {}

  @Override
  public List<String> itemMethods() {
    return List.of("GET");
  }

  @Override
  public boolean takesContent() {
    return true;
  }

  @Override
  public Object answer(String method, JsonNode body) {
    try {
      return Map.of("items", store.blobs().parts().stream().map(this::view).toList());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public Object item(String method, String item) {
    return view(hash(item));
  }

  @Override
  public Object take(String item, Map<String, String> query, InputStream content) {
    Sha256 hash = hash(item);
    long size = number(query, "size", "-1");
    long offset = number(query, "offset", "0");
    if (offset > size) {
      throw new WrongField("offset", "nothing is to come behind the end of the content");
    }
    try {
      if (offset == 0) {
        store.sweep();
      }
      return switch (store.blobs().take(hash, offset, size, content)) {
        case Received.Refused(var problem) -> problem;
        case Received.Whole _, Received.Part _ -> view(hash);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("the artifact store cannot be written", e);
    }
  }

  private View view(Sha256 hash) {
    try {
      return new View(hash.hex(), store.blobs().offset(hash), store.blobs().find(hash).isPresent());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("the artifact store cannot be read", e);
  }

  private static Sha256 hash(String item) {
    try {
      return Sha256.parse(item);
    } catch (IllegalArgumentException e) {
      throw new WrongField("item", String.valueOf(e.getMessage()));
    }
  }

  private static long number(Map<String, String> query, String name, String otherwise) {
    String text = query.getOrDefault(name, otherwise);
    if (!text.matches("\\d{1,18}")) {
      throw new WrongField(name, name + " is a number of bytes: ?size=BYTES&offset=BYTES");
    }
    return Long.parseLong(text);
  }
}
