package org.edgeztp.server.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;

/**
 * The store: what people added, for machines to fetch. Content comes first, by its hash, and gets
 * its name when all of it is here; what has a name is complete. Thread-safe.
 *
 * <pre>
 *   blobs/sha256/HASH                     content
 *   files/NAME/VERSION/ARCH/FILE.json     what is called so: its hash, and who added it when
 *   images/NAME:TAG.json                  the same of container images, with all hashes of each
 *   uploads/HASH                          content that is on its way
 * </pre>
 *
 * <p>What an imported bundle has is served as well, from a second folder of the same layout that
 * stays as it is. Nothing here leans on it, as the next bundle may not have it.
 */
public final class Artifacts implements AutoCloseable {
  /** Of the device plane: below it are the files. */
  static final String PREFIX = "/artifacts/";

  static final String FILES = "files";
  static final String IMAGES = "images";

  private final Blobs blobs;
  private final Optional<Path> bundled;
  private final Catalogue<Artifact> files;
  private final Catalogue<Image> images;
  private final Clock clock;
  private final FolderLock mine;
  private final ReentrantLock lock = new ReentrantLock();

  /** Who adds or removes. */
  private interface Change {
    Optional<Problem> make() throws IOException;
  }

  /**
   * Opens it, and removes what nobody named or went on with.
   *
   * @param folder made if absent; for this store alone
   * @param bundled folder of what a bundle had
   * @throws IOException if a folder cannot be used, or another process has the first one
   */
  public Artifacts(Path folder, Optional<Path> bundled, Clock clock) throws IOException {
    this.clock = clock;
    this.bundled = bundled;
    if (bundled.isPresent() && !Files.isDirectory(bundled.get())) {
      throw new IOException(
          "repository.bundled names %s, where nothing is: write there what 'ztp bundle import' says"
              .formatted(bundled.get()));
    }
    this.mine = FolderLock.take(folder);
    try {
      this.blobs = new Blobs(folder);
      this.files =
          new Catalogue<>(
              folder.resolve(FILES),
              bundled.map(from -> from.resolve(FILES)),
              Artifact.class,
              Artifact::path);
      this.images =
          new Catalogue<>(
              folder.resolve(IMAGES),
              bundled.map(from -> from.resolve(IMAGES)),
              Image.class,
              Image::path);
      images.beginUses(clock.instant());
      sweep();
    } catch (IOException failed) {
      mine.close();
      throw failed;
    }
  }

  /**
   * Of the API, by name.
   *
   * @param profiles node attributes of the profiles in force, by their names
   * @param kept names of images that are not unused, {@code NAME[:TAG]}
   */
  public Map<String, Resource> resources(
      Supplier<Map<String, Map<String, Object>>> profiles, List<String> kept) {
    return Map.of(
        "artifacts", new ArtifactsResource(this, clock),
        "container-images", new ContainerImagesResource(this, clock, profiles, kept),
        "uploads", new UploadsResource(this));
  }

  /** Takes every request of the device plane below {@code /artifacts/} and {@code /v2/}. */
  public Handler handler() {
    return new Handler.Sequence(new ArtifactFiles(this), new Registry(this));
  }

  /** What was sent here, whether it has a name or not. */
  Blobs blobs() {
    return blobs;
  }

  /** The file with some content, for whoever fetches it. */
  Optional<Path> content(Sha256 hash) {
    return blobs
        .find(hash)
        .or(() -> bundled.map(from -> Blobs.in(from, hash)).filter(Files::isRegularFile));
  }

  /** All of them, by their paths. */
  Collection<Artifact> all() {
    return files.all();
  }

  Optional<Artifact> find(String path) {
    return files.find(path);
  }

  /** Gives content its name; why not, where it stays without. */
  Optional<Problem> add(Artifact artifact) throws IOException {
    return alone(() -> {
      Optional<Problem> refusal = refusal(artifact);
      if (refusal.isEmpty() && !files.isOwn(artifact.path())) {
        files.put(artifact);
      }
      return refusal;
    });
  }

