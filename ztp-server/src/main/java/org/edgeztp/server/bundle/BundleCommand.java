package org.edgeztp.server.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.edgeztp.server.cli.OutputOption;
import org.edgeztp.server.cli.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ztp bundle}: everything that a site without internet needs, as one signed file. */
@Command(
    name = "bundle",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Carry to a site without internet what it needs: boot assets, vendors' installers, cookbooks,"
          + " packages, artifacts, container images, profiles and rules, as one signed file.",
      "These verbs work on files and folders of this host, and on no server over its API."
    })
public final class BundleCommand {
  private static final int MIB = 20;
  private static final int LONGEST_SHOWN = 60;

  private final Sources sources;
  private final Clock clock;

  public BundleCommand(Sources sources, Clock clock) {
    this.sources = sources;
    this.clock = clock;
  }

  /** Knows where things are. */
  public interface Sources {
    /**
     * Reads a server's configuration.
     *
     * @param site files of profiles and rules, and of nothing else
     * @throws IOException when the server lacks what a profile installs, saying what to do
     */
    BundleSettings read(Path config, List<Path> site) throws IOException;
  }

  @Command(
      name = "create",
      description = {
        "Make a bundle of what the server of this host serves",
        "Packages are those that its mirror has fetched for machines, so deploy one of each kind"
            + " first. Images and installers are those that profiles of the configuration and of"
            + " --site install, artifacts and container images those that they name in their"
            + " attributes, and all of these that you name. The server may be running. No secrets"
            + " of the configuration go in."
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
              names = "--image",
              paramLabel = "NAME",
              description =
                  "An image or installer, as profiles name it, to go along; may be given several"
                      + " times. All go where neither this nor a profile names one")
          @Nullable List<String> installed,
      @Option(
              names = "--artifact",
              paramLabel = "NAME[/VERSION[/ARCH[/FILE]]]",
              description = "Of the artifact store, to go along; may be given several times")
          @Nullable List<String> artifacts,
      @Option(
              names = "--oci",
              paramLabel = "NAME[:TAG]",
              description = "Container images of the store; may be given several times")
          @Nullable List<String> images,
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
    List<Path> files = listed(site);
    BundleSettings from = sources.read(config, files);
    var named = new Gathering.Named(listed(installed), listed(artifacts), listed(images));
    String called = name == null ? from.site() : name;
    Path signing = key == null ? from.key() : key;
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Terminal terminal = Terminal.ofSystem();
    Gathering gathered = Gathering.of(from, called, files, named, now);
    BundleManifest manifest =
        new BundleWriter(SigningKey.of(signing), progress(terminal))
            .write(output.toAbsolutePath(), called, now, gathered.packages(), gathered.parts());
    BundleReport.describe(manifest, terminal::line);
    gathered.warnings().forEach(terminal::line);
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
    lines.put(
        "repository",
        "{folder: %s, offline: true%s}"
            .formatted(
                place.resolve(Gathering.PACKAGES),
                manifest.has(Gathering.ARTIFACTS)
                    ? ", bundled: " + place.resolve(Gathering.ARTIFACTS)
                    : ""));
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
      var sbom = new ByteArrayOutputStream();
      bundle.read(
          content -> content.path().equals(Sbom.ENTRY) ? sbom : OutputStream.nullOutputStream(),
          progress(Terminal.ofSystem()));
      BundleReport report = BundleReport.of(bundle.manifest(), sbom.toByteArray());
      output.print(report.json(), report::print);
    }
    return 0;
  }

  private static <T> List<T> listed(@Nullable List<T> given) {
    return given == null ? List.of() : given;
  }

  private static Progress progress(Terminal terminal) {
    return (path, done, total) -> {
      String end = path.substring(Math.max(0, path.length() - LONGEST_SHOWN));
      terminal.status("%3d %%  %s".formatted(total == 0 ? 100 : 100 * done / total, end));
    };
  }
}
