package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.edgeztp.bridge.hook.Hook;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookEntryTest {
  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
  private static final String FILE =
      """
      assets: /srv/assets
      networks:
        - {interface: eth1, address: 10.77.0.1, dhcp: proxy}
      webhooks:
        - name: cmdb
          url: https://ada:pw@cmdb.example:8443/events?key=abc
          secrets: [%s]
          kinds: [Converged, drift]
          states: [in_service]
          sites: [s1]
        - {name: chat, url: "http://10.9.0.1/x", secrets: [%s]}
      """
          .formatted(SECRET, SECRET);

  @Test
  void isReadAndItsSecretsAreNotShown() {
    Config config = ConfigFile.parse(FILE, "ztp.yaml");
    assertThat(Settings.webhooks(config)).hasSize(2);
    Hook cmdb = Settings.webhooks(config).getFirst();
    assertThat(cmdb.endpoint().shown()).isEqualTo("https://cmdb.example:8443/events");
    assertThat(cmdb.source()).hasToString("/sites/default");
    assertThat(cmdb.wanted().kinds()).containsExactlyInAnyOrder("Converged", "drift");
    assertThat(cmdb.wanted().states()).containsExactly(State.IN_SERVICE);
    assertThat(cmdb.wanted().sites()).containsExactly("s1");
    assertThat(ConfigFile.print(config)).contains("cmdb").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: chat | name: cmdb | two webhooks are called 'cmdb'",
        "name: cmdb | name: a b | webhooks.name is letters, digits",
        "name: cmdb | nome: cmdb | unknown key 'webhooks.nome', did you mean 'name'?",
        "Converged | Convergd | unknown kind 'Convergd', did you mean 'Converged'?",
        "in_service | in_use | in_use",
        "http://10 | ftp://10 | webhook 'chat': url is not an http or https",
        "[whsec_ | [whpk_ | webhook 'cmdb': a webhook key of 24 bytes"
      })
  void refusesWithWhatToChange(String right, String wrong, String message) {
    assertThat(FILE).contains(right);
    assertThatThrownBy(
            () -> Settings.webhooks(ConfigFile.parse(FILE.replace(right, wrong), "ztp.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }
}
