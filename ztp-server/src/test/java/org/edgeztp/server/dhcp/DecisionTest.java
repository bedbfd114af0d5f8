package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.dhcp.MessageType.DISCOVER;
import static org.edgeztp.server.dhcp.MessageType.REQUEST;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseOutcome;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.server.boot.BootFile;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTest {
  private static final BootTarget UNDIONLY =
      new BootTarget.Chainload(BootFile.UNDIONLY, "new machine");
  private static final BootTarget RAMDISK = new BootTarget.Ramdisk(World.TOKEN, "install");
  private static final BootTarget DISK = new BootTarget.LocalDisk("in service");
  private static final BootTarget HTTP = new BootTarget.HttpBoot(BootFile.IPXE_EFI, "new machine");
  private static final BootTarget NOTHING = new BootTarget.Nothing("retired");
  private static final List<Integer> BOOT_OPTIONS = List.of(60, 43, 66, 67, 175);
  private static final String SCRIPT = "http://10.77.0.1/boot/52-54-00-77-00-21.ipxe";

  /** Firmware, target, the boot options of the answer, its option 67, its why. */
  static Stream<Arguments> boots() {
    return Stream.of(
        arguments(Firmware.BIOS, UNDIONLY, List.of(60, 43, 66, 67), "undionly.kpxe", "new machine"),
        arguments(Firmware.UEFI, UNDIONLY, List.of(60, 43, 66, 67), "undionly.kpxe", "new machine"),
        arguments(
            Firmware.UEFI_HTTP,
            HTTP,
            List.of(60, 67),
            "http://10.77.0.1/boot/ipxe.efi",
            "new machine"),
        arguments(Firmware.IPXE, RAMDISK, List.of(67, 175), SCRIPT, "install"),
        arguments(Firmware.IPXE, DISK, List.of(67, 175), SCRIPT, "in service"),
        arguments(Firmware.IPXE, UNDIONLY, List.of(175, 66, 67), "undionly.kpxe", "new machine"),
        arguments(Firmware.IPXE, NOTHING, List.of(175), "", "retired"),
        arguments(Firmware.BIOS, NOTHING, List.of(), "", "retired"),
        arguments(Firmware.NONE, RAMDISK, List.of(), "", "install"),
        arguments(Firmware.BIOS, RAMDISK, List.of(), "", "BIOS cannot boot Ramdisk (install)"),
        arguments(Firmware.UEFI, HTTP, List.of(), "", "UEFI cannot boot HttpBoot (new machine)"),
        arguments(
            Firmware.UEFI_HTTP,
            UNDIONLY,
            List.of(),
            "",
            "UEFI_HTTP cannot boot Chainload (new machine)"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("boots")
  void boots(Firmware firmware, BootTarget target, List<Integer> codes, String file, String why) {
    Reply reply = decide(Packet.of(DISCOVER), firmware, held(), target);

    assertThat(reply).isInstanceOf(Reply.Offer.class);
    assertThat(reply.why()).isEqualTo(why);
    Answer answer = ((Reply.Offer) reply).answer();
    assertThat(answer.options().codes()).filteredOn(BOOT_OPTIONS::contains).isEqualTo(codes);
    assertThat(answer.options().text(67).orElse("")).isEqualTo(file);
    assertThat(answer.siaddr()).isEqualTo(file.isEmpty() ? Ipv4.ANY : World.SERVER);
  }

  @Test
  void keepsQuietWhenThereIsNothingToOffer() {
    assertThat(decide(Packet.of(DISCOVER), Firmware.NONE, refused(), NOTHING))
        .isEqualTo(
            new Reply.Refused(
                new Refusal(Refusal.Kind.POOL_EXHAUSTED, "10.77.0.0/24", "exhausted")));
  }

  @Test
  void refusesAloudWhatIsRequestedAndNotToBeHad() {
    Reply reply =
        decide(Packet.of(REQUEST).requested("10.77.0.51"), Firmware.NONE, refused(), NOTHING);

    assertThat(reply).isInstanceOf(Reply.Nak.class);
    Answer answer = ((Reply.Nak) reply).answer();
    assertThat(answer.yiaddr()).isEqualTo(Ipv4.ANY);
    assertThat(answer.options().codes()).containsExactly(53, 54, 56);
    assertThat(answer.options().text(56)).contains("exhausted");
  }

  @Test
  void tellsTheTimesOfTheLease() {
    Options options = answer(Packet.of(REQUEST).requested("10.77.0.50")).options();

    assertThat(seconds(options, 51)).isEqualTo(3600);
    assertThat(seconds(options, 58)).isEqualTo(1800);
    assertThat(seconds(options, 59)).isEqualTo(3150);
  }

  @Test
  void tellsOnlyWhatTheClientAsksFor() {
    assertThat(answer(Packet.of(DISCOVER).option(55, (byte) 6)).options().codes())
        .containsExactly(53, 54, 51, 58, 59, 1, 6);
  }

  @Test
  void echoesWhatClientAndRelayWantToSeeAgain() {
    Packet packet =
        Packet.of(DISCOVER)
            .giaddr("10.77.0.2")
            .text(82, "\1\2ab")
            .text(97, "\0" + "u".repeat(16))
            .text(61, "me");

    assertThat(answer(packet).options().codes()).containsSubsequence(61, 97, 82).endsWith(82);
    assertThat(answer(packet).options().text(82)).contains("\1\2ab");
  }

  @Test
  void givesTheClientItsOwnAddressBackOnlyInAnAck() {
    assertThat(answer(Packet.of(REQUEST).ciaddr("10.77.0.50")).ciaddr())
        .isEqualTo(Ipv4.parse("10.77.0.50"));
    assertThat(answer(Packet.of(DISCOVER).ciaddr("10.77.0.50")).ciaddr()).isEqualTo(Ipv4.ANY);
  }

  private static Answer answer(Packet packet) {
    return ((Reply.Sent) decide(packet, Firmware.NONE, held(), NOTHING)).answer();
  }

  private static Reply decide(
      Packet packet, Firmware firmware, LeaseOutcome outcome, BootTarget target) {
    Client client = new Client(Packet.MAC, Optional.empty(), firmware, Architecture.X86_64_UEFI);
    return Decision.decide(packet.request(), client, outcome, target, World.place());
  }

  private static LeaseOutcome held() {
    return new LeaseOutcome.Held(
        new Lease(
            Ipv4.parse("10.77.0.50"), Identity.of(Packet.MAC), Instant.EPOCH, LeaseState.ACTIVE));
  }

  private static LeaseOutcome refused() {
    return new LeaseOutcome.Refused("exhausted");
  }

  private static int seconds(Options options, int code) {
    return Ipv4.bits(Ipv4.of(options.get(code).orElseThrow()));
  }
}
