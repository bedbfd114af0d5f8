package org.edgeztp.server.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET http://10.0.0.1/run/m-0123456789.1.2.AbCdEfGhIjKlMnOpQrSt_-45/task | GET http://10.0.0.1/run/m-0123456789.1.2.***/task
          ztp.url=http://10.0.0.1/run/m-0123456789.1.2.AbCdEfGhIjKlMnOpQrSt quiet | ztp.url=http://10.0.0.1/run/m-0123456789.1.2.*** quiet
          fetch https://ada:s3cret@host/path                                     | fetch https://ada:***@host/path
          password=hunter2 user=ada                                              | password=*** user=ada
          d-i passwd/root-password password hunter2                              | d-i passwd/root-password password ***
          {"db_password": "a b", "port": 1}                                      | {"db_password": ***, "port": 1}
          BMC_PASSWD: 'x y'                                                      | BMC_PASSWD: ***
          Authorization: Bearer abc.def                                          | Authorization: Bearer ***
          kubeadm join 10.0.0.1 --token abcdef.0123456789abcdef                  | kubeadm join 10.0.0.1 --token ***
          root:$6$rounds=5000$salt$hashhashhash:19000::                          | root:***:19000::
          secrets whsec_MDEyMzQ1Njc4OWFiY2RlZg==                                 | secrets ***
          """)
  void takesSecretsOut(String text, String kept) {
    assertThat(Redaction.of(text)).isEqualTo(kept + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EdgeZTP: ramdisk started after 3.2 s",
        "SHA-256 of the image is 00, expected 11",
        "the boot program is used up",
        "Started systemd-ask-pass-console.path.",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA ops"
      })
  void leavesTheRest(String text) {
    assertThat(Redaction.of(text)).isEqualTo(text + "\n");
  }

  @Test
  void takesPrivateKeysOutWholeOrCutOff() {
    String key =
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn\nAAAA\n-----END OPENSSH PRIVATE KEY-----";
    assertThat(Redaction.of("a\n" + key + "\nb")).isEqualTo("a\n-----PRIVATE KEY ***-----\nb\n");
    assertThat(Redaction.of("a\n" + key.substring(0, 50))).doesNotContain("b3Blbn");
  }

  @Test
  @Timeout(5)
  void isSoonDoneWithWhatIsMeantToKeepItBusy() {
    assertThat(Redaction.of("x".repeat(1 << 20))).hasSizeLessThan(5000);
    assertThat(Redaction.of("password".repeat(1 << 17))).contains("...");
    assertThat(Redaction.of("a://b".repeat(1 << 17))).contains("...");
    assertThat(Redaction.of("-----BEGIN PRIVATE KEY-----\n".repeat(1 << 14))).hasSizeLessThan(100);
  }
}
