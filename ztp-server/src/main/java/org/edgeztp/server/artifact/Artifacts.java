package org.edgeztp.server.artifact;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
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
 */
public final class Artifacts implements AutoCloseable {
  /** Of the device plane: below it are the files. */
  static final String PREFIX = "/artifacts/";

  private final Blobs blobs;
  private final Catalogue<Artifact> files;
  private final Catalogue<Image> images;
  private final Clock clock;
  private final FileChannel process;
  private final ReentrantLock lock = new ReentrantLock();

  /** Who adds or removes. */
  private interface Change {
    Optional<Problem> make() throws IOException;
  }

  /**
   * Opens it, and removes what nobody named or went on with.
   *
   * @param folder made if absent; for this store alone
   * @throws IOException if the folder cannot be used, or another process has it
   */
  public Artifacts(Path folder, Clock clock) throws IOException {
    this.clock = clock;
    this.process =
        FileChannel.open(Files.createDirectories(folder).resolve(".lock"), CREATE, WRITE);
    try {
      take(folder);
      this.blobs = new Blobs(folder);
      this.files = new Catalogue<>(folder.resolve("files"), Artifact.class, Artifact::path);
      this.images = new Catalogue<>(folder.resolve("images"), Image.class, Image::path);
      sweep();
    } catch (IOException failed) {
      process.close();
      throw failed;
    }
  }

  private void take(Path folder) throws IOException {
    try {
      if (process.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException sameProcess) {
      // Told below like any other holder.
    }
    throw new IOException(folder + " is in use by another artifact store");
  }

  /** Of the API, by name. */
  public Map<String, Resource> resources() {
    return Map.of(
        "artifacts", new ArtifactsResource(this, clock),
        "container-images", new ContainerImagesResource(this, clock),
        "uploads", new UploadsResource(this));
  }

  /** Takes every request of the device plane below {@code /artifacts/} and {@code /v2/}. */
  public Handler handler() {
    return new Handler.Sequence(new ArtifactFiles(this), new Registry(this));
  }

  Blobs blobs() {
    return blobs;
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
      if (refusal.isEmpty() && find(artifact.path()).isEmpty()) {
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

  /** Takes a name away, and what nothing else is called by. */
  Optional<Problem> remove(Artifact artifact) throws IOException {
    return alone(() -> {
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
      boolean complete =
          Stream.concat(image.manifests().keySet().stream(), image.blobs().stream())
              .allMatch(hash -> blobs.find(new Sha256(hash)).isPresent());
      if (!complete) {
        return Optional.of(Problem.conflict("a part of it was removed just now: send it again"));
      }
      Optional<Image> before = image(image.path());
      images.put(image);
      before.ifPresent(this::free);
      return Optional.empty();
    });
  }

  /** Takes a tag away, and what nothing else is called by. */
  Optional<Problem> remove(Image image) throws IOException {
    return alone(() -> {
      images.remove(image.path());
      free(image);
      return Optional.empty();
    });
  }

  private void free(Image image) {
    Stream.concat(image.manifests().keySet().stream(), image.blobs().stream())
        .map(Sha256::new)
        .filter(hash -> !isNamed(hash))
        .forEach(blobs::remove);
  }

  private boolean isNamed(Sha256 hash) {
    return all().stream().anyMatch(artifact -> artifact.hash().equals(hash))
        || images().stream().anyMatch(image -> image.has(hash));
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
    process.close();
  }
}
