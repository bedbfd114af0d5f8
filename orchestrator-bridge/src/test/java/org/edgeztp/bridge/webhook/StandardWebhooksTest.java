package org.edgeztp.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.edgeztp.bridge.webhook.StandardWebhooks.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected signatures were made with OpenSSL 3 and Python's cryptography, which agree. */
class StandardWebhooksTest {
  private static final String NEW = "whsec_ZXhhbXBsZSBvcmNoZXN0cmF0b3Igc2VjcmV0IDAxIHg=";
  private static final String OLD = "whsec_ZXhhbXBsZSBvcmNoZXN0cmF0b3Igc2VjcmV0IDAyIHk=";
  private static final String PRIVATE = "whsk_ZXhhbXBsZSBlZDI1NTE5IHNlZWQsIDMyIGJ5dGVzISE=";
  private static final String PUBLIC = "whpk_hgEzJT8I3ftayIz0puVwZXCrUwk3mECe2rz270CGvIs=";

  private static final String BY_NEW = "v1,j2VUGQicV3lwA+6VbNsEVL+xgCF2fsfJE1cW6R2qMyE=";
  private static final String BY_OLD = "v1,ABTVbn55xYWgYjrErLBZOL7PqbKuvFGhS6E3XxEqcpY=";
  private static final String BY_PRIVATE =
      "v1a,TNbyOaNDe3BkED1Uxp82OjkOloHBLiHUoeZghBddx/VskDr5B5QsxIv2S2HSBh6ZCvW91YhPkm3YuX0KKLgrDw==";

  private static final String ID = "evt_0123456789_3";
  private static final Instant AT = Instant.ofEpochSecond(1_795_368_000);
  private static final byte[] BODY = "{\"hello\":\"édge\"}".getBytes(UTF_8);

  @Test
  void signsWithASharedSecret() {
    assertThat(of(NEW).sign(ID, AT, BODY)).isEqualTo(new SignedHeaders(ID, "1795368000", BY_NEW));
  }

  @Test
  void signsWithEveryKeyDuringARotation() {
    assertThat(of(NEW, OLD, PRIVATE).sign(ID, AT, BODY).signatures())
        .isEqualTo(BY_NEW + " " + BY_OLD + " " + BY_PRIVATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW, OLD, PUBLIC})
  void acceptsWhatAnyKnownKeySigned(String known) {
    SignedHeaders signed = of(NEW, OLD, PRIVATE).sign(ID, AT, BODY);

    assertThat(of(known).verify(signed, BODY, AT)).isInstanceOf(Verification.Genuine.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {NEW, PUBLIC})
  void refusesAnythingChangedOnTheWay(String known) {
    SignedHeaders signed = of(NEW, PRIVATE).sign(ID, AT, BODY);
    byte[] changed = BODY.clone();
    changed[2] ^= 1;
    var otherId = new SignedHeaders("evt_0123456789_4", signed.timestamp(), signed.signatures());
    var otherTime = new SignedHeaders(ID, "1795368001", signed.signatures());

    assertRefused(known, signed, changed, "key known here");
    assertRefused(known, otherId, BODY, "key known here");
    assertRefused(known, otherTime, BODY, "key known here");
  }

  @Test
  void refusesAKeyItDoesNotKnow() {
    assertRefused(OLD, of(NEW).sign(ID, AT, BODY), BODY, "key known here");
    assertRefused(PUBLIC, of(NEW).sign(ID, AT, BODY), BODY, "key known here");
  }

  @Test
  void doesNotTakeOneSchemeForTheOther() {
    var disguised = new SignedHeaders(ID, "1795368000", BY_NEW.replace("v1,", "v1a,"));

    assertRefused(NEW, disguised, BODY, "key known here");
    assertRefused(PUBLIC, disguised, BODY, "key known here");
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, -299, 0, 299, 300})
  void acceptsClocksFiveMinutesApart(long seconds) {
    assertThat(of(NEW).verify(of(NEW).sign(ID, AT, BODY), BODY, AT.plusSeconds(seconds)))
        .isInstanceOf(Verification.Genuine.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, -301, 301, 86_400})
  void refusesReplaysAndMessagesFromTheFuture(long seconds) {
    Instant now = AT.plus(Duration.ofSeconds(seconds));

    assertThat(of(NEW).verify(of(NEW).sign(ID, AT, BODY), BODY, now))
        .isEqualTo(
            new Verification.Refused("its timestamp is more than 5 min away from this clock"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1795368000x", "-1795368000", "99999999999999999999", "17 95368000"})
  void refusesATimestampThatIsNone(String timestamp) {
    assertRefused(NEW, new SignedHeaders(ID, timestamp, BY_NEW), BODY, "not a number");
  }

  @Test
  void refusesMissingHeaders() {
    assertRefused(NEW, new SignedHeaders("", "1795368000", BY_NEW), BODY, "missing");
    assertRefused(NEW, new SignedHeaders(ID, "", BY_NEW), BODY, "missing");
    assertRefused(NEW, new SignedHeaders(ID, "1795368000", ""), BODY, "missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"v1,", "v1", "v1,***", "v1,j2VU", "v1a,", "v1a,AAAA", ",", " ", "v2,j2VU"})
  void refusesSignaturesThatAreNone(String signature) {
    var headers = new SignedHeaders(ID, "1795368000", signature);

    assertRefused(NEW, headers, BODY, "key known here");
    assertRefused(PUBLIC, headers, BODY, "key known here");
  }

  @Test
  void findsTheGoodSignatureAmongOthers() {
    var headers = new SignedHeaders(ID, "1795368000", "v2,AAAA v1,AAAA " + BY_NEW + " v1a,AAAA");

    assertThat(of(OLD, NEW).verify(headers, BODY, AT)).isInstanceOf(Verification.Genuine.class);
  }

  @Test
  void refusesIdsThatWouldMakeWhatIsSignedAmbiguous() {
    assertThatIllegalArgumentException().isThrownBy(() -> of(NEW).sign("evt.1", AT, BODY));
    assertThatIllegalArgumentException().isThrownBy(() -> of(NEW).sign("", AT, BODY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "whsec_c2hvcnQ=",
        "whsec_no base64",
        "whsk_c2hvcnQ=",
        "whpk_c2hvcnQ=",
        "whxx_ZXhhbXBsZSBvcmNoZXN0cmF0b3Igc2VjcmV0IDAxIHg="
      })
  void refusesMalformedKeysWithoutShowingThem(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(key))
        .withMessageNotContainingAny("c2hvcnQ", "no base64x", "ZXhhbXBsZ")
        .withNoCause();
  }

  @Test
  void knowsWhetherItCanSign() {
    assertThat(of(NEW).signs()).isTrue();
    assertThat(of(PRIVATE).signs()).isTrue();
    assertThat(of(PUBLIC).signs()).isFalse();
  }

  @Test
  void showsNoSecretWhenPrinted() {
    assertThat(List.of(WebhookKey.parse(NEW), WebhookKey.parse(PRIVATE)))
        .hasToString("[whsec_***, whsk_***]");
  }

  private static void assertRefused(
      String known, SignedHeaders headers, byte[] body, String reason) {
    assertThat(of(known).verify(headers, body, AT))
        .isInstanceOfSatisfying(
            Verification.Refused.class, refused -> assertThat(refused.why()).contains(reason));
  }

  private static StandardWebhooks of(String... keys) {
    return StandardWebhooks.of(List.of(keys));
  }
}
