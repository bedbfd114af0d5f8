package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.dhcp.MessageType.DISCOVER;
import static org.edgeztp.server.dhcp.MessageType.INFORM;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {
  private static final byte[] HTTP = HexFormat.of().parseHex("b10300011a130101");

  static Stream<Arguments> table() {
    return Stream.of(
        arguments("BIOS", Packet.pxe(DISCOVER, 0), Firmware.BIOS, Architecture.X86_BIOS),
        arguments("UEFI", Packet.pxe(DISCOVER, 7), Firmware.UEFI, Architecture.X86_64_UEFI),
        arguments("UEFI as 9", Packet.pxe(DISCOVER, 9), Firmware.UEFI, Architecture.X86_64_UEFI),
        arguments("ARM64", Packet.pxe(DISCOVER, 11), Firmware.UEFI, Architecture.ARM64_UEFI),
        arguments("32-bit UEFI", Packet.pxe(DISCOVER, 6), Firmware.UEFI, Architecture.X86_UEFI),
        arguments(
            "Raspberry Pi by its code",
            Packet.pxe(DISCOVER, 41),
            Firmware.RASPBERRY_PI,
            Architecture.RASPBERRY_PI),
        arguments(
            "Raspberry Pi 5 by its card",
            Packet.pxe(DISCOVER, 0).mac(new MacAddress("2c:cf:67:77:00:01")),
            Firmware.RASPBERRY_PI,
            Architecture.RASPBERRY_PI),
        arguments(
            "UEFI HTTP boot of ARM64",
            Packet.of(DISCOVER).bootClient("HTTPClient:Arch:00019", 19),
            Firmware.UEFI_HTTP,
            Architecture.ARM64_UEFI),
        arguments("PowerPC", Packet.pxe(DISCOVER, 12), Firmware.NONE, Architecture.UNKNOWN),
        arguments(
            "HTTP boot",
            Packet.of(DISCOVER).bootClient("HTTPClient:Arch:00016", 16),
            Firmware.UEFI_HTTP,
            Architecture.X86_64_UEFI),
        arguments(
            "iPXE",
            Packet.pxe(DISCOVER, 0).text(77, "iPXE").option(175, HTTP),
            Firmware.IPXE,
            Architecture.X86_BIOS),
        arguments(
            "iPXE by the book",
            Packet.pxe(DISCOVER, 7).text(77, "\4iPXE\3foo").option(175, HTTP),
            Firmware.IPXE,
            Architecture.X86_64_UEFI),
        arguments(
            "iPXE without HTTP",
            Packet.pxe(DISCOVER, 0).text(77, "iPXE").option(175, HexFormat.of().parseHex("170101")),
            Firmware.BIOS,
            Architecture.X86_BIOS),
        arguments(
            "best known of several architectures",
            Packet.of(DISCOVER)
                .text(60, "PXEClient")
                .option(93, HexFormat.of().parseHex("000600070000"))
                .option(94, HexFormat.of().parseHex("010300")),
            Firmware.UEFI,
            Architecture.X86_64_UEFI),
        arguments(
            "wrong kind of UUID",
            Packet.pxe(DISCOVER, 0).text(97, "x"),
            Firmware.NONE,
            Architecture.X86_BIOS),
        arguments(
            "asks only for information",
            Packet.pxe(INFORM, 0).ciaddr("10.77.0.5"),
            Firmware.NONE,
            Architecture.X86_BIOS),
        arguments(
            "operating system",
            Packet.of(DISCOVER).text(60, "MSFT 5.0"),
            Firmware.NONE,
            Architecture.UNKNOWN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void knows(String what, Packet packet, Firmware firmware, Architecture architecture) {
    Client client = Clients.of(packet.request());

    assertThat(client.firmware()).as(what).isEqualTo(firmware);
    assertThat(client.architecture()).as(what).isEqualTo(architecture);
    assertThat(client.mac()).isEqualTo(packet.request().chaddr());
  }

  private static final String PLATFORM = "onie_vendor:x86_64-accton_as7712_32x-r0";

  static Stream<Arguments> switches() {
    SwitchFacts accton =
        new SwitchFacts("accton", "accton_as7712_32x", "0", "x86_64", "TW1", "", "");
    SwitchFacts nameless = new SwitchFacts("", "", "", "", "", "", "");
    byte[] parts =
        HexFormat.of().parseHex("0000a67f" + "0e" + "03056163635f78" + "0402aabb" + "050137");
    return Stream.of(
        arguments(
            "ONIE by its vendor class",
            Packet.of(DISCOVER).text(60, PLATFORM).text(61, "\0TW1"),
            Firmware.ONIE,
            accton),
        arguments(
            "ONIE by its user class alone",
            Packet.of(DISCOVER).text(77, "\24onie_dhcp_user_class"),
            Firmware.ONIE,
            nameless),
        arguments(
            "ONIE's option 125 before its vendor class",
            Packet.of(DISCOVER).text(60, PLATFORM).option(125, parts).text(61, "\0TW1"),
            Firmware.ONIE,
            new SwitchFacts("acc", "acc_x", "7", "", "TW1", "", "")),
        arguments(
            "option 125 of another enterprise",
            Packet.of(DISCOVER)
                .text(60, PLATFORM)
                .option(125, HexFormat.of().parseHex("00000009" + "04" + "0302aabb"))
                .text(61, "\0TW1"),
            Firmware.ONIE,
            accton),
        arguments(
            "option 125 that is cut off",
            Packet.of(DISCOVER)
                .text(60, PLATFORM)
                .option(125, HexFormat.of().parseHex("0000a67f" + "ff" + "05ff30"))
                .text(61, "\0TW1"),
            Firmware.ONIE,
            accton),
        arguments(
            "ONIE without a serial number",
            Packet.of(DISCOVER).text(60, PLATFORM).option(61, (byte) 0),
            Firmware.ONIE,
            new SwitchFacts("accton", "accton_as7712_32x", "0", "x86_64", "", "", "")),
        arguments(
            "a platform in no known form",
            Packet.of(DISCOVER).text(60, "onie_vendor:something"),
            Firmware.ONIE,
            nameless),
        arguments(
            "SONiC",
            Packet.of(DISCOVER).text(77, "\11SONiC-ZTP").text(61, "\0SONiC##AS7712-32X##TW1"),
            Firmware.SONIC,
            new SwitchFacts("", "AS7712-32X", "", "", "TW1", "", "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("switches")
  void knowsSwitches(String what, Packet packet, Firmware firmware, SwitchFacts facts) {
    Client client = Clients.of(packet.request());

    assertThat(client.firmware()).as(what).isEqualTo(firmware);
    assertThat(client.facts()).as(what).contains(facts);
  }

  @Test
  void knowsOtherSystemsOfSwitchesByTheScriptTheyAskFor() {
    assertThat(Clients.of(Packet.of(DISCOVER).option(55, (byte) 1, (byte) 239).request()))
        .isEqualTo(Client.onSwitch(Packet.MAC, Firmware.SWITCH_SYSTEM));
  }

  @Test
  void readsUuidInTheOrderOfSmbios() {
    byte[] value = HexFormat.of().parseHex("0033221100554477668899aabbccddeeff");

    assertThat(Clients.of(Packet.pxe(DISCOVER, 0).option(97, value).request()).uuid())
        .contains(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0000000000000000000000000000000000", "00ffffffffffffffffffffffffffffffff"})
  void takesNoNameFromBoardsThatWereNeverGivenOne(String value) {
    byte[] bytes = HexFormat.of().parseHex(value);

    assertThat(Clients.of(Packet.pxe(DISCOVER, 0).option(97, bytes).request()).uuid()).isEmpty();
  }
}
