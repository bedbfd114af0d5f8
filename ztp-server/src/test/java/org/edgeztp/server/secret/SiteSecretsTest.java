package org.edgeztp.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.edgeztp.inventory.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteSecretsTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final String NAME = "openstack.admin_password";

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PASSWORD, '[A-Za-z0-9]{32}'",
    "KUBEADM_TOKEN, '[a-z0-9]{6}\\.[a-z0-9]{16}'",
    "KEY, '[A-Za-z0-9_-]{43}='"
  })
  void makesWhatIsAskedForAndKeepsIt(SecretKind kind, String form) {
    String made = secrets(0).of("s1", NAME, kind);
    assertThat(made).matches(form);
    assertThat(secrets(0).of("s1", NAME, kind)).isEqualTo(made);
    assertThat(secrets(0).of("s2", NAME, kind)).isNotEqualTo(made);
    assertThat(secrets(0).all())
        .containsExactly(
            new SiteSecrets.Told("s1", NAME, Instant.EPOCH, "the server"),
            new SiteSecrets.Told("s2", NAME, Instant.EPOCH, "the server"));
  }

  @Test
  void givesWhatPeopleGaveUntilTheyTakeItBack() {
    SiteSecrets secrets = secrets(0);
    secrets.of("s1", NAME, SecretKind.PASSWORD);
    secrets.set("s1", NAME, "by ada's hand", "ada");
    assertThat(secrets.of("s1", NAME, SecretKind.PASSWORD)).isEqualTo("by ada's hand");
    assertThat(secrets.all()).map(SiteSecrets.Told::by).containsExactly("ada");
    assertThat(secrets.remove("s1", NAME)).isTrue();
    assertThat(secrets.remove("s1", NAME)).isFalse();
    assertThat(secrets.of("s1", NAME, SecretKind.PASSWORD)).isNotEqualTo("by ada's hand");
  }

  @ParameterizedTest
  @CsvSource({
    "'', a.b, long enough, name of a site",
    "s1, ab, long enough, COOKBOOK.NAME",
    "s1, a.b.c, long enough, COOKBOOK.NAME",
    "s1, a.b, s3cret!, 8 to 16384 characters"
  })
  void refusesWhatIsNoneWithoutTellingIt(String site, String name, String value, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secrets(0).set(site, name, value, "ada"))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(value));
  }

  @Test
  void saysWhatToDoWhenTheKeyIsAnother() {
    secrets(0).of("s1", NAME, SecretKind.KEY);
    assertThatIllegalStateException()
        .isThrownBy(() -> secrets(1).of("s1", NAME, SecretKind.KEY))
        .withMessageContainingAll(NAME, "s1", "vault.key", "ztp secret set");
  }

  @Test
  void knowsKindsByTheirLabels() {
    assertThat(Arrays.stream(SecretKind.values()).map(SecretKind::label).map(SecretKind::labelled))
        .containsExactly(SecretKind.values());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretKind.labelled("pasword"))
        .withMessage("'pasword' is no kind of secret; there are [password, kubeadm-token, key]");
  }

  private SiteSecrets secrets(int key) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) key;
    return new SiteSecrets(database.source(), new Vault(bytes), CLOCK);
  }
}
