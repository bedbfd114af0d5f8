package org.edgeztp.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.edgeztp.server.artifact.Content;
import org.edgeztp.server.artifact.OciArchive;
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
      "Keep files for machines, by name, version and architecture: programs, packages, installers;"
          + " and images of containers.",
      "Machines fetch them at http://SERVER/artifacts/NAME/VERSION/ARCH/FILE; /artifacts/ lists"
          + " them with their SHA-256. Images are pulled from SERVER as from a registry."
    })
public final class ArtifactCommand {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String IMAGES = "/api/v1/container-images";
  private static final Content NOTHING = new Content("", 0, InputStream::nullInputStream);
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
              arity = "0..1",
              paramLabel = "NAME/VERSION[/ARCH[/FILE]]",
              description =
                  "What it is called, as kubelet/1.34.1/amd64; ARCH is 'all' and FILE as it is"
                      + " called here unless told")
          @Nullable String path,
      @Option(
              names = "--oci",
              paramLabel = "NAME[:TAG]",
              description =
                  "The file is a container image (docker save, podman save --format oci-archive),"
                      + " to be pulled by this name; TAG is 'latest' unless told")
          @Nullable String image,
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
    if ((path == null) == (image == null)) {
      throw new IllegalArgumentException(
          "say what it is called: NAME/VERSION[/ARCH[/FILE]], or for an image --oci NAME[:TAG]");
    }
    if ((signature == null) != (key == null)) {
      throw new IllegalArgumentException("--signature and --key are given together");
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " is no file");
    }
    Map<String, Object> wish = path == null ? new LinkedHashMap<>() : wish(path, file);
    if (signature != null && key != null) {
      wish.put("signature", Map.of("file", base64(signature), "key", base64(key)));
    }
    if (image != null && !wish.isEmpty()) {
      throw new IllegalArgumentException("of container images no signatures are checked");
    }
    try (ApiConnection api = server.connection()) {
      Terminal terminal = Terminal.ofSystem();
      var upload = new Upload(api, terminal, PAUSE);
      Content content = image == null || sha256 != null ? upload.of(file) : NOTHING;
      if (sha256 != null && !sha256.strip().toLowerCase(Locale.ROOT).equals(content.sha256())) {
        throw new Refused(
            MISMATCH,
            "the SHA-256 of %s is %s, not the one told: nothing was sent"
                .formatted(file, content.sha256()));
      }
      JsonNode added;
      if (image == null) {
        upload.send(String.valueOf(file.getFileName()), content);
        wish.put("sha256", content.sha256());
        added = api.send("POST", "/api/v1/artifacts", wish);
      } else {
        added = api.send("POST", IMAGES, sent(upload, file, image));
      }
      terminal.status("");
      String kind = image == null ? "artifacts" : "container-images";
      output.print(added, List.of(added), items -> Cells.of(kind, items).table(items));
    }
    return 0;
  }

  /** Sends what an image consists of, and tells what it is to be called. */
  private static Map<String, Object> sent(Upload upload, Path file, String image)
      throws IOException, InterruptedException {
    Map<String, Object> wish = named(image);
    String tag = String.valueOf(wish.get("tag"));
    try (OciArchive archive = OciArchive.open(file)) {
      List<Content> contents = archive.image(tag);
      for (int i = 0; i < contents.size(); i++) {
        upload.send("%s, part %d of %d".formatted(image, i + 1, contents.size()), contents.get(i));
      }
      wish.put("digest", "sha256:" + contents.getLast().sha256());
    }
    return wish;
  }

  private static Map<String, Object> named(String image) {
    int colon = image.lastIndexOf(':');
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("name", colon < 0 ? image : image.substring(0, colon));
    named.put("tag", colon < 0 ? "latest" : image.substring(colon + 1));
    return named;
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
          @Nullable String name,
      @Option(names = "--oci", description = "Container images instead of files") boolean images)
      throws IOException, InterruptedException {
    String kind = images ? "container-images" : "artifacts";
    String page = images ? "" : "limit=1000&";
    String named = name == null ? "" : "name=" + ApiClient.encoded(name);
    try (ApiClient api = server.client()) {
      output.list(api.list(kind, page + named), all -> Cells.of(kind, all).table(all));
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
      @Mixin ServerOption server,
      @Parameters(paramLabel = "NAME/VERSION/ARCH/FILE") String path,
      @Option(names = "--oci", description = "A container image instead: NAME:TAG") boolean image)
      throws IOException, InterruptedException {
    try (ApiConnection api = server.connection()) {
      api.send("DELETE", image ? question(named(path)) : place(path), Map.of());
      System.out.println("removed " + path);
    }
  }

  @Command(
      name = "prune",
      description = {
        "Container images that no profile names and that nobody added or pulled for some time",
        "They are listed, and nothing is removed without --remove. Those of a bundle go with it."
      })
  void prune(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Option(
              names = "--keep",
              paramLabel = "DAYS",
              defaultValue = "30",
              description = "For how long they stay (default: ${DEFAULT-VALUE})")
          int days,
      @Option(names = "--remove", description = "Remove them, and what nothing else consists of")
          boolean remove)
      throws IOException, InterruptedException {
    String unused = "unused=" + days;
    if (remove) {
      try (ApiConnection api = server.connection()) {
        List<JsonNode> removed =
            api.send("DELETE", IMAGES + "?" + unused, Map.of())
                .path("items")
                .valueStream()
                .toList();
        output.list(removed, all -> Cells.of("container-images", all).table(all));
      }
    } else {
      try (ApiClient api = server.client()) {
        output.list(
            api.list("container-images", unused),
            all -> Cells.of("container-images", all).table(all));
      }
    }
  }

  private static String place(String path) {
    return "/api/v1/artifacts/" + ApiClient.encoded(path).replace("%2F", "/");
  }

  private static String question(Map<String, Object> image) {
    return "%s?name=%s&tag=%s"
        .formatted(
            IMAGES,
            ApiClient.encoded(String.valueOf(image.get("name"))),
            ApiClient.encoded(String.valueOf(image.get("tag"))));
  }
}
