package org.edgeztp.assets;

import java.util.Map;

/**
 * A file of the installed system.
 *
 * @param name without its folder
 */
public record ConfigText(String name, String text) {
  public ConfigText {
    name = Checked.FILE_NAME.of(name);
  }

  Map<String, String> variables() {
    return Map.of("name", name, "text", text);
  }
}
