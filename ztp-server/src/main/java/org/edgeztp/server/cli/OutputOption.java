package org.edgeztp.server.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** How a verb prints what it shows. */
public final class OutputOption {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec verb;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}: for people, or all of it as the API documents it")
  private @Nullable Format format;

  @Option(names = "--columns", hidden = true, defaultValue = "${env:COLUMNS:-0}")
  private int columns;

  /** What it is printed as. */
  enum Format {
    TABLE,
    JSON,
    YAML;

    /** As people write it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether people read it, who need less of it. */
  boolean isTable() {
    return format == null || format == Format.TABLE;
  }

  Screen screen() {
    return Screen.ofSystem(columns);
  }

  /** Prints a list: as a table, or as the API has it, without its pages. */
  void list(List<JsonNode> items, Function<List<JsonNode>, Table> table) {
    print(JsonNodeFactory.instance.arrayNode().addAll(items), items, table);
  }

  /** Prints one thing: as a table of what is in it, or as the API has it. */
  void print(JsonNode shown, List<JsonNode> items, Function<List<JsonNode>, Table> table) {
    print(shown, out -> table.apply(items).lines(screen()).forEach(out));
  }

  /** Prints one thing as lines for people, or as the API has it. */
  public void print(JsonNode shown, Consumer<Consumer<String>> lines) {
    print(shown, Format.TABLE, lines);
  }

  /**
   * The same.
   *
   * @param otherwise what it is printed as where nothing was said
   */
  void print(JsonNode shown, Format otherwise, Consumer<Consumer<String>> lines) {
    PrintWriter out = Objects.requireNonNull(verb).commandLine().getOut();
    switch (format == null ? otherwise : format) {
      case TABLE -> lines.accept(out::println);
      case JSON -> out.println(json(shown));
      case YAML -> out.print(yaml(shown));
    }
    out.flush();
  }

  private static String json(JsonNode shown) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(shown);
  }

  private static String yaml(JsonNode shown) {
    return YAMLMapper.builder()
        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
        .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
        .build()
        .writeValueAsString(shown);
  }
}
