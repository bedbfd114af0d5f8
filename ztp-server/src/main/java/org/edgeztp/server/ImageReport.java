package org.edgeztp.server;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.server.http.Served;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/images} and {@code GET /api/v1/images/NAME}: what machines can be installed
 * with, from the boot assets and from what people added to them.
 */
record ImageReport(Supplier<Served> served, Inventory inventory) implements Resource {
  /**
   * Something that a profile may name as its image.
   *
   * @param kind disk-image, installer (a kernel of its own that runs from memory), or
   *     switch-installer
   * @param release of Debian, where it was told
   * @param system what a disk image that was added calls itself; null for others
   * @param size of its files, in bytes
   * @param rawSize of a disk image once it is unpacked, in bytes; null for others
   * @param kernel version of that in a disk image; null for others
   * @param architecture by Debian's name, of a disk image, or of a kernel whose file tells it; null
   *     for others
   * @param profiles that install it
   */
  record View(
      String name,
      String kind,
      @Nullable String release,
      @Nullable String system,
      long size,
      @Nullable Long rawSize,
      @Nullable String kernel,
      @Nullable String architecture,
      List<FileView> files,
      List<String> profiles) {}

  /**
   * A file.
   *
   * @param size in bytes
   */
  record FileView(String name, long size, String sha256) {}

  @Override
  public List<String> itemMethods() {
    return List.of("GET");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return Map.of("items", views().toList());
  }

  @Override
  public Object item(String method, String name) {
    return views()
        .filter(image -> image.name().equals(name))
        .<Object>map(Function.identity())
        .findFirst()
        .orElseGet(() -> Problem.notFound("the boot assets have no image '" + name + "'"));
  }

  private Stream<View> views() {
    return Stream.concat(
            served.get().manifest().images().entrySet().stream()
                .map(image -> disk(image.getKey(), image.getValue())),
            served.get().bootables().entrySet().stream()
                .map(added -> added(added.getKey(), added.getValue())))
        .sorted(Comparator.comparing(View::name));
  }

  private View disk(String name, Manifest.Image image) {
    return new View(
        name,
        "disk-image",
        served.get().manifest().suite(image),
        image.origin() == null ? null : image.origin().system(),
        image.size(),
        image.rawSize(),
        image.kernel(),
        image.architecture(),
        List.of(new FileView(image.file(), image.size(), image.sha256())),
        profiles(
            Profile.Installer.IMAGE::equals,
            named -> served.get().manifest().images(named).contains(image)));
  }

  private View added(String name, Bootable added) {
    List<FileView> files =
        added.files().entrySet().stream()
            .map(file ->
                new FileView(file.getKey(), file.getValue().size(), file.getValue().sha256()))
            .sorted(Comparator.comparing(FileView::name))
            .toList();
    return new View(
        name,
        added.has(Bootable.ONIE_INSTALLER) ? "switch-installer" : "installer",
        added.suite().orElse(null),
        null,
        files.stream().mapToLong(FileView::size).sum(),
        null,
        null,
        added.architecture().orElse(null),
        files,
        profiles(kind -> kind != Profile.Installer.IMAGE, name::equals));
  }

  /** Those that name it: an image and what was added may be called the same. */
  private List<String> profiles(Predicate<Profile.Installer> kind, Predicate<String> image) {
    return inventory.policy().profiles().values().stream()
        .filter(profile -> kind.test(profile.installer()) && image.test(profile.image()))
        .map(Profile::name)
        .sorted()
        .toList();
  }
}
