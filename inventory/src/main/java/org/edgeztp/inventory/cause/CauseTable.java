package org.edgeztp.inventory.cause;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.edgeztp.inventory.cause.Cause.cause;
import static org.edgeztp.inventory.machine.State.ADOPTING;
import static org.edgeztp.inventory.machine.State.BOOTING;
import static org.edgeztp.inventory.machine.State.CONVERGING;
import static org.edgeztp.inventory.machine.State.DRAINING;
import static org.edgeztp.inventory.machine.State.HANDING_OFF;
import static org.edgeztp.inventory.machine.State.INSPECTING;
import static org.edgeztp.inventory.machine.State.INSTALLED;
import static org.edgeztp.inventory.machine.State.INSTALLING;
import static org.edgeztp.inventory.machine.State.RESCUING;
import static org.edgeztp.inventory.machine.State.TESTING;
import static org.edgeztp.inventory.machine.State.VERIFYING;
import static org.edgeztp.inventory.machine.State.WIPING;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeztp.inventory.cause.Symptom.Last;
import org.edgeztp.inventory.cause.Symptom.Late;
import org.edgeztp.inventory.cause.Symptom.Nothing;
import org.edgeztp.inventory.cause.Symptom.Slow;
import org.edgeztp.inventory.cause.Symptom.Told;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.State;

/**
 * THE TABLE: what a machine shows, and what that says. The first row that fits counts, so what is
 * surer or nearer to the cause comes first. CAUSES.md is made from it.
 */
final class CauseTable {
  /** A client that goes on does so within a few seconds; firmware asks four times in a minute. */
  private static final java.time.Duration PATIENCE = ofSeconds(20);

