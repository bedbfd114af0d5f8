package org.edgeztp.server.tftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.boot.Admission;
import org.edgeztp.server.boot.Boot;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.boot.Intake;
import org.edgeztp.server.boot.Stock;
import org.edgeztp.server.boot.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a UEFI machine that a rule took on may read. */
class PlannedFilesTest {
  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");
  private static final InetAddress HERE = InetAddress.ofLiteral("10.77.0.50");
  private static final Set<String> ASSETS =
      Set.of(
          "undionly.kpxe",
          "ipxe.efi",
          "localdisk.efi",
          "shimx64.efi",
          "grubx64.efi",
          "vmlinuz",
          "ramdisk.cpio.zst");

  @TempDir private Path folder = Path.of("");
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE).with(new Rule("any", "lab", "edge")),
          Clock.systemUTC(),
          () -> new MachineId("m-0000000001"));
  private final Tokens tokens = new Tokens(new byte[32]);
  private final Boot boot =
      new Boot(
          inventory, new Intake(inventory, Admission.ofSite(1)), tokens, Stock.of(ASSETS), "lab");
  private PlannedFiles files;

  @BeforeEach
  void takeOn() throws Exception {
    for (String file : ASSETS) {
      Files.writeString(folder.resolve(file), "content of " + file);
    }
    files =
        new PlannedFiles(
            boot,
            tokens,
            new BootScripts() {
              @Override
              public String grub(Machine machine) {
                return "GRUB of " + machine.mac();
              }

              @Override
              public String autoexec() {
                return "#!ipxe";
              }

              @Override
              public String installer(Machine machine) {
                return "installer of " + machine.mac();
              }
            },
            address -> HERE.equals(address) ? inventory.find(MAC) : Optional.empty(),
            folder);
    boot.target(
        new Client(MAC, Optional.empty(), Firmware.UEFI, Architecture.X86_64_UEFI),
        Optional.of(HERE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shimx64.efi              | content of shimx64.efi",
        "boot/shimx64.efi         | content of shimx64.efi",
        "grubx64.efi              | content of grubx64.efi",
        "boot/ipxe.efi            | content of ipxe.efi",
        "grub/x86_64-efi/grub.cfg | GRUB of 52:54:00:77:00:01",
        "autoexec.ipxe            | #!ipxe"
      })
  void itReadsEachProgramOfTheSignedChainAndWhatThoseAskFor(String path, String content)
      throws Exception {
    assertThat(read(path)).isEqualTo(content);
  }

  @Test
  void itReadsKernelAndRamdiskBehindItsTokenAndNothingElseThere() throws Exception {
    String run = "run/" + tokens.of(inventory.find(MAC).orElseThrow()).text();
    assertThat(read(run + "/kernel")).isEqualTo("content of vmlinuz");
    assertThat(read(run + "/ramdisk")).isEqualTo("content of ramdisk.cpio.zst");
    assertThat(refused(run + "/task")).contains("TASK is not served by TFTP");
    assertThat(refused(run + "/image")).contains("gets no image");
    assertThat(refused(run.replace(".1.1.", ".1.2.") + "/kernel")).contains("not made by this");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grub/x86_64-efi/command.lst",
        "grub/fonts/unicode.pf2",
        "revocations_sku.efi",
        "revocations_sbat.efi",
        "shim_certificate_0.efi"
      })
  void whatTheProgramsDoWithoutIsAbsentAndNotRefused(String path) throws Exception {
    assertThat(files.open(path, HERE)).isInstanceOf(BootFiles.Absent.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localdisk.efi | is not to boot localdisk.efi",
        "vmlinuz       | there is no boot program called vmlinuz"
      })
  void anythingElseIsRefusedWithItsReason(String path, String reason) throws Exception {
    assertThat(refused(path)).contains(reason);
  }

  @Test
  void anAddressWithoutALeaseIsRefused() throws Exception {
    var elsewhere = InetAddress.ofLiteral("10.77.0.99");
    assertThat(files.open("shimx64.efi", elsewhere))
        .isInstanceOfSatisfying(
            BootFiles.Refused.class,
            refused -> assertThat(refused.reason()).contains("has no lease of a known machine"));
  }

  private String read(String path) throws Exception {
    var content = (BootFiles.Content) files.open(path, HERE);
    return UTF_8.decode(content.bytes().duplicate()).toString();
  }

  private String refused(String path) throws Exception {
    return ((BootFiles.Refused) files.open(path, HERE)).reason();
  }
}
