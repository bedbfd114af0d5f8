package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.edgeztp.server.secret.SecretKind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the cookbooks say of their roles: {@code roles.yaml} in the folder of each.
 *
 * <pre>
 * kubernetes::worker:
 *   after: [base]                        # on the same machine
 *   needs: [kubernetes::control_plane]   # in service, on any machine of the site
 *   secrets: {bootstrap_token: kubeadm-token}   # made once for the site; node['kubernetes']['bootstrap_token']
 *   silence: 45                          # minutes that it may say nothing; 30 unless told
 * motd: {shell: motd.sh}                 # a script of the folder instead of a recipe
 * hardening: {ansible: site.yaml}        # a playbook
 * </pre>
 *
 * A role that stands in no file is a recipe that waits for nothing.
 */
record Roles(Cookbooks cookbooks) {
  private static final String FILE = "roles.yaml";
  private static final YAMLMapper YAML = YAMLMapper.shared();
  private static final Set<String> KEYS =
      Set.of("after", "needs", "secrets", "silence", "shell", "ansible");

  /**
   * The roles by these names, in their order.
   *
   * @throws IOException when a file cannot be read as said; the message names it
   */
  List<Role> named(List<String> names) throws IOException {
    List<Role> roles = new ArrayList<>();
    Map<String, Map<String, Role>> read = new TreeMap<>();
    for (String name : names) {
      String cookbook = Role.plain(name).cookbook();
      if (!read.containsKey(cookbook)) {
        read.put(cookbook, file(cookbook));
      }
      roles.add(read.get(cookbook).getOrDefault(name, Role.plain(name)));
    }
    return List.copyOf(roles);
  }

  /**
   * Every role that the cookbooks have: their recipes, and what their files tell of.
   *
   * @throws IOException when a file cannot be read as said; the message names it
   */
  List<Role> all() throws IOException {
    Map<String, Role> all = new TreeMap<>();
    for (String cookbook : cookbooks.names()) {
      for (String recipe : cookbooks.recipes(cookbook)) {
        all.put(recipe, Role.plain(recipe));
      }
      all.putAll(file(cookbook));
    }
    return List.copyOf(all.values());
  }

  private Map<String, Role> file(String cookbook) throws IOException {
    Path file = cookbooks.folder(cookbook).resolve(FILE);
    if (!Cookbooks.isName(cookbook) || !Files.isRegularFile(file)) {
      return Map.of();
    }
    try {
      Map<String, Role> roles = new TreeMap<>();
      for (var entry : YAML.readTree(Files.readString(file)).properties()) {
        roles.put(entry.getKey(), role(cookbook, entry.getKey(), entry.getValue()));
      }
      return roles;
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(cookbook + "/" + FILE + ": " + e.getMessage(), e);
    }
  }

  private static Role role(String cookbook, String name, JsonNode told) {
    if (!Role.plain(name).cookbook().equals(cookbook)) {
      throw new IllegalArgumentException("'" + name + "' is no role of cookbook " + cookbook);
    }
    for (String key : told.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "'%s' of %s is not known; there are %s".formatted(key, name, new TreeSet<>(KEYS)));
      }
    }
    Role.Kind kind =
        told.has("shell")
            ? Role.Kind.SHELL
            : told.has("ansible") ? Role.Kind.ANSIBLE : Role.Kind.CHEF;
    return new Role(
        name,
        kind,
        file(told, name, kind),
        names(told, name, "after"),
        names(told, name, "needs"),
        secrets(told, name),
        silence(told, name));
  }

  private static String file(JsonNode told, String name, Role.Kind kind) {
    if (kind == Role.Kind.CHEF) {
      return "";
    }
    String file = told.path(kind.name().toLowerCase(Locale.ROOT)).asString("");
    if (!file.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("'" + file + "' of " + name + " is no file of its folder");
    }
    return file;
  }

  private static List<String> names(JsonNode told, String name, String key) {
    JsonNode list = told.path(key);
    if (!list.isMissingNode()
        && !(list.isArray() && list.valueStream().allMatch(JsonNode::isString))) {
      throw new IllegalArgumentException("'" + key + "' of " + name + " is a list of roles");
    }
    return list.valueStream().map(JsonNode::stringValue).toList();
  }

  private static Map<String, SecretKind> secrets(JsonNode told, String name) {
    JsonNode map = told.path("secrets");
    Map<String, SecretKind> secrets = new TreeMap<>();
    for (var entry : map.properties()) {
      if (!entry.getKey().matches("[A-Za-z0-9_]{1,63}")) {
        throw new IllegalArgumentException(
            "'%s' of %s is no name of an attribute".formatted(entry.getKey(), name));
      }
      secrets.put(entry.getKey(), SecretKind.labelled(entry.getValue().asString("")));
    }
    if (!map.isMissingNode() && secrets.isEmpty()) {
      throw new IllegalArgumentException(
          "'secrets' of %s are names with kinds: {admin_password: password}".formatted(name));
    }
    return secrets;
  }

  private static Duration silence(JsonNode told, String name) {
    JsonNode minutes = told.path("silence");
    if (minutes.isMissingNode()) {
      return Role.SILENCE;
    }
    if (!minutes.isInt() || minutes.intValue() < 1) {
      throw new IllegalArgumentException("'silence' of " + name + " is a number of minutes");
    }
    return Duration.ofMinutes(minutes.intValue());
  }
}
