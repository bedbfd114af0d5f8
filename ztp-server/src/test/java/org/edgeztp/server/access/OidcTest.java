package org.edgeztp.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcTest {
  private static JWK rsa;
  private static JWK ec;
  private static JWK strange;

  private final TestClock clock = new TestClock();
  private Issuer issuer;
  private Oidc oidc;

  @BeforeAll
  static void keys() throws Exception {
    rsa = Issuer.rsa("r1");
    ec = Issuer.ec("e1");
    strange = Issuer.ec("strange");
  }

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer(rsa.toPublicJWK(), ec.toPublicJWK());
    oidc = oidc(Optional.empty());
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesWhatItsIssuerSigned(boolean byRsa) throws Exception {
    Token token = holder(Issuer.signed(byRsa ? rsa : ec, claims().build()));

    assertThat(token.name()).isEqualTo("oidc:ada@example.org");
    assertThat(token.role()).isEqualTo(Role.OPERATOR);
    assertThat(token.sites()).isEmpty();
    Duration withSkew = Duration.ofMinutes(5 + 1);
    assertThat(token.expires()).contains(clock.instant().plus(withSkew));
  }

  @Test
  void theHighestRoleCounts() throws Exception {
    assertThat(
            holder(
                    Issuer.signed(
                        ec,
                        with("realm", Map.of("roles", List.of("ops", "other", "root"))).build()))
                .role())
        .isEqualTo(Role.ADMIN);
  }

  /** The names of a list may have spaces: no part of one is a role. */
  @Test
  void aNameOfAListIsTakenWhole() throws Exception {
    var claims = with("realm", Map.of("roles", List.of("not root", "ops"))).build();
    assertThat(holder(Issuer.signed(ec, claims)).role()).isEqualTo(Role.OPERATOR);
    var scopes = with("realm", Map.of("roles", "openid root")).build();
    assertThat(holder(Issuer.signed(ec, scopes)).role()).isEqualTo(Role.ADMIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aud | someone-else | JWT aud claim rejected",
        "iss | http://127.0.0.1:1/realm | iss claim",
        "email | | it has no claim 'email'",
        "email | a b/c | a token is called by",
        "realm | | its claim 'realm.roles' has none of the roles [ops, root], but []",
      })
  void refusesWhatIsNotForIt(String claim, String value, String why) throws Exception {
    assertThat(refusal(Issuer.signed(rsa, with(claim, value).build()))).contains(why);
  }

  @Test
  void theClocksMayBeAMinuteApart() throws Exception {
    String late = Issuer.signed(rsa, claims().expirationTime(date(-50)).build());
    String early = Issuer.signed(rsa, claims().notBeforeTime(date(50)).build());
    assertThat(oidc.judge(late)).isInstanceOf(Oidc.Verdict.Holder.class);
    assertThat(oidc.judge(early)).isInstanceOf(Oidc.Verdict.Holder.class);

    assertThat(refusal(Issuer.signed(rsa, claims().expirationTime(date(-70)).build())))
        .contains("Expired");
    assertThat(refusal(Issuer.signed(rsa, claims().notBeforeTime(date(70)).build())))
        .contains("before use time");
    assertThat(refusal(Issuer.signed(rsa, claims().expirationTime(null).build()))).contains("exp");
  }

  @Test
  void refusesWhatIsSignedByOthersOrNotAtAll() throws Exception {
    String good = Issuer.signed(rsa, claims().build());
    String other = Issuer.signed(rsa, with("email", "eve@example.org").build());
    String[] parts = good.split("\\.", -1);
    assertThat(refusal(parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2]))
        .contains("Invalid signature");
    assertThat(refusal(new PlainJWT(claims().build()).serialize())).contains("Unsecured");
    assertThat(refusal("a.b.c")).contains("Invalid");

    // The public key as the secret of a symmetric algorithm.
    var mac =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r1").build(), claims().build());
    mac.sign(new MACSigner(rsa.toRSAKey().toPublicKey().getEncoded()));
    assertThat(refusal(mac.serialize())).contains("no matching key");
  }

  @Test
  void aNewKeyOfTheIssuerIsReadAndMadeUpOnesDoNotKeepItBusy() throws Exception {
    holder(Issuer.signed(rsa, claims().build()));
    assertThat(issuer.reads).hasValue(1);

    JWK next = Issuer.ec("e2");
    issuer.keys = List.of(ec.toPublicJWK(), next.toPublicJWK());
    holder(Issuer.signed(next, claims().build()));
    assertThat(issuer.reads).hasValue(2);

    for (int i = 0; i < 20; i++) {
      assertThat(refusal(Issuer.signed(strange, claims().build())))
          .containsAnyOf("no matching key", "a key that the issuer does not have");
    }
    assertThat(issuer.reads).hasValue(2);
    assertThat(refusal(Issuer.signed(rsa, claims().build()))).isNotEmpty();
    holder(Issuer.signed(next, claims().build()));
  }

  @Test
  void saysThatTheIssuerIsAwayAndAsksItAgain() throws Exception {
    String token = Issuer.signed(rsa, claims().build());
    issuer.away = true;
    assertThat(oidc.judge(token))
        .isInstanceOfSatisfying(
            Oidc.Verdict.Away.class,
            away ->
                assertThat(away.why()).startsWith("the keys of " + issuer.uri() + " cannot be"));
    issuer.away = false;
    assertThat(oidc.judge(token)).isInstanceOf(Oidc.Verdict.Away.class);
    clock.advance(Duration.ofSeconds(11));
    assertThat(oidc.judge(token)).isInstanceOf(Oidc.Verdict.Holder.class);
  }

  /** A wrong verdict would have the addresses of those who ask held. */
  @Test
  void whileThereAreNoKeysNoTokenIsRefused() throws Exception {
    String token = Issuer.signed(rsa, claims().build());
    issuer.withoutKeys = true;
    for (int i = 0; i < 5; i++) {
      assertThat(oidc.judge(token)).isInstanceOf(Oidc.Verdict.Away.class);
    }
    assertThat(issuer.reads).hasValue(2);
  }

  @Test
  void aDocumentOfAnotherIssuerIsNotBelieved() throws Exception {
    issuer.calledItself = "https://evil.example.org";
    assertThat(oidc.judge(Issuer.signed(rsa, claims().build())))
        .isInstanceOfSatisfying(
            Oidc.Verdict.Away.class,
            away -> assertThat(away.why()).contains("of the issuer 'https://evil.example.org'"));
  }

  @Test
  void theSitesOfATokenAreThoseOfItsClaim() throws Exception {
    oidc = oidc(Optional.of("sites"));
    assertThat(holder(Issuer.signed(ec, with("sites", List.of("s1", "s2")).build())).sites())
        .isEqualTo(Set.of("s1", "s2"));
    assertThat(holder(Issuer.signed(ec, with("sites", "*").build())).sites()).isEmpty();
    assertThat(refusal(Issuer.signed(ec, claims().build())))
        .isEqualTo("its claim 'sites' names no site");
    var none = new HashMap<String, Object>();
    none.put("sites", null);
    oidc = oidc(Optional.of("edgeztp.sites"));
    assertThat(refusal(Issuer.signed(ec, with("edgeztp", none).build())))
        .isEqualTo("its claim 'edgeztp.sites' names no site");
    var admin = with("realm", Map.of("roles", "root")).build();
    assertThat(holder(Issuer.signed(ec, admin)).sites()).isEmpty();
  }

  private Oidc oidc(Optional<String> sites) {
    OidcSettings settings = settings(sites);
    return new Oidc(settings, new Provider(settings, clock), clock);
  }

  private OidcSettings settings(Optional<String> sites) {
    return new OidcSettings(
        issuer.uri(),
        "edgeztp",
        "email",
        "realm.roles",
        Map.of("ops", "operator", "root", "admin"),
        sites,
        Duration.ofMinutes(1));
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer.uri().toString())
        .audience(List.of("account", "edgeztp"))
        .subject("4711")
        .claim("email", "ada@example.org")
        .claim("realm", Map.of("roles", List.of("ops")))
        .issueTime(date(0))
        .expirationTime(date(300));
  }

  private JWTClaimsSet.Builder with(String claim, Object value) {
    return claims().claim(claim, value);
  }

  private Date date(int seconds) {
    return Date.from(clock.instant().plusSeconds(seconds));
  }

  private Token holder(String jwt) {
    Oidc.Verdict verdict = oidc.judge(jwt);
    assertThat(verdict).isInstanceOf(Oidc.Verdict.Holder.class);
    return ((Oidc.Verdict.Holder) verdict).token();
  }

  private String refusal(String jwt) {
    Oidc.Verdict verdict = oidc.judge(jwt);
    assertThat(verdict).isInstanceOf(Oidc.Verdict.Refused.class);
    return ((Oidc.Verdict.Refused) verdict).why();
  }
}
