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
 * {@code name}, {@code command}, {@code expect} (a regular expression) and {@code timeoutSeconds},
 * and {@code roles} where it is not for all roles of the cookbook.
 */
final class RoleChecks {
  private static final int TIMEOUT_SECONDS = 10;

  private RoleChecks() {}

  /**
   * The checks of the roles, in the order of their cookbooks; a cookbook without the file has none.
   *
   * @throws IOException when a file cannot be read as such a list; the message names it
   */
  static List<Check> of(Cookbooks all, List<String> roles) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (String cookbook : cookbooks(roles)) {
      Path file = all.folder(cookbook).resolve("acceptance.json");
      if (Files.exists(file)) {
        checks.addAll(read(cookbook, roles, file));
      }
    }
    return List.copyOf(checks);
  }

  /** The cookbooks that hold roles, each once, in the order of the roles. */
  private static List<String> cookbooks(List<String> roles) {
    return roles.stream().map(role -> Role.plain(role).cookbook()).distinct().toList();
  }

  private static List<Check> read(String cookbook, List<String> roles, Path file)
      throws IOException {
    try {
      List<Check> checks = new ArrayList<>();
      for (JsonNode item : JsonMapper.shared().readTree(Files.readString(file))) {
        if (!isFor(cookbook, item, roles)) {
          continue;
        }
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

  /** Unless it names roles it is for all of them; a name that is none would never be checked. */
  private static boolean isFor(String cookbook, JsonNode item, List<String> roles)
      throws IOException {
    JsonNode named = item.path("roles");
    if (named.isMissingNode()) {
      return true;
    }
    List<String> names = named.valueStream().map(name -> name.asString("")).toList();
    if (names.isEmpty()
        || !names.stream().allMatch(name -> Role.plain(name).cookbook().equals(cookbook))) {
      throw new IOException(
          "reading the checks of cookbook %s: 'roles' of '%s' are a list of roles of it"
              .formatted(cookbook, item.path("name").asString("")));
    }
    return names.stream().anyMatch(roles::contains);
  }
}
