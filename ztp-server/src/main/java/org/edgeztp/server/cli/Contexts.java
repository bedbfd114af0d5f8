package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The servers that a person uses, in a file that nobody else can read, and which of them verbs talk
 * to.
 */
final class Contexts {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final Path file;
  private final Map<String, Context> byName = new TreeMap<>();
  private Optional<String> current = Optional.empty();

  private Contexts(Path file) {
    this.file = file;
  }

  /**
   * Those of a file; none when it is not there.
   *
   * @throws IOException when they cannot be read, or others can
   */
  static Contexts read(Path file) throws IOException {
    var contexts = new Contexts(file);
    if (Files.exists(file)) {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new IOException(
            "%s is open to others, and tokens may be in it: chmod 600 %s".formatted(file, file));
      }
      contexts.take(Files.readString(file));
    }
    return contexts;
  }

  private void take(String text) throws IOException {
    try {
      JsonNode told = JSON.readTree(text);
      current = Optional.of(told.path("current").asString("")).filter(name -> !name.isEmpty());
      told.path("contexts")
          .propertyStream()
          .map(one -> Context.of(one.getKey(), one.getValue()))
          .forEach(context -> byName.put(context.name(), context));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("cannot understand " + file, e);
    }
  }

  Collection<Context> all() {
    return byName.values();
  }

  /** The one that verbs use which name none. */
  Optional<Context> current() {
    return current.map(byName::get);
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  Context named(String name) {
    Context found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "there is no context '%s': ztp context list".formatted(name));
    }
    return found;
  }

  /** Keeps one, in place of another of its name. The first is the one that verbs use. */
  void add(Context context) throws IOException {
    byName.put(context.name(), context);
    if (current().isEmpty()) {
      current = Optional.of(context.name());
    }
    write();
  }

  void use(String name) throws IOException {
    current = Optional.of(named(name).name());
    write();
  }

  void remove(String name) throws IOException {
    byName.remove(named(name).name());
    current = current.filter(byName::containsKey);
    write();
  }

  /** As a whole or not at all. */
  private void write() throws IOException {
    ObjectNode whole = JSON.createObjectNode();
    current.ifPresent(name -> whole.put("current", name));
    ObjectNode contexts = whole.putObject("contexts");
    byName.values().forEach(context -> contexts.set(context.name(), context.kept()));
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder, only("rwx------"));
    Path fresh = Files.createTempFile(folder, "contexts", ".new", only("rw-------"));
    try {
      Files.writeString(fresh, JSON.writeValueAsString(whole) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> only(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
