package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which disks a machine wipes, and what stops it. The task runs as it is; what it reads of disks
 * comes from stand-ins, and what it does to them is written down.
 */
class WipeGuardTest {
  /** vda holds our installation, vdb an LVM without a label, vdc a file system, vdd nothing. */
  private static final String STAND_INS =
      """
      lsblk() {
        case "$*" in
        "-d -n -r -o NAME,TYPE,RO") printf 'vda disk 0\\nvdb disk 0\\nvdc disk 0\\nvdd disk 0\\nvde disk 1\\nsr0 rom 0\\n' ;;
        *"-p -o NAME /dev/vda") printf '/dev/vda\\n/dev/vda1\\n/dev/vda2\\n/dev/vda3\\n' ;;
        *"-p -o NAME /dev/"*) for last; do :; done; echo "$last" ;;
        *"-o SERIAL /dev/vd"?) for last; do :; done; echo "S-${last#/dev/}" ;;
        *"-o SIZE "*) echo 4294967296 ;;
        esac
      }
      blkid() {
        for last; do :; done
        case $last in
        /dev/vda2) printf 'TYPE=vfat\\nLABEL=EFI\\n' ;;
        /dev/vda3) printf 'TYPE=ext4\\nLABEL=ztp-root\\nUUID=1\\n' ;;
        /dev/vdb) printf 'TYPE=LVM2_member\\nUUID=lvm-uuid\\n' ;;
        /dev/vdc) printf 'TYPE=xfs\\nLABEL=old data\\n' ;;
        /dev/vde) return 8 ;;
        *) return 2 ;;
        esac
      }
      curl() { :; }
      wipefs() { for last; do :; done; echo "wipefs $last"; }
      blkdiscard() { for last; do :; done; echo "$last" >>discarded; }
      dd() { head -c 65536 /dev/zero; }
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
        *) echo "$1" ;;
        esac
      }
      """;

  @TempDir private Path folder;

  @ParameterizedTest(name = "wipe {0} confirming {1}")
  @CsvSource({
    "'', '', 'disk=vda method=discarded serial=S-vda wiped off', vda",
    "S-vdd, '', 'disk=vdd method=discarded serial=S-vdd wiped off', vdd",
    "/dev/vda;vdd, '', 'disk=vda method=discarded serial=S-vda disk=vdd method=discarded"
        + " serial=S-vdd wiped off', vda vdd",
    "vdc, old data, 'disk=vdc method=discarded serial=S-vdc wiped off', vdc",
    "vdb, lvm-uuid, 'disk=vdb method=discarded serial=S-vdb wiped off', vdb",
    "vdb, '', 'holds LVM2_member ''lvm-uuid''', none",
    "vda;vdc, '', 'holds xfs ''old data''', none",
    "vdc, data, 'code=WIPE_REFUSED', none",
    "vdc, old, 'code=WIPE_REFUSED', none",
    "S-none, '', 'no disk to wipe: S-none', none",
    "vde, '', 'no disk to wipe: vde', none"
  })
  void wipesOurOwnAndWhatIsNamedAndStopsAtWhatIsNot(
      String disks, String confirmed, String told, String discarded) throws Exception {
    String task =
        new Templates()
            .wipeTask(new Wipe(list(disks), list(confirmed)))
            .replace("/run/ztp", folder.toString())
            .replace("/proc/sys/vm/drop_caches", folder.resolve("caches").toString());
    String output = run("cd " + folder + "\n" + STAND_INS + task);
    assertThat(output.replace('\n', ' ')).contains(told);
    assertThat(run("cd %s; cat discarded 2>/dev/null || echo none".formatted(folder)))
        .isEqualTo(discarded.equals("none") ? "none\n" : lines(discarded));
  }

  private static String lines(String disks) {
    return "/dev/" + disks.replace(" ", "\n/dev/") + "\n";
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(";", -1));
  }

  private static String run(String script) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
