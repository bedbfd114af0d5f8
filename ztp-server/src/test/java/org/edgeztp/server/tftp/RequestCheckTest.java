package org.edgeztp.server.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.edgeztp.server.tftp.RequestCheck.Passed;
import org.edgeztp.server.tftp.RequestCheck.Refused;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCheckTest {
  @ParameterizedTest
  @CsvSource({
    "ipxe.efi, ipxe.efi",
    "/ipxe.efi, ipxe.efi",
    "//boot///ipxe.efi, boot/ipxe.efi",
    "boot\\x64\\ipxe.efi, boot/x64/ipxe.efi",
    "./boot/./ipxe.efi/, boot/ipxe.efi",
    "..ipxe...efi, ..ipxe...efi",
  })
  void writesThePathInOneWay(String asked, String path) {
    assertThat(check(asked, "octet")).isEqualTo(new Passed(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../etc/passwd", "boot/../../x", "boot\\..\\x", "..", "/..", "x/.."})
  void refusesPathOutsideTheRoot(String asked) {
    assertThat(check(asked, "octet"))
        .isEqualTo(
            new Refused(
                TftpError.ACCESS_VIOLATION,
                "the file name has '..' in it; files are named from the root"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\u001b[2J", "a\u007f", "a\u0085b"})
  void refusesControlCharacters(String asked) {
    assertThat(check(asked, "octet"))
        .isEqualTo(
            new Refused(TftpError.ACCESS_VIOLATION, "the file name has control characters in it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "\\", "./."})
  void refusesARequestForNothing(String asked) {
    assertThat(check(asked, "octet"))
        .isEqualTo(new Refused(TftpError.FILE_NOT_FOUND, "the request names no file"));
  }

  @Test
  void refusesModesThatChangeTheFileAndSaysWhichOneToUse() {
    assertThat(check("f", "netascii"))
        .isEqualTo(
            new Refused(
                TftpError.ILLEGAL_OPERATION,
                "mode 'netascii' is not served, it would change the file; "
                    + "ask in mode octet (binary)"));
    assertThat(check("f", "mail\n"))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason()).contains("'mail?'"));
  }

  private static RequestCheck check(String path, String mode) {
    return RequestCheck.of(new ReadRequest(path, mode, Map.of()));
  }
}
