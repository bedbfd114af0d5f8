package org.edgeztp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads and prints the configuration file: YAML, with keys in kebab-case. */
public final class ConfigFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(new Names())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private ConfigFile() {}

  /**
   * Reads and checks a file.
   *
   * @throws ConfigException when the file cannot be read or used; the message says what to change
   */
  public static Config read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException("cannot read " + file + ": " + e);
    }
    return parse(text, file.toString());
  }

  static Config parse(String text, String name) {
    try {
      return YAML.readValue(text, Config.class);
    } catch (UnrecognizedPropertyException e) {
      throw new ConfigException(name + where(e) + ": " + unknown(e));
    } catch (JacksonException e) {
      if (e.getCause() instanceof ConfigException cause) {
        throw new ConfigException(name + ": " + cause.getMessage());
      }
      throw new ConfigException(name + where(e) + ": " + e.getOriginalMessage());
    }
  }

  /** The effective configuration, secrets hidden. */
  public static String print(Config config) {
    return YAML.writeValueAsString(config);
  }

  private static String unknown(UnrecognizedPropertyException e) {
    String key = e.getPropertyName();
    Collection<Object> known =
        e.getKnownPropertyIds() == null ? java.util.List.of() : e.getKnownPropertyIds();
    return "unknown key '%s'%s; the keys here are %s"
        .formatted(
            key, nearest(key, known).map(k -> ", did you mean '" + k + "'?").orElse(""), known);
  }

  private static Optional<String> nearest(String key, Collection<Object> known) {
    return known.stream()
        .map(Object::toString)
        .filter(candidate -> Spelling.distance(key, candidate) <= Math.max(2, key.length() / 3))
        .min(Comparator.comparingInt(candidate -> Spelling.distance(key, candidate)));
  }

  private static String where(JacksonException e) {
    return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
  }

  /** Kebab-case, and {@code interface} where Java needs another word. */
  private static final class Names extends PropertyNamingStrategies.KebabCaseStrategy {
    private static final long serialVersionUID = 1L;

    @Override
    public String translate(String input) {
      return input.equals("iface") ? "interface" : super.translate(input);
    }
  }
}
