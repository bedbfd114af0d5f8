import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or rewrites the format of every Java file below a folder: google-java-format, whose own
 * command line takes files but no folders. Usage: {@code Format.java check|write FOLDER}.
 */
class Format {
  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    List<Path> sources;
    try (var found = Files.walk(root)) {
      sources = found.filter(path -> isSource(root.relativize(path))).sorted().toList();
    }
    var formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> wrong = new ArrayList<>();
    for (Path source : sources) {
      String text = Files.readString(source);
      String formatted = format(formatter, text);
      if (!formatted.equals(text)) {
        wrong.add(source);
        if (write) {
          Files.writeString(source, formatted);
        }
      }
    }
    if (!write && !wrong.isEmpty()) {
      wrong.forEach(source -> System.err.println("not formatted: " + source));
      System.err.println("Run ./ztp format");
      System.exit(1);
    }
  }

  private static boolean isSource(Path path) {
    String name = "/" + path;
    return name.endsWith(".java") && !name.contains("/target/");
  }

  private static String format(Formatter formatter, String text) throws Exception {
    String unused = RemoveUnusedImports.removeUnusedImports(text);
    return formatter.formatSource(
        ImportOrderer.reorderImports(unused, JavaFormatterOptions.Style.GOOGLE));
  }
}