  /** On the way to a task of the ramdisk. */
  static final List<Cause> BOOT =
      List.of(
          boot(CauseCode.OTHER_DHCP_SERVER)
              .when(Last.of(ZERO, Sign.TOOK_OTHER_OFFER))
              .says(
                  "a second DHCP server answered it first, so it boots what that one says",
                  "switch off the other DHCP server, or let this one be a proxy beside it"
                      + " (dhcp: proxy); ztp network names those that were heard"),
          boot(CauseCode.POOL_EXHAUSTED)
              .when(Last.of(ZERO, Sign.POOL_EMPTY))
              .says(
                  "its subnet has no address left for it",
                  "give the subnet a larger pool or shorter leases, and see who has them (ztp get"
                      + " leases); or name this machine among the subnet's hosts"),
          boot(CauseCode.NOT_SERVED)
              .when(Last.of(ZERO, Sign.NOT_SERVED))
              .says(
                  "it asks for an address where this server does not answer",
                  "put its relay's network among the subnets of the configuration; or, where another"
                      + " DHCP server holds this one back, see ztp network"),
          boot(CauseCode.TOKEN_REFUSED)
              .when(Last.of(ZERO, Sign.TOKEN_REFUSED))
              .says(
                  "it came with a boot token or from an address that is not of its present boot",
                  "restart it, so that it gets a script of its own; when it comes back, look for a"
                      + " second machine or card that uses its script"),
          boot(CauseCode.WRONG_BOOT_PROGRAM)
              .when(Last.of(ZERO, Sign.WRONG_FILE))
              .says(
                  "it asks for a boot program that is made for another kind of firmware",
                  "look for who names that file: another DHCP server, options 66 and 67 of a relay,"
                      + " or a file name stored in its firmware"),
          boot(CauseCode.TFTP_TIMED_OUT)
              .when(Last.of(ZERO, Sign.FILE_BROKE_OFF))
              .says(
                  "its download by TFTP began and broke off",
                  "look at the link between them: packets of the negotiated block size must pass,"
                      + " both ways (MTU, firewall, a bad cable)"),
          boot(CauseCode.TFTP_REFUSED)
              .when(Last.of(ZERO, Sign.FILE_REFUSED))
              .says(
                  "it asks by TFTP for what it is not given",
                  "look for who names that file: another DHCP server, or a name stored in its"
                      + " firmware"),
          boot(CauseCode.NOTHING_TO_BOOT)
              .when(Last.of(ZERO, Sign.NAMED_NOTHING))
              .says(
                  "there is nothing here that its firmware boots",
                  "change its boot mode, or build the boot assets for its architecture"),
          boot(CauseCode.OFFER_NOT_TAKEN)
              .when(Last.of(PATIENCE, Sign.OFFERED))
              .says(
                  "it was offered an address and did not take it",
                  "look for a second DHCP server that it prefers (ztp network), and for a switch or"
                      + " relay that does not let the offer through to it"),
          boot(CauseCode.TFTP_NOT_ASKED)
              .when(Last.of(PATIENCE, Sign.NAMED_FILE))
              .says(
                  "it has its address and the name of its boot program, and never asked for it",
                  "let UDP port 69 of this server through; firmware that does not take the name:"
                      + " another boot mode (UEFI or BIOS), or its newest firmware"),
          boot(CauseCode.HTTP_UNREACHABLE)
              .when(Last.of(PATIENCE, Sign.NAMED_URL))
              .says(
                  "its boot program was sent on to HTTP and never came",
                  "let TCP port 80 of this server through; its console shows the URL and the error"),
          boot(CauseCode.BOOT_PROGRAM_DIED)
              .when(Last.of(PATIENCE, Sign.FILE_SENT))
              .says(
                  "it has its boot program, and the program did not show itself",
                  "look at its console; Secure Boot does not run unsigned programs, and some network"
                      + " cards do not work with iPXE's drivers"),
          boot(CauseCode.KERNEL_NOT_FETCHED)
              .when(Last.of(PATIENCE, Sign.SCRIPT_SENT))
              .says(
                  "its boot program has its script and fetched no kernel",
                  "look at its console, which shows iPXE's or GRUB's error"),
          boot(CauseCode.RAMDISK_SILENT)
              .when(Last.of(ofSeconds(90), Sign.KERNEL_SENT, Sign.SYSTEM_ASKED))
              .says(
                  "it fetched its kernel and no ramdisk called back",
                  "look at its console: a kernel that stops, too little memory, or a network card"
                      + " without a driver (build the assets with --kernel generic)"),
          boot(CauseCode.RAMDISK_STOPPED)
              .when(Last.of(ofMinutes(3), Sign.TASK_SENT, Sign.TASK_PROGRESS))
              .says(
                  "its ramdisk has its task and reports nothing",
                  "look at its console, and whether TCP port 80 of this server is reached from it"),
          boot(CauseCode.NO_DHCP_REQUEST)
              .when(new Nothing(Sign.Concern.BOOT, ofMinutes(3)))
              .says(
                  "it does not ask for an address",
                  "see that it is powered on and was restarted, that the cable of this card has a"
                      + " link to this network, and that the network comes first in its boot order;"
                      + " or boot it from a CD: ztp power MACHINE boot-media"));

  private static final List<Cause> HARDWARE =
      List.of(
          told(
              CauseCode.MEMORY_FAULTY,
              "its memory does not keep what is written to it",
              "replace the modules that its controller's log names, or try them one by one; then"
                  + " retry"),
          told(
              CauseCode.PROCESSOR_FAULTY,
              "its processors report errors or get too hot",
              "look at its fans, at its heat sinks and at its controller's log; then retry"),
          told(
              CauseCode.DISK_FAILING,
              "a disk tells that it is worn or failing",
              "replace the disk, then retry; or let the profile allow more"),
          told(
              CauseCode.DISK_UNREADABLE,
              "a disk cannot be read everywhere",
              "replace the disk, then retry"),
          told(
              CauseCode.NETWORK_TOO_SLOW,
              "its network is slower than its profile asks for",
              "look at its cable, at the speed of its link and at what else the server sends; then"
                  + " retry"),
          told(
              CauseCode.TESTS_FAILED,
              "its hardware could not be tested",
              "read the cause and the ramdisk's log (ztp logs), then retry"));

