package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which disks a machine wipes, what stops it, and what it says of them. The task runs as it is,
 * over disks that are files of zeros with a few bytes in the middle; stand-ins tell what is on
 * them.
 */
class WipeGuardTest {
  private static final int BYTES = 1 << 20;

  /**
   * vda holds our installation, vdb an LVM without a label, vdc a file system, vdd nothing that is
   * known. A disk for which there is a file "DISK-ignores" takes a discard and keeps its bytes; one
   * with "DISK-stuck" keeps them whatever happens; what cuts the power is a file "cut".
   */
  private static final String STAND_INS =
      """
      ztp_url=http://server
      lsblk() {
        case "$*" in
        "-d -n -r -o NAME,TYPE,RO") printf 'vda disk 0\\nvdb disk 0\\nvdc disk 0\\nvdd disk 0\\nvde disk 1\\nsr0 rom 0\\n' ;;
        *"-p -o NAME DEV/vda") printf 'DEV/vda\\nDEV/vda1\\nDEV/vda2\\nDEV/vda3\\n' ;;
        *"-p -o NAME "*) for last; do :; done; echo "$last" ;;
        *"-o SERIAL "*) for last; do :; done; echo "S-${last#DEV/}" ;;
        *"-o SIZE "*) echo 1048576 ;;
        *"-o TRAN "*) cat transport 2>NULL ;;
        esac
      }
      blkid() {
        for last; do :; done
        case $last in
        DEV/vda2) [ -e wiped-vda2 ] || printf 'TYPE=vfat\\nLABEL=EFI\\n' ;;
        DEV/vda3) [ -e wiped-vda3 ] || printf 'TYPE=ext4\\nLABEL=ztp-root\\nUUID=1\\n' ;;
        DEV/vdb) cat "$PWD/vdb-holds" ;;
        DEV/vdc) printf 'TYPE=xfs\\nLABEL=old data\\n' ;;
        *) return 2 ;;
        esac
      }
      wipefs() {
        for last; do :; done
        : >"wiped-${last#DEV/}"
        [ ! -e cut ] || kill -9 $$
      }
      blkdiscard() {
        for last; do :; done
        disk=${last#DEV/}
        [ ! -e "$disk-stuck" ] || return 0
        case "$*" in *-z*) ;; *) [ ! -e "$disk-ignores" ] || return 0 ;; esac
        : >"$last" && truncate -s 1048576 "$last"
      }
      nvme() {
        case $1 in
        id-ctrl) printf 'vid       : 0x1b36\noacs      : 0x2a\nfna       : 0x%s\nnn        : 256\n' "$(cat fna)" ;;
        list-ns) cat namespaces ;;
        format)
          for last; do case $last in --ses=*) echo "nvme $last" >>asked ;; esac; done
          [ ! -e vdd-obeys ] || : >"$2"
          [ ! -e vdd-obeys ] || truncate -s 1048576 "$2"
          ;;
        esac
      }
      hdparm() {
        for last; do :; done
        case "$*" in
        -I*) printf 'Security: \n\tMaster password revision code = 65534\n\t\tsupported\n\tnot\tenabled\n' &&
          printf '\tnot\tlocked\n\t%s\n%s' "$(cat frozen)" "$(cat enhanced)" ;;
        *--security-erase*)
          echo "hdparm $3" >>asked
          [ -e vdd-obeys ] || return 5
          : >"$last" && truncate -s 1048576 "$last"
          ;;
        *) echo "hdparm $3" >>asked ;;
        esac
      }
      curl() { :; }
      sync() { :; }
      poweroff() { echo off; }
      say() { :; }
      sleep() { :; }
      tell_log() { :; }
      refused() { echo "refused"; exit 1; }
      post() {
        case $1 in
        failed) for word; do case $word in cause=* | code=*) echo "$word" ;; esac; done ;;
        wiped-disk) for word; do case $word in disk=* | serial=* | method=*) echo "$word" ;; esac; done ;;
        wiping) for word; do case $word in disks=*) echo "begins ${word#disks=}" ;; esac; done ;;
        *) echo "$1" ;;
        esac
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void disks() throws IOException {
    Files.writeString(folder.resolve("vdb-holds"), "TYPE=LVM2_member\nUUID=lvm-uuid\n");
    for (String name : List.of("vda", "vda1", "vda2", "vda3", "vdb", "vdc", "vdd")) {
      try (var disk = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
        disk.setLength(BYTES);
        disk.seek(BYTES / 3 + 100);
        disk.write(name.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  @ParameterizedTest(name = "wipe {0} confirming {1}")
  @CsvSource({
    "'', '', 'begins S-vda disk=vda method=discarded serial=S-vda wiped off', vda",
    "S-vdd, '', 'begins S-vdd disk=vdd method=discarded serial=S-vdd wiped off', vdd",
    "DEV/vda;vdd, '', 'begins S-vda S-vdd disk=vda method=discarded serial=S-vda disk=vdd"
        + " method=discarded serial=S-vdd wiped off', vda;vdd",
    "vdc, old data, 'disk=vdc method=discarded serial=S-vdc wiped off', vdc",
    "vdb, lvm-uuid, 'disk=vdb method=discarded serial=S-vdb wiped off', vdb",
    "vdb, '', 'holds LVM2_member ''lvm-uuid''', ''",
    "vda;vdc, '', 'holds xfs ''old data''', ''",
    "vdc, data, 'code=WIPE_REFUSED', ''",
    "vdc, old, 'code=WIPE_REFUSED', ''",
    "S-none, '', 'no disk to wipe: S-none', ''",
    "vde, '', 'no disk to wipe: vde', ''"
  })
  void wipesOurOwnAndWhatIsNamedAndStopsAtWhatIsNot(
      String disks, String confirmed, String told, String empty) throws Exception {
    assertThat(wipe(new Wipe(list(disks), list(confirmed), false))).contains(told);
    for (String disk : List.of("vda", "vdb", "vdc", "vdd")) {
      assertThat(isEmpty(disk)).as(disk).isEqualTo(list(empty).contains(disk));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TYPE=LVM2_member;UUID=ztpabc-0123-4567-89ab-cdef-0123-456789",
    "TYPE=linux_raid_member;LABEL=ztp:3;UUID=1",
    "TYPE=ext4;LABEL=ztp-boot;UUID=1"
  })
  void anInstallationInVolumesIsOurOwn(String holds) throws Exception {
    Files.writeString(folder.resolve("vdb-holds"), holds.replace(';', '\n') + "\n");
    assertThat(wipe(new Wipe(List.of("vdb"), List.of(), false)))
        .contains("disk=vdb method=discarded", "wiped off");
  }

  @Test
  void aDiskThatCannotBeReadIsNoEmptyOne() throws Exception {
    Files.delete(folder.resolve("vdd"));
    assertThat(wipe(new Wipe(List.of("vdd"), List.of(), false))).contains("holds unreadable");
  }

  @ParameterizedTest
  @CsvSource({
    "ignores, method=overwritten serial=S-vdd wiped off, true",
    "stuck, does not read as zeros code=WIPE_FAILED, false"
  })
  void aDriveThatOnlySaysThatItDiscardsIsNotBelieved(String kind, String told, boolean empty)
      throws Exception {
    Files.createFile(folder.resolve("vdd-" + kind));
    assertThat(wipe(new Wipe(List.of("vdd"), List.of(), false))).contains(told);
    assertThat(isEmpty("vdd")).isEqualTo(empty);
  }

  /** An NVMe disk with a namespace or two, and what its controller says of its formats. */
  @ParameterizedTest
  @CsvSource({
    "[0]:0x1, 0, obeys, method=formatted, nvme --ses=1",
    "[0]:0x1, 4, obeys, method=crypto-erased, nvme --ses=2",
    "[0]:0x1, 0, keeps, method=discarded, nvme --ses=1",
    "[0]:0x1;[1]:0x2, 0, obeys, method=discarded, ''"
  })
  void anNvmeDiskFormatsItselfWhereNothingElseIsOnIt(
      String namespaces, String fna, String drive, String method, String asked) throws Exception {
    told("transport", "nvme");
    told("namespaces", namespaces.replace(';', '\n'));
    told("fna", fna);
    Files.createFile(folder.resolve("vdd-" + drive));
    assertThat(wipe(new Wipe(List.of("vdd"), List.of(), false))).contains(method, "wiped off");
    assertThat(asked()).isEqualTo(asked);
    assertThat(isEmpty("vdd")).isTrue();
  }

  /** A SATA disk, whether its firmware froze it, and whether it knows the enhanced erase. */
  @ParameterizedTest
  @CsvSource({
    "not frozen, '', obeys, method=secure-erased, hdparm --security-set-pass;hdparm --security-erase",
    "not frozen, 'supported: enhanced erase', obeys, method=secure-erased,"
        + " hdparm --security-set-pass;hdparm --security-erase-enhanced",
    "not frozen, '', keeps, method=discarded,"
        + " hdparm --security-set-pass;hdparm --security-erase;hdparm --security-disable",
    "frozen, '', obeys, method=discarded, ''"
  })
  void aSataDiskErasesItselfWhereItsFirmwareLetsIt(
      String frozen, String enhanced, String drive, String method, String asked) throws Exception {
    told("transport", "sata");
    told("frozen", frozen.replace(' ', '\t'));
    told("enhanced", "\t\t" + enhanced + "\n");
    Files.createFile(folder.resolve("vdd-" + drive));
    assertThat(wipe(new Wipe(List.of("vdd"), List.of(), false))).contains(method, "wiped off");
    assertThat(asked()).isEqualTo(asked);
    assertThat(isEmpty("vdd")).isTrue();
  }

  private void told(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private String asked() throws IOException {
    Path file = folder.resolve("asked");
    return Files.exists(file) ? String.join(";", Files.readAllLines(file)) : "";
  }

  @Test
  void aWipeThatWasCutOffGoesOnWithTheDisksThatItBeganWith() throws Exception {
    Path cut = Files.createFile(folder.resolve("cut"));
    assertThat(wipe(new Wipe(List.of(), List.of(), false))).isEqualTo("begins S-vda ");
    Files.delete(cut);
    assertThat(wipe(new Wipe(List.of(), List.of(), false)))
        .as("its label is gone")
        .contains("none has an installation of ours");
    assertThat(wipe(new Wipe(List.of("S-vda"), List.of(), true)))
        .contains("disk=vda method=discarded", "wiped off");
    assertThat(isEmpty("vda")).isTrue();
  }

  /** What the task reports, on one line. */
  private String wipe(Wipe wipe) throws Exception {
    String script =
        (STAND_INS + new Templates().wipeTask(wipe))
            .replace("DEV/", folder + "/")
            .replace("/dev/zero", "ZERO")
            .replace("/dev/urandom", "URANDOM")
            .replace("/dev/null", "NULL")
            .replace("/dev/", folder + "/")
            .replace("ZERO", "/dev/zero")
            .replace("URANDOM", "/dev/urandom")
            .replace("NULL", "/dev/null")
            .replace("/run/ztp", folder.toString())
            .replace("/proc/sys/vm/drop_caches", folder.resolve("caches").toString());
    Process shell =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output.replace('\n', ' ');
  }

  private boolean isEmpty(String disk) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(disk));
    for (byte one : bytes) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(";", -1));
  }
}
