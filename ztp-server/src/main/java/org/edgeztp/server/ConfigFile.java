package org.edgeztp.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads and prints the configuration file: YAML, with keys in kebab-case. */
public final class ConfigFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(new Names())
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** Without keys that have no value, for people to edit. */
  private static final YAMLMapper BRIEF =
      YAML.rebuild()
          .changeDefaultPropertyInclusion(
              usual -> usual.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  private ConfigFile() {}

  /**
   * Reads and checks a file.
   *
   * @throws ConfigException when the file cannot be read or used; the message says what to change
   */
  public static Config read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw unread(file, e);
    }
  }

  /**
   * Reads and checks a file with nothing but profiles and rules in it.
   *
   * @throws ConfigException when the file cannot be read or used
   */
  static PolicyEntry readPolicy(Path file) {
    try {
      return parsePolicy(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw unread(file, e);
    }
  }

  private static ConfigException unread(Path file, IOException e) {
    return new ConfigException(
        e instanceof NoSuchFileException
            ? "there is no file " + file
            : "cannot read " + file + ": " + e);
  }

  static Config parse(String text, String name) {
    return parse(text, name, Config.class);
  }

  /** Reads and checks a file with nothing but profiles and rules in it. */
  static PolicyEntry parsePolicy(String text, String name) {
    return parse(text, name, PolicyEntry.class);
  }

  private static <T> T parse(String text, String name, Class<T> kind) {
    try {
      JsonNode tree = YAML.readTree(text);
      if (!tree.isObject()) {
        throw new ConfigException("there are no keys in it");
      }
      ConfigKeys.check(tree, kind);
      return YAML.treeToValue(tree, kind);
    } catch (ConfigException e) {
      throw new ConfigException(name + ": " + placed(text, e.place(), e.getMessage()));
    } catch (JacksonException e) {
      String sentence =
          e.getCause() instanceof ConfigException cause ? cause.getMessage() : e.getMessage();
      throw new ConfigException(name + ": " + placed(text, e, sentence));
    }
  }

  private static String placed(String text, JacksonException e, @Nullable String sentence) {
    TokenStreamLocation location = e.getLocation();
    return location != null && location.getLineNr() > 0
        ? "line %d: %s".formatted(location.getLineNr(), e.getOriginalMessage())
        : placed(text, ConfigLines.place(e.getPath()), sentence);
  }

  private static String placed(String text, JsonPointer place, @Nullable String sentence) {
    return ConfigLines.of(YAML, text)
        .at(place)
        .map(line -> "line %d: %s".formatted(line, sentence))
        .orElse(String.valueOf(sentence));
  }

  /** What is said of a profile or a rule of a text, with its name and line where it has that. */
  static String placed(String text, String name, String sentence) {
    return ConfigLines.of(YAML, text)
        .about(sentence)
        .map(line -> "%s: line %d: %s".formatted(name, line, sentence))
        .orElse(sentence);
  }

  /** The effective configuration, secrets hidden. */
  public static String print(Config config) {
    return YAML.writeValueAsString(config);
  }

  /** Profiles and rules as {@code ztp apply} reads them. */
  static String print(PolicyEntry policy) {
    return BRIEF.writeValueAsString(policy);
  }

  /** A part of the configuration, as the file writes it. */
  static JsonNode tree(Object part) {
    return YAML.valueToTree(part);
  }

  private static final class Names extends PropertyNamingStrategies.KebabCaseStrategy {
    private static final long serialVersionUID = 1L;

    @Override
    public String translate(String input) {
      return ConfigKeys.key(input);
    }
  }
}
