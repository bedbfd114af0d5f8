package org.edgeztp.server.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.edgeztp.server.cli.OutputOption;
import org.edgeztp.server.cli.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ztp bundle}: everything that a site without internet needs, as one signed file. */
@Command(
    name = "bundle",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Carry to a site without internet what it needs: boot assets, vendors' installers, cookbooks,"
          + " packages, profiles and rules, as one signed file.",
      "These verbs work on files and folders of this host, and on no server over its API."
    })
public final class BundleCommand {
  private static final int MIB = 20;
  private static final int LONGEST_SHOWN = 60;

  private final Function<Path, BundleSettings> settings;
  private final Consumer<Path> policy;
  private final Clock clock;

  /**
   * The verb.
   *
   * @param settings where a configuration file says that things are
   * @param policy refuses a file that has no profiles and rules
   */
  public BundleCommand(
      Function<Path, BundleSettings> settings, Consumer<Path> policy, Clock clock) {
    this.settings = settings;
    this.policy = policy;
    this.clock = clock;
  }

  @Command(
      name = "create",
      description = {
        "Make a bundle of what the server of this host serves",
        "Packages are those that its mirror has fetched for machines, so deploy one of each kind"
            + " first. The server may be running. No secrets of the configuration go in."
      })
  int create(
      @Option(
              names = "--config",
              required = true,
              paramLabel = "FILE",
              description = "Of the server, as for ztp serve")
          Path config,
      @Option(
              names = "--site",
              paramLabel = "FILE",
              description = "Profiles and rules, as for ztp apply; may be given several times")
          @Nullable List<Path> site,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "Of the bundle; the configuration's site by default")
          @Nullable String name,
      @Option(
              names = "--key",
              paramLabel = "FILE",
              description = {
                "What it is signed with, made when it is missing; bundle.key of the data folder by"
                    + " default. Sites get the file beside it that ends in .pub"
              })
          @Nullable Path key,
      @Parameters(paramLabel = "BUNDLE", description = "The file to make") Path output)
      throws IOException {
    BundleSettings from = settings.apply(config);
    List<Path> files = site == null ? List.of() : site;
    files.forEach(policy);
    String called = name == null ? from.site() : name;
    Path signing = key == null ? from.key() : key;
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Terminal terminal = Terminal.ofSystem();
    Gathering gathered = Gathering.of(from, called, files, now);
    BundleManifest manifest =
        new BundleWriter(SigningKey.of(signing), progress(terminal))
            .write(output.toAbsolutePath(), called, now, gathered.packages(), gathered.parts());
    describe(manifest, terminal::line);
    if (gathered.left() > 0) {
      terminal.line(
          gathered.left() + " files of the package cache were left out: no index names them");
    }
    if (gathered.packages() == 0) {
      terminal.line("there are no packages in it: the mirror has fetched none for machines yet");
    }
    terminal.line(
        "made %s, %d MiB; sites verify it with %s"
            .formatted(output, Files.size(output) >> MIB, SigningKey.publicFile(signing)));
    return 0;
  }

  @Command(
      name = "import",
      description = {
        "Verify a bundle and unpack it into a folder of its own, whole or not at all",
        "Then it says what to write into the configuration. What is served until then stays as it"
            + " is; an import that was cut off starts anew."
      })
  int unpack(
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "The public key of who made it")
          Path key,
      @Option(
              names = "--into",
              paramLabel = "FOLDER",
              description = "Where bundles are unpacked (default: ${DEFAULT-VALUE})",
              defaultValue = "/var/lib/edgeztp/bundles")
          Path into,
      @Parameters(paramLabel = "BUNDLE", description = "The file") Path file)
      throws IOException {
    Terminal terminal = Terminal.ofSystem();
    try (BundleReader bundle = BundleReader.open(file, SiteKey.read(key))) {
      Unpacking unpacking = new Unpacking(into);
      boolean known = Files.isDirectory(unpacking.place(bundle.manifest()));
      Path place = unpacking.unpack(bundle, progress(terminal));
      terminal.line((known ? "it was unpacked already: " : "verified and unpacked: ") + place);
      terminal.line("write into the configuration, and start the server again:");
      terminal.line("");
      configuration(bundle.manifest(), place).forEach(terminal::line);
      for (Content content : bundle.manifest().of(Gathering.SITE)) {
        terminal.line("then: ./ztp apply -f " + place.resolve(content.path()));
      }
    }
    return 0;
  }

  /** What has the server serve it. */
  static List<String> configuration(BundleManifest manifest, Path place) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String part : List.of(Gathering.ASSETS, Gathering.INSTALLERS, Gathering.COOKBOOKS)) {
      if (manifest.has(part)) {
        lines.put(part, place.resolve(part).toString());
      }
    }
    lines.put("repository", "{folder: " + place.resolve(Gathering.PACKAGES) + ", offline: true}");
    return lines.entrySet().stream().map(line -> line.getKey() + ": " + line.getValue()).toList();
  }

  @Command(
      name = "show",
      description = "Verify every byte of a bundle and show what is in it; nothing is unpacked")
  int show(
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "The public key of who made it")
          Path key,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "BUNDLE", description = "The file") Path file)
      throws IOException {
    try (BundleReader bundle = BundleReader.open(file, SiteKey.read(key))) {
      bundle.read(_ -> java.io.OutputStream.nullOutputStream(), progress(Terminal.ofSystem()));
      output.print(json(bundle.manifest()), lines -> describe(bundle.manifest(), lines));
    }
    return 0;
  }

  private static void describe(BundleManifest manifest, Consumer<String> lines) {
    lines.accept(
        "%s of %s, signed by %s".formatted(manifest.name(), manifest.created(), manifest.key()));
    parts(manifest)
        .forEach((part, size) ->
            lines.accept(
                "  %-14s %6d files %8.1f MiB"
                    .formatted(part, size[0], size[1] / (double) (1 << MIB))));
    lines.accept("  packages of archives: " + manifest.packages());
  }

  private static ObjectNode json(BundleManifest manifest) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown
        .put("name", manifest.name())
        .put("created", manifest.created().toString())
        .put("key", manifest.key())
        .put("format", manifest.format())
        .put("packages", manifest.packages());
    ObjectNode parts = shown.putObject("parts");
    parts(manifest)
        .forEach((part, size) -> parts.putObject(part).put("files", size[0]).put("bytes", size[1]));
    return shown;
  }

  /** Files and bytes of each part. */
  private static Map<String, long[]> parts(BundleManifest manifest) {
    Map<String, long[]> parts = new LinkedHashMap<>();
    for (Content content : manifest.files()) {
      long[] size = parts.computeIfAbsent(content.part(), _ -> new long[2]);
      size[0]++;
      size[1] += content.size();
    }
    return parts;
  }

  private static Progress progress(Terminal terminal) {
    return (path, done, total) -> {
      String end = path.substring(Math.max(0, path.length() - LONGEST_SHOWN));
      terminal.status("%3d %%  %s".formatted(total == 0 ? 100 : 100 * done / total, end));
    };
  }
}