  private static final List<Cause> INSTALL =
      List.of(
          told(
              CauseCode.NO_DISK_DRIVER,
              "it has a storage controller and shows no disk: the ramdisk lacks the driver",
              "build the assets with --kernel generic; see that its controller is not in a RAID mode"
                  + " without volumes"),
          told(
              CauseCode.NO_DISK_MATCHES,
              "none of its disks is one that may be installed on",
              "put in a disk that counts, or correct what the profile asks for"),
          told(
              CauseCode.DISK_TOO_SMALL,
              "its disks are too small for the image",
              "put in a larger disk, or give it a profile with a smaller image"),
          told(
              CauseCode.DISK_NOT_OURS,
              "the disk it would be installed on holds volumes of somebody else",
              "when all of it may go, wipe it (ztp machine wipe MACHINE --disk ... --confirm ...);"
                  + " else name another disk in the profile, or unplug this one"),
          told(
              CauseCode.MEMORY_TOO_SMALL,
              "its memory does not hold the packed image",
              "give it more memory, or a profile with a smaller image"),
          told(
              CauseCode.IMAGE_CHECKSUM,
              "the image that arrived is not the one that was built",
              "build the assets anew (ztp assets); when it happens to this machine alone, test its"
                  + " memory and its link"),
          told(
              CauseCode.WIPE_REFUSED,
              "it was not wiped, and nothing on its disks was touched",
              "when all of it may go, wipe it again and confirm what the cause names; a disk that is"
                  + " not this machine's own is better unplugged"),
          told(
              CauseCode.WIPE_FAILED,
              "a disk could not be wiped",
              "read the log (ztp logs); a disk that cannot be overwritten is best destroyed"),
          told(
              CauseCode.RESCUE_FAILED,
              "its rescue system runs, and lets nobody in",
              "read the cause and the log (ztp logs), then retry"),
          told(
              CauseCode.BOOT_LOADER_FAILED,
              "the boot loader could not be written",
              "read the log (ztp logs); a disk that refuses writes to its start may be locked or"
                  + " failing"),
          cause(CauseCode.IMAGE_TOO_SLOW, INSTALLING)
              .when(new Slow())
              .says(
                  "the image comes too slowly to be there before the deadline",
                  "look at the link's speed and at what else the server sends; admit fewer"
                      + " installations at once, or give the profile more time"),
          cause(CauseCode.PACKAGE_MIRROR_FAILED, INSTALLING)
              .when(Last.of(ZERO, Sign.MIRROR_FAILED))
              .when(new Told(Set.of(CauseCode.INSTALL_FAILED)))
              .says(
                  "the package mirror did not give it what it asked for",
                  "see that the mirror's upstream is reached from this server, or, where it is offline,"
                      + " import a bundle that has the file; then retry"),
          cause(CauseCode.INSTALLER_SILENT, INSTALLING)
              .when(Last.of(ofMinutes(5), Sign.IMAGE_PROGRESS, Sign.INSTALLER_STEP))
              .says(
                  "its installer stopped reporting",
                  "look at its console; a machine that hangs has to be reset"));