  /** Why a name cannot be given: its content is not here, or another one has it. */
  Optional<Problem> refusal(Artifact artifact) {
    Optional<Artifact> present = find(artifact.path());
    if (present.isPresent() && !present.get().sha256().equals(artifact.sha256())) {
      return Optional.of(
          Problem.conflict(
              "%s is there with the SHA-256 %s already: add yours as another version, or remove it"
                  .formatted(artifact.path(), present.get().sha256())));
    }
    return blobs.find(artifact.hash()).isPresent()
        ? Optional.empty()
        : Optional.of(
            Problem.conflict(
                "its content is not here: PUT it to /api/v1/uploads/%s first"
                    .formatted(artifact.sha256())));
  }

  private static Optional<Problem> isBundled(String path) {
    return Optional.of(
        Problem.conflict(
            path + " is of the bundle that repository.bundled names, and goes with that"));
  }

  /** Takes a name away, and what nothing else is called by; why not, where it stays. */
  Optional<Problem> remove(Artifact artifact) throws IOException {
    return alone(() -> {
      if (!files.isOwn(artifact.path())) {
        return isBundled(artifact.path());
      }
      files.remove(artifact.path());
      if (!isNamed(artifact.hash())) {
        blobs.remove(artifact.hash());
      }
      return Optional.empty();
    });
  }

  /** Removes what nobody named, and what nobody goes on with. */
  void sweep() throws IOException {
    alone(() -> {
      blobs.sweep(this::isNamed, clock.instant());
      return Optional.empty();
    });
  }

  /** All images, by name and tag. */
  Collection<Image> images() {
    return images.all();
  }

  /** That which is called {@code NAME:TAG}. */
  Optional<Image> image(String path) {
    return images.find(path);
  }

  /** Gives an image its tag, which no other has from then on; why not, where it is not complete. */
  Optional<Problem> add(Image image) throws IOException {
    return alone(() -> {
      if (!image.hashes().stream().allMatch(hash -> blobs.find(hash).isPresent())) {
        return Optional.of(Problem.conflict("a part of it was removed just now: send it again"));
      }
      Optional<Image> before = image(image.path()).filter(old -> images.isOwn(old.path()));
      images.put(image);
      before.ifPresent(this::free);
      return Optional.empty();
    });
  }

  /** Takes a tag away, and what nothing else is called by; why not, where it stays. */
  Optional<Problem> remove(Image image) throws IOException {
    return alone(() -> {
      if (!images.isOwn(image.path())) {
        return isBundled(image.path());
      }
      images.remove(image.path());
      free(image);
      return Optional.empty();
    });
  }

  /** When an image was added or last pulled. */
  Instant used(Image image) {
    Instant touched = images.touched(image.path()).orElse(image.added());
    return touched.isAfter(image.added()) ? touched : image.added();
  }

  /** Notes that somebody pulls it. */
  void pulled(Image image) {
    images.touch(image.path(), clock.instant());
  }

  /** The images that were added here. */
  Collection<Image> ownImages() {
    return images.own();
  }

  Instant now() {
    return clock.instant();
  }

  /** Takes the tags of some away, chosen while nobody adds or removes. */
  List<Image> removeAll(Supplier<List<Image>> some) throws IOException {
    lock.lock();
    try {
      List<Image> chosen = some.get();
      for (Image image : chosen) {
        images.remove(image.path());
        free(image);
      }
      return chosen;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes content that nobody named or goes on with, and images that are unused; {@code profiles}
   * and {@code kept} are as for {@link #resources}.
   *
   * @param keep for how long unused images stay; for ever when empty
   */
  public void sweep(
      Map<String, Map<String, Object>> profiles, List<String> kept, Optional<Duration> keep) {
    try {
      sweep();
      if (keep.isPresent()) {
        new Pruning(this, Mentions.of(profiles, kept), keep.get()).remove();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the artifact store cannot be swept", e);
    }
  }

  private void free(Image image) {
    image.hashes().stream().filter(hash -> !isNamed(hash)).forEach(blobs::remove);
  }

  private boolean isNamed(Sha256 hash) {
    return files.own().stream().anyMatch(artifact -> artifact.hash().equals(hash))
        || images.own().stream().anyMatch(image -> image.has(hash));
  }

  private Optional<Problem> alone(Change change) throws IOException {
    lock.lock();
    try {
      return change.make();
    } finally {
      lock.unlock();
    }
  }

  /** Leaves the folder to others. */
  @Override
  public void close() throws IOException {
    mine.close();
  }
}
