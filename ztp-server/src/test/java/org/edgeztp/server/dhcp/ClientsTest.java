package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.dhcp.MessageType.DISCOVER;
import static org.edgeztp.server.dhcp.MessageType.INFORM;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.edgeztp.server.boot.Architecture;
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
        arguments("32-bit UEFI", Packet.pxe(DISCOVER, 6), Firmware.UEFI, Architecture.UNKNOWN),
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
    assertThat(client.mac()).isEqualTo(Packet.MAC);
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
