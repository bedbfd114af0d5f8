package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The acceptance checks a cookbook brings along: {@code acceptance.json}, a list of objects with
 * {@code name}, {@code command}, {@code expect} (a regular expression) and {@code timeoutSeconds}.
 */
final class RoleChecks {
  private static final int TIMEOUT_SECONDS = 10;

  private RoleChecks() {}

  /**
   * The checks of the cookbooks, in order; a cookbook without the file has none.
   *
   * @throws IOException when a file cannot be read as such a list; the message names it
   */
  static List<Check> of(Cookbooks all, List<String> names) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (String name : names) {
      Path file = all.folder(name).resolve("acceptance.json");
      if (Files.exists(file)) {
        checks.addAll(read(name, file));
      }
    }
    return List.copyOf(checks);
  }

  private static List<Check> read(String cookbook, Path file) throws IOException {
    try {
      List<Check> checks = new ArrayList<>();
      for (JsonNode item : JsonMapper.shared().readTree(Files.readString(file))) {
        checks.add(
            Check.expecting(
                cookbook + ": " + item.required("name").stringValue(),
                item.required("command").stringValue(),
                Pattern.compile(item.path("expect").asString("")),
                Duration.ofSeconds(item.path("timeoutSeconds").asLong(TIMEOUT_SECONDS))));
      }
      return checks;
    } catch (JacksonException | PatternSyntaxException e) {
      throw new IOException("reading the checks of cookbook " + cookbook, e);
    }
  }
}
