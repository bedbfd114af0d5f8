package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.edgeztp.inventory.machine.HardwareTests;
import org.edgeztp.server.dhcp.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  private static final String LEAST =
      """
      assets: /srv/assets
      networks:
        - interface: eth1
          address: 10.77.0.1
          subnets:
            - subnet: 10.77.0.0/24
              pools: [10.77.0.50-10.77.0.199]
      """;
  private static final String WHOLE =
      LEAST
          + """
          site: s1
          data: /srv/data
          cookbooks: /srv/cookbooks
          push: /srv/push
          admission: 3
          capacity: {link: 4, converge: 50}
          retention: {timeline-days: 30, keep-images: [registry.k8s.io/pause]}
          database: {url: "postgresql://db1/ztp?sslmode=require", user: ada, password-file: /etc/pw}
          api: {address: 0.0.0.0, port: 9999}
          operator: {name: ada, keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5]}
          profiles:
            - name: edge
              image: debian-13
              hostname: e-{serial}
              roles: [base, agents]
              attributes: {base: {hostname: x}}
              kernel-options: quiet
              orchestrator: o1
              install-within: 5
              converge-within: 6
              after-switch: true
              tests: {surface: full, load: 0, throughput: 900}
          rules:
            - {name: all, profile: edge}
          mirrors: {debian: "http://mirror.example/debian"}
          orchestrators:
            - name: o1
              url: http://127.0.0.1:9090/events
              confirm: http://127.0.0.1:9090/machines/{id}
              secrets: [whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3]
          """;

  @Test
  void defaultsWhatIsNotSaid() {
    Config config = ConfigFile.parse(LEAST, "ztp.yaml");
    assertThat(config.site()).isEqualTo("default");
    assertThat(config.data()).isEqualTo(Path.of("/var/lib/edgeztp"));
    assertThat(config.api()).isEqualTo(new ApiEntry(null, 8080, false, null, null));
    assertThat(config.operator()).isEqualTo(new Config.Operator("ops", List.of()));
    assertThat(config.admission()).isEqualTo(8);
    assertThat(config.capacity())
        .isEqualTo(new CapacityEntry(Integer.MAX_VALUE, Integer.MAX_VALUE, 16, 200));
    assertThat(config.retention()).isEqualTo(new RetentionEntry(90, 10, 30, 0, null));
    assertThat(config.networks().getFirst().dhcp()).isEqualTo(Mode.AUTHORITATIVE);
    assertThat(config.networks().getFirst().subnets().getFirst().lease()).isEqualTo(3600);
    assertThat(config.policy().profiles()).isEmpty();
  }

  @Test
  void servesIpv6WhereItIsAskedFor() {
    Config without = ConfigFile.parse(LEAST, "ztp.yaml");
    assertThat(Ipv6Plan.of(without.networks()).networks()).isEmpty();
    Config with =
        ConfigFile.parse(LEAST + "    ipv6: {address: fd77::1, subnet: fd77::/64}\n", "ztp.yaml");
    assertThat(Ipv6Plan.of(with.networks()).dhcp())
        .singleElement()
        .satisfies(network -> {
          assertThat(network).hasToString("fd77::/64");
          assertThat(network.networkInterface()).isEqualTo("eth1");
          assertThat(network.http()).isEqualTo("http://[fd77::1]");
          assertThat(network.lifetime()).hasHours(1);
          assertThat(network.dns()).isEmpty();
          assertThat(network.rapidCommit()).isFalse();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{address: fd77::1, subnet: fd77::/48} | always a /64",
        "{address: fd78::1, subnet: fd77::/64} | fd78::1 is not inside fd77::/64",
        "{address: 10.0.0.1, subnet: fd77::/64} | not an IPv6 address: '10.0.0.1'",
        "{address: fd77::1, subnet: fd77::1/64} | fd77::1/64 has host bits",
        "{address: fd77::1} | misses 'networks.ipv6.subnet'",
        "{adress: fd77::1} | did you mean 'address'?"
      })
  void refusesAnIpv6NetworkThatCannotBe(String ipv6, String why) {
    assertThatThrownBy(() ->
            Ipv6Plan.of(
                ConfigFile.parse(LEAST + "    ipv6: " + ipv6 + "\n", "ztp.yaml").networks()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | http://127.0.0.1:8080",
        "{port: 81} | http://127.0.0.1:81",
        "{tls: true} | https://127.0.0.1:8443",
        "{address: 10.77.0.1} | https://10.77.0.1:8443",
        "{address: 10.77.0.1, tls: false} | http://10.77.0.1:8080",
        "{address: '::', port: 9} | https://[::]:9",
        "{address: '::1'} | http://[::1]:8080"
      })
  void theApiIsEncryptedWhereOthersCanReachIt(String api, String url) {
    Config config = ConfigFile.parse(LEAST + "api: " + api + "\n", "ztp.yaml");
    assertThat(config.api().url()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Percent[share=50]",
        "{limit: 20 GiB} | Bytes[count=21474836480]",
        "{limit: 7%, offline: true} | Percent[share=7]"
      })
  void packagesTakeSoMuchOfTheDisk(String repository, String limit) {
    Config config = ConfigFile.parse(LEAST + "repository: " + repository + "\n", "ztp.yaml");
    assertThat(config.repository().diskLimit()).hasToString(limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0%", "101%", "1 MiB", "much"})
  void refusesALimitThatIsNone(String limit) {
    assertThatThrownBy(
            () -> ConfigFile.parse(LEAST + "repository: {limit: " + limit + "}\n", "ztp.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a share of the disk");
  }

  /** Without this the first of two would be forgotten in silence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "site: s2 | Duplicate Object property \"site\"",
        "admission: -1 | admission is at least 1, not -1",
        "repository: {snapshots: {x: 'http://s.example/{year}/'}} | repository.snapshots.x is a URL with {year}, {month} and {day} in it",
        "repository: {snapshots: {x: 's/{year}{month}{day}'}} | repository.snapshots.x is not the base URL of an archive",
        "repository: {snapshots: {x: 'http://s.example/{year}{month}{day}'}} | repository.snapshots has 'x', and mirrors has not",
        "'capacity: {image: -1}' | capacity.image, capacity.link, capacity.wave and capacity.converge are",
        "'api: {address: ops.example}' | api.address is an IP address, not 'ops.example'",
        "'api: {certificate: a.pem}' | api.certificate and api.key are given both or neither",
        "'api: {certificate: a.pem, key: b.pem}' | api.certificate is of no use without api.tls",
        "'database: {user: ada}' | database.user and database.password-file are of no use",
        "'database: {url: mysql://db1/x}' | database.url is like postgresql://db1:5432/edgeztp",
        "'database: {url: postgresql://a:b@db1/x}' | without user and password",
        "'database: {urll: x}' | did you mean",
        "'oidc: {audience: ztp}' | the configuration misses 'oidc.issuer'",
        "'oidc: {issuer: \"http://login/x\", audience: ztp}' | oidc.issuer is an https address",
        "'oidc: {issuer: \"https://login/x\", audience: ztp, roles: {a: root}}' | a role is one of",
        "'oidc: {issuer: \"https://l/x\", audience: ztp, login: {client-id: a}}' | misses 'oidc.login.redirect-uri'",
        "'oidc: {issuer: \"https://l/x\", audience: ztp, login: {client-id: a, redirect-uri: \"https://z/\"}}' | as https://ztp.example.org/login/callback, not 'https://z/'",
        "'oidc: {issuer: \"https://l/x\", audience: ztp, login: {client-id: a, redirect-uri: \"https://z/login/callback\", scope: email}}' | has 'openid' among its names",
        "'retention: {timeline-days: 1}' | retention.timeline-days is at least 2",
        "'operator: {keys: [ssh-ed25519 AAAA... ada]}' | operator: 'ssh-ed25519 AAAA... ada' is no public key",
        "'operator: {name: root, keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5]}' | operator: root is",
        "'webhooks: [{name: a, url: \"http://a/\", secrets: [whsec_...]}]' | webhook 'a': a webhook key is not base64",
        "'orchestrators: [{name: o, url: \"http://a/\", confirm: \"http://a/{id}\", secrets: [whsec_...]}]' | orchestrator 'o': a webhook key is not base64",
        "'retention: {keep-images: [a@sha256:1]}' | NAME or NAME:TAG as 'ztp artifact list --oci' shows",
      })
  void refusesWhatCannotBeMeant(String line, String why) {
    assertThatThrownBy(() -> ConfigFile.parse("site: s1\n" + LEAST + line + "\n", "ztp.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("ztp.yaml: ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "profiles: | {name: edge, image: i, orchestrator: o1} | two profiles are called 'edge'",
        "orchestrators: | {name: o1, url: u, confirm: c, secrets: []}"
            + " | two orchestrators are called 'o1'"
      })
  void refusesTwoOfOneName(String list, String another, String why) {
    String twice = WHOLE.replace(list + "\n", list + "\n  - " + another + "\n");
    assertThatThrownBy(() -> ConfigFile.parse(twice, "ztp.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  @Test
  void readsEveryKey() {
    Config config = ConfigFile.parse(WHOLE, "ztp.yaml");
    assertThat(config.site()).isEqualTo("s1");
    assertThat(config.push()).isEqualTo(Path.of("/srv/push"));
    assertThat(config.admission()).isEqualTo(3);
    assertThat(config.capacity()).isEqualTo(new CapacityEntry(Integer.MAX_VALUE, 4, 16, 50));
    assertThat(config.retention())
        .isEqualTo(new RetentionEntry(30, 10, 30, 0, List.of("registry.k8s.io/pause")));
    assertThat(config.database())
        .isEqualTo(
            new DatabaseEntry("postgresql://db1/ztp?sslmode=require", "ada", Path.of("/etc/pw")));
    assertThat(config.operator().name()).isEqualTo("ada");
    assertThat(config.policy().toPolicy(config).find("edge").orElseThrow())
        .satisfies(profile -> {
          assertThat(profile.roles()).containsExactly("base", "agents");
          assertThat(profile.installWithin()).hasMinutes(5);
          assertThat(profile.convergeWithin()).hasMinutes(6);
          assertThat(profile.kernelOptions()).isEqualTo("quiet");
          assertThat(profile.afterSwitch()).isTrue();
          assertThat(profile.tests())
              .contains(
                  new HardwareTests(
                      0, HardwareTests.Surface.FULL, 0, 100, 900, Duration.ofHours(1)));
        });
    assertThat(config.policy().toPolicy(config).rules().getFirst().site()).isEqualTo("s1");
    assertThat(config.mirrors()).containsKey("debian");
    assertThat(config.orchestrators().getFirst().secrets().getFirst().reveal())
        .isEqualTo("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3");
  }

  @Test
  void printsTheEffectiveConfigurationWithoutSecrets() {
    String printed = ConfigFile.print(ConfigFile.parse(WHOLE, "ztp.yaml"));
    assertThat(printed).contains("interface: \"eth1\"", "lease: 3600").doesNotContain("whsec_");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "address: 10.77.0.1 | adress: 10.77.0.1 | unknown key 'networks.adress', did you mean"
            + " 'address'?",
        "interface: eth1 | nic: eth1 | unknown key 'networks.nic'; the keys there are",
        "load: 0 | load: -1 | profiles.tests.load is at least 0, not -1",
        "load: 0 | loads: 0 | did you mean 'load'?",
        "profile: edge | model: m | write 'when: {model: ...}'",
        "profile: edge | profile: edges | rule 'all' names a profile that is not there: edges",
        "orchestrator: o1 | orchestrator: o2 | profile 'edge' names an orchestrator that is not"
            + " there: o2",
        "address: 10.77.0.1 | dhcp: relay-only | the configuration misses 'networks.address'",
        "networks: | network: | the key 'network' is no more: write 'networks', a list",
        "address: 10.77.0.1 | dhcp: sometimes | sometimes",
        "port: 9999 | port: many | many"
      })
  void refusesWithWhatToChange(String right, String wrong, String message) {
    assertThat(WHOLE).contains(right);
    assertThatThrownBy(() -> ConfigFile.parse(WHOLE.replace(right, wrong), "ztp.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("ztp.yaml")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.77.0.0/24 | 10.77.0.0 | eth1: a subnet is written as",
        "10.77.0.50-10.77.0.199 | 10.77.0.50-x | eth1: ",
        "10.77.0.50-10.77.0.199 | 10.78.0.50-10.78.0.60 | is not inside 10.77.0.0/24",
        "10.77.0.1 | somewhere | eth1: ",
        "10.79.0.0/24 | 10.77.0.0/16 | the subnets 10.77.0.0/16 and 10.77.0.0/24 overlap",
        "eth2 | eth1 | two have the interface eth1",
        "10.78.0.1 | 10.77.0.1 | or the address 10.77.0.1"
      })
  void refusesNetworksThatDoNotFit(String right, String wrong, String message) {
    String second =
        "  - {interface: eth2, address: 10.78.0.1, subnets: [{subnet: 10.79.0.0/24}]}\n";
    String text = LEAST + second;
    assertThat(text).contains(right);
    Config config = ConfigFile.parse(text.replace(right, wrong), "ztp.yaml");
    assertThatThrownBy(() -> NetworkPlan.of(config.networks()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("networks")
        .hasMessageContaining(message);
  }

  @Test
  void saysWhichFileCannotBeRead() {
    assertThatThrownBy(() -> ConfigFile.read(Path.of("/nowhere/ztp.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("/nowhere/ztp.yaml");
  }
}
