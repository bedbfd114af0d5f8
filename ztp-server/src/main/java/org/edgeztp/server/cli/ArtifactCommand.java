package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp artifact}: the files that machines can fetch from the server. */
@Command(
    name = "artifact",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Keep files for machines, by name, version and architecture: programs, packages, installers.",
      "Machines fetch them at http://SERVER/artifacts/NAME/VERSION/ARCH/FILE; /artifacts/ lists"
          + " them with their SHA-256."
    })
public final class ArtifactCommand {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MISMATCH = 422;

  @Command(
      name = "add",
      description = {
        "Send a file to the server",
        "Its content is sent once, whatever it is called; after a cut the same command goes on"
            + " where it stopped. It can be fetched when all of it has come and is what its SHA-256"
            + " says."
      })
  int add(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "FILE") Path file,
      @Parameters(
              paramLabel = "NAME/VERSION[/ARCH[/FILE]]",
              description =
                  "What it is called, as kubelet/1.34.1/amd64; ARCH is 'all' and FILE as it is"
                      + " called here unless told")
          String path,
      @Option(
              names = "--sha256",
              paramLabel = "HASH",
              description = "What its maker says; another file is refused")
          @Nullable String sha256,
      @Option(
              names = "--signature",
              paramLabel = "FILE",
              description = "Detached OpenPGP signature, which the server checks; needs --key")
          @Nullable Path signature,
      @Option(
              names = "--key",
              paramLabel = "FILE",
              description = "Public key of who signed, armoured or not")
          @Nullable Path key)
      throws IOException, InterruptedException {
    Map<String, Object> wish = wish(path, file);
    if ((signature == null) != (key == null)) {
      throw new IllegalArgumentException("--signature and --key are given together");
    }
    if (signature != null && key != null) {
      wish.put("signature", Map.of("file", base64(signature), "key", base64(key)));
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " is no file");
    }
    try (ApiConnection api = server.connection()) {
      Terminal terminal = Terminal.ofSystem();
      var upload = new Upload(api, terminal, PAUSE);
      String hash = upload.hash(file);
      if (sha256 != null && !sha256.strip().toLowerCase(Locale.ROOT).equals(hash)) {
        throw new Refused(
            MISMATCH,
            "the SHA-256 of %s is %s, not the one told: nothing was sent".formatted(file, hash));
      }
      wish.put("sha256", hash);
      upload.send(file, hash);
      JsonNode added = api.send("POST", "/api/v1/artifacts", wish);
      terminal.status("");
      output.print(added, List.of(added), items -> Cells.of("artifacts", items).table(items));
    }
    return 0;
  }

  private static Map<String, Object> wish(String path, Path file) {
    String[] parts = path.split("/", -1);
    if (parts.length < 2 || parts.length > 4) {
      throw new IllegalArgumentException(
          "'%s' is not NAME/VERSION[/ARCH[/FILE]]: kubelet/1.34.1/amd64".formatted(path));
    }
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("name", parts[0]);
    wish.put("version", parts[1]);
    wish.put("arch", parts.length > 2 ? parts[2] : "all");
    wish.put("file", parts.length > 3 ? parts[3] : String.valueOf(file.getFileName()));
    return wish;
  }

  /** In lines, which the audit does not repeat. */
  private static String base64(Path file) throws IOException {
    return Base64.getMimeEncoder().encodeToString(Files.readAllBytes(file));
  }

  @Command(name = "list", description = "What there is")
  void list(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "All versions of that alone")
          @Nullable String name)
      throws IOException, InterruptedException {
    String named = name == null ? "" : "&name=" + ApiClient.encoded(name);
    try (ApiClient api = server.client()) {
      output.list(
          api.list("artifacts", "limit=1000" + named),
          all -> Cells.of("artifacts", all).table(all));
    }
  }

  @Command(name = "show", description = "One of them: where machines fetch it, and who added it")
  void show(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME/VERSION/ARCH/FILE") String path)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      JsonNode one = api.one("artifacts", path);
      output.print(
          one,
          lines ->
              one.propertyStream()
                  .forEach(field ->
                      lines.accept(
                          "%-10s %s".formatted(field.getKey(), Cells.text(field.getValue())))));
    }
  }

  @Command(name = "remove", description = "Take it away, and its content where nothing else has it")
  void remove(
      @Mixin ServerOption server, @Parameters(paramLabel = "NAME/VERSION/ARCH/FILE") String path)
      throws IOException, InterruptedException {
    try (ApiConnection api = server.connection()) {
      api.send(
          "DELETE", "/api/v1/artifacts/" + ApiClient.encoded(path).replace("%2F", "/"), Map.of());
      System.out.println("removed " + path);
    }
  }
}
