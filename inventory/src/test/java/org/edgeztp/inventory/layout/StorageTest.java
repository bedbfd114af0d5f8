package org.edgeztp.inventory.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What makes a layout a good one. Partitions stand as {@code MOUNT:FORMAT:MIB}, without a size for
 * the rest; volume groups as {@code NAME=MIB[volumes]}, each volume {@code NAME@MOUNT:FORMAT:MIB}.
 */
class StorageTest {
  private static final long IMAGE = 400L << 20;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/data:ext4:512                        | nothing is mounted at /",
        "/:ext4:2048 /:ext4                    | / is mounted twice",
        "/:ext4 swap:64                        | only what comes last may take the rest",
        "/:xfs                                 | / is ext4, as the image is",
        "/boot:xfs:512 /:ext4                  | /boot is ext4, for the boot loader",
        "/:ext4:2048 /data:xfs:128             | takes 300 MiB at least",
        "/:ext4:2048 /usr/local:ext4           | cannot be a file system of its own",
        "/:ext4:2048 /a/../b:ext4              | is no mount point",
        "/:ext4:2048 /boot/efi:ext4:64         | is made for the boot loader anyway",
        "vg=1024[root@/:ext4:1024]             | does not hold its volumes, which take 1032 MiB",
        "vg=[root@/:ext4 a@/a:ext4:64]         | only what comes last may take the rest",
        "vg=[root@/:ext4:512 root@/a:ext4]     | two volumes of 'vg' are called 'root'",
        "vg=[b@/boot:ext4:512 root@/:ext4]     | /boot is a partition",
        "my-vg=[root@/:ext4]                   | 'my-vg' is no name of a volume group",
        "vg=[root@/:ext4] vg=[a@/a:ext4]       | only what comes last may take the rest",
        "vg=900[root@/:ext4] vg=[a@/a:ext4]    | two volume groups are called 'vg'",
        "vg=[]                                 | volume group 'vg' has no volumes"
      })
  void refusesWhatCannotBeMade(String layout, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Storage(DiskChoice.ANY, partitions(layout)))
        .withMessageContaining(why);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/:ext4                                            | /",
        "/:ext4:2048 swap:64 /data:xfs                     | / swap /data",
        "swap:64 /:ext4                                    | /boot swap /",
        "vg=[root@/:ext4]                                  | /boot vg",
        "swap:64 /boot:ext4:300 vg=[root@/:ext4]           | /boot swap vg"
      })
  void bootsFromTheFirstPartition(String layout, String order) {
    var storage = new Storage(DiskChoice.ANY, partitions(layout));
    assertThat(storage.partitions())
        .extracting(StorageTest::called)
        .containsExactly(order.split(" ", -1));
  }

  @ParameterizedTest(name = "{0} needs {1} MiB")
  @CsvSource(
      delimiter = '|',
      value = {
        "/:ext4                                       | 656",
        "/:ext4:2048                                  | 2180",
        "swap:64 vg=[root@/:ext4:1024 var@/var:xfs]   | 2040"
      })
  void knowsHowLargeADiskHasToBe(String layout, long mebibytes) {
    assertThat(new Storage(DiskChoice.ANY, partitions(layout)).needed(IMAGE) >> 20)
        .isEqualTo(mebibytes);
  }

  @Test
  void refusesARootThatDoesNotHoldTheImage() {
    var storage = new Storage(DiskChoice.ANY, partitions("/:ext4:500"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> storage.needed(IMAGE))
        .withMessage("/ of 500 MiB does not hold the image, which takes 524 MiB");
  }

  @Test
  void refusesDisksThatCannotHoldIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Storage(choice(List.of(), 1L << 30, false), partitions("/:ext4:2048")))
        .withMessageContaining("the disks are to have 1024 MiB at most");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> choice(List.of("S1"), Long.MAX_VALUE, true))
        .withMessageContaining("mirrored takes two disks, and one is named");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Storage(choice(List.of(), Long.MAX_VALUE, true), partitions("/:ext4")))
        .withMessageContaining("the root of mirrored disks lies in a volume group");
  }

  private static DiskChoice choice(List<String> serials, long most, boolean mirrored) {
    return new DiskChoice(
        List.of(), serials, List.of(), Optional.empty(), Optional.empty(), 0, most, mirrored);
  }

  private static String called(Partition partition) {
    return switch (partition) {
      case Volume volume -> volume.mount().orElse("swap");
      case VolumeGroup group -> group.name();
    };
  }

  private static List<Partition> partitions(String layout) {
    return Arrays.stream(layout.split(" (?![^\\[]*\\])", -1)).map(StorageTest::partition).toList();
  }

  private static Partition partition(String text) {
    if (!text.contains("=")) {
      return volume(Optional.empty(), text);
    }
    String[] parts = text.split("[=\\[\\]]", -1);
    List<Volume> volumes =
        Arrays.stream(parts[2].split(" ", -1))
            .filter(one -> !one.isEmpty())
            .map(one -> one.split("@", 2))
            .map(one -> volume(Optional.of(one[0]), one[1]))
            .toList();
    return new VolumeGroup(parts[0], size(parts[1]), volumes);
  }

  private static Volume volume(Optional<String> name, String text) {
    String[] parts = (text + "::").split(":", -1);
    return parts[0].equals("swap")
        ? new Volume(name, Volume.Format.SWAP, Optional.empty(), size(parts[1]))
        : new Volume(
            name,
            Volume.Format.valueOf(parts[1].toUpperCase(java.util.Locale.ROOT)),
            Optional.of(parts[0]),
            size(parts[2]));
  }

  private static Optional<Long> size(String mebibytes) {
    return mebibytes.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(mebibytes) << 20);
  }
}
