package org.edgeztp.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.edgeztp.server.lab.Tool;

/** What the inventory of a benchmark is kept in, made for it and gone with its stage. */
enum ApiDatabase {
  H2("H2") {
    @Override
    String start(Stage stage) {
      return stage.file("data").resolve("inventory").toString();
    }
  },

  /** Of Debian's package, with its own settings: a commit is on the disk when it is answered. */
  POSTGRESQL("PostgreSQL") {
    @Override
    String start(Stage stage) throws IOException, InterruptedException {
      Path programs = programs();
      Path folder = Files.createDirectories(stage.file("postgresql"));
      Tool.run("chown", "postgres", folder.toString());
      String data = folder.resolve("data").toString();
      List<String> make =
          as(programs, "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8");
      Tool.run(make.toArray(String[]::new));
      Files.writeString(
          Path.of(data, "pg_hba.conf"),
          "host all all %s trust%n".formatted(Stage.NETWORK),
          StandardOpenOption.APPEND);
      String ready = programs.resolve("pg_isready").toString();
      stage
          .serve(
              "postgresql",
              as(programs, "postgres", "-D", data, "-h", Stage.SERVER, "-k", "", "-p", PORT))
          .await(stage.load(List.of(ready, "-h", Stage.SERVER, "-p", PORT)), START_LIMIT);
      return "postgresql://%s:%s/postgres".formatted(Stage.SERVER, PORT);
    }
  };

  static final String USER = "edgeztp";

  private static final String PORT = "5432";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  final String label;

  ApiDatabase(String label) {
    this.label = label;
  }

  /**
   * Makes it, empty, and starts what it needs.
   *
   * @return its URL, or its file without H2's ending
   */
  abstract String start(Stage stage) throws IOException, InterruptedException;

  private static Path programs() throws IOException {
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new IOException("no PostgreSQL in " + INSTALLED));
    }
  }

  /** PostgreSQL does not run as root. */
  private static List<String> as(Path programs, String program, String... arguments) {
    List<String> become =
        List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
    return Stream.of(
            become.stream(), Stream.of(programs.resolve(program).toString()), Stream.of(arguments))
        .flatMap(words -> words)
        .toList();
  }
}