  private static final List<Cause> SYSTEM =
      List.of(
          ssh(CauseCode.WRONG_HOST_KEY)
              .when(Last.of(ZERO, Sign.HOST_KEY_DIFFERS))
              .says(
                  "what answers at its address has another host key than it is known by",
                  "look for a second machine with that address; if it was installed by hand,"
                      + " redeploy it"),
          ssh(CauseCode.SSH_REFUSED)
              .when(Last.of(ZERO, Sign.LOGIN_REFUSED))
              .says(
                  "it answers on SSH and does not let the server in",
                  "see that root's authorized_keys on it holds the server's key, or redeploy it"),
          ssh(CauseCode.SSH_CLOSED)
              .when(Last.of(ofMinutes(1), Sign.SSH_CLOSED))
              .says(
                  "it is up and refuses connections to SSH",
                  "look at its console: the SSH server did not start, or a firewall closes port 22"),
          cause(CauseCode.DISK_NOT_BOOTED, INSTALLED)
              .when(
                  Last.of(
                      ofMinutes(3),
                      Sign.OFFERED,
                      Sign.NAMED_NOTHING,
                      Sign.NAMED_FILE,
                      Sign.NAMED_URL,
                      Sign.FILE_SENT,
                      Sign.SENT_TO_DISK))
              .says(
                  "it restarted, asked the network and did not start its own disk",
                  "look at its boot order: the disk it was installed on must come next after the"
                      + " network; in UEFI mode its boot entry may be missing"),
          ssh(CauseCode.HOST_UNREACHABLE)
              .when(Last.of(ofMinutes(2), Sign.SSH_UNANSWERED))
              .says(
                  "it should run its system and is not reached on SSH",
                  "look at its console: whether its system runs, and whether its network card has"
                      + " the address that it is known by"),
          cause(CauseCode.PACKAGE_MIRROR_FAILED, CONVERGING)
              .when(Last.of(ZERO, Sign.MIRROR_FAILED))
              .when(new Told(Set.of(CauseCode.RECIPE_FAILED, CauseCode.CONVERGE_FAILED)))
              .says(
                  "the package mirror did not give it what it asked for",
                  "see that the mirror's upstream is reached from this server, or, where it is offline,"
                      + " import a bundle that has the file; then retry"),
          told(
              CauseCode.RECIPE_FAILED,
              "a recipe failed",
              "correct the recipe or what it needs, then retry; ztp logs has its output"),
          told(
              CauseCode.CONVERGE_FAILED,
              "the converge did not run to its end",
              "read its output (ztp logs), then retry"),
          cause(CauseCode.CONVERGE_TIMED_OUT, CONVERGING)
              .when(new Late())
              .says(
                  "its roles did not converge in time",
                  "see in the timeline which resource it stays with; give the profile more time"
                      + " (converge-within) when it is only slow"),
          told(
              CauseCode.ACCEPTANCE_FAILED,
              "a check of the finished machine failed",
              "read what the check saw in the timeline, correct that, then retry"),
          told(
              CauseCode.ORCHESTRATOR_REFUSED,
              "its orchestrator does not take it",
              "settle with the orchestrator what it says, then retry"),
          cause(CauseCode.ORCHESTRATOR_SILENT, HANDING_OFF)
              .when(Last.of(ofMinutes(2), Sign.HANDOFF_WAITS))
              .says(
                  "its orchestrator does not confirm it",
                  "see that the orchestrator is reached from this server and looks after its queue"),
          cause(CauseCode.ORCHESTRATOR_KEEPS, DRAINING)
              .when(Last.of(ofMinutes(2), Sign.HANDOFF_WAITS))
              .says(
                  "its orchestrator still runs something on it",
                  "see there what does not move away; release --force wipes it all the same"));

  private static final List<Cause> ANY =
      List.of(
          told(
              CauseCode.BOOT_LOOP,
              "it boots from the network more often than its state explains",
              "look at its console for what ends each boot, then retry"),
          told(
              CauseCode.INSPECTION_FAILED,
              "its hardware could not be read",
              "read the cause and the ramdisk's log (ztp logs), then retry"),
          told(
              CauseCode.INSTALL_FAILED,
              "its installation failed",
              "read the cause and the log (ztp logs), then retry"),
          told(
              CauseCode.ABORTED,
              "it was stopped on purpose",
              "retry when it shall go on (ztp machine retry)"),
          cause(CauseCode.DEADLINE_PASSED, State.INSPECTING, State.values())
              .when(new Late())
              .says(
                  "it took longer than it may, and nothing that was seen explains it",
                  "read its timeline and look at its console, then retry"));

  static final List<Cause> ROWS =
      Stream.of(BOOT, HARDWARE, INSTALL, SYSTEM, ANY).flatMap(List::stream).toList();

  private CauseTable() {}

  private static Cause boot(CauseCode code) {
    return cause(code, INSPECTING, TESTING, BOOTING, WIPING, RESCUING);
  }

  private static Cause ssh(CauseCode code) {
    return cause(code, ADOPTING, INSTALLED, CONVERGING, VERIFYING);
  }

  private static Cause told(CauseCode code, String sentence, String remedy) {
    return new Cause(
        code, EnumSet.allOf(State.class), List.of(new Told(Set.of(code))), sentence, remedy);
  }
}
