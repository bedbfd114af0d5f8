package org.edgeztp.assets;

import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The filters of the templates: how a value becomes harmless in the language around it. */
final class ScriptFilters extends AbstractExtension {
  private static final int MAX_WORDS = 200;
  private static final JsonMapper ASCII_JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Override
  public Map<String, Filter> getFilters() {
    return Map.of(
        "sh", filter(ScriptFilters::sh),
        "words", filter(ScriptFilters::words),
        "json", filter(ScriptFilters::json),
        "data", filter(ScriptFilters::data));
  }

  /**
   * One word of a POSIX shell that means exactly this text: in single quotes nothing is special but
   * the quote itself. A shell cannot hold NUL, so it is dropped.
   */
  static String sh(String text) {
    return "'" + text.replace("\0", "").replace("'", "'\\''") + "'";
  }

  /**
   * A sentence for an iPXE {@code echo}: one line, without what iPXE would expand or take for the
   * end of the command.
   */
  static String words(String text) {
    String harmless = text.replaceAll("[^A-Za-z0-9 .,:/()'_@=+-]+", " ").strip();
    return harmless.substring(0, Math.min(harmless.length(), MAX_WORDS));
  }

  /**
   * A JSON string with its quotes; in YAML it means the same. What is not printable ASCII is
   * escaped, as YAML forbids more of it than JSON does.
   */
  static String json(String text) {
    return ASCII_JSON.writeValueAsString(text).replace("\u007f", "\\u007f");
  }

  /** A {@code data:} URL of the text, as Ignition takes the contents of files. */
  static String data(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return "data:;base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static Filter filter(UnaryOperator<String> change) {
    return new Filter() {
      @Override
      public @Nullable List<String> getArgumentNames() {
        return null;
      }

      @Override
      public Object apply(
          Object input,
          Map<String, Object> arguments,
          PebbleTemplate self,
          EvaluationContext context,
          int line) {
        return change.apply(input.toString());
      }
    };
  }
}
