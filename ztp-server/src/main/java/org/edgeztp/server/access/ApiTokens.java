package org.edgeztp.server.access;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The tokens there are, in the database and, for every request, in memory. */
final class ApiTokens {
  private final Jdbi jdbi;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Token> byHash = new ConcurrentHashMap<>();

  ApiTokens(DataSource source, Clock clock) {
    this.jdbi = Jdbi.create(source);
    this.clock = clock;
    jdbi.useHandle(handle ->
        handle
            .createQuery("select * from token")
            .map((row, _) -> token(row))
            .forEach(token -> byHash.put(token.hash(), token)));
  }

  /** By name. */
  List<Token> all() {
    return byHash.values().stream().sorted(Comparator.comparing(Token::name)).toList();
  }

  boolean isEmpty() {
    return byHash.isEmpty();
  }

  /** Whose secret it is, as long as the token lasts. */
  Optional<Token> holder(String secret) {
    return withHash(Token.hash(secret));
  }

  /** The token whose secret has the hash, as long as it lasts. */
  Optional<Token> withHash(String hash) {
    return Optional.ofNullable(byHash.get(hash)).filter(token -> !token.isOver(clock.instant()));
  }

  /** Whether a token that was let in would be again: one of ours as it was, or a provider's. */
  boolean stands(Token token) {
    return token.isOfProvider()
        ? !token.isOver(clock.instant())
        : withHash(token.hash()).filter(token::equals).isPresent();
  }

  /**
   * Makes a token.
   *
   * @param lasts from now on; for ever where empty
   * @param sites whose machines it is for; all where empty
   * @return its secret, which is not kept
   * @throws IllegalArgumentException when there is one of that name
   */
  synchronized String create(String name, Role role, Optional<Duration> lasts, Set<String> sites) {
    if (name.startsWith(Claims.PREFIX)) {
      throw new IllegalArgumentException("names with " + Claims.PREFIX + " are the provider's");
    }
    if (find(name).isPresent()) {
      throw new IllegalArgumentException(
          "there is a token called '" + name + "': revoke it first, or choose another name");
    }
    String secret = Token.secret(random);
    Instant now = clock.instant();
    var token = new Token(name, role, Token.hash(secret), now, lasts.map(now::plus), sites);
    jdbi.useHandle(handle ->
        handle.execute(
            "insert into token (name, role, hash, created, expires, sites)"
                + " values (?, ?, ?, ?, ?, ?)",
            name,
            role.text(),
            token.hash(),
            utc(now),
            token.expires().map(ApiTokens::utc).orElse(null),
            String.join(",", new TreeSet<>(sites))));
    byHash.put(token.hash(), token);
    return secret;
  }

  /** Makes an administrator's token in place of the one of that name. */
  synchronized String renewAdmin(String name) {
    find(name).ifPresent(this::remove);
    return create(name, Role.ADMIN, Optional.empty(), Set.of());
  }

  /**
   * Ends a token.
   *
   * @throws IllegalArgumentException when nobody could give out tokens afterwards
   */
  synchronized boolean revoke(String name) {
    Optional<Token> token = find(name);
    if (token.isPresent() && all().stream().noneMatch(other -> lastsAsAdmin(other, name))) {
      throw new IllegalArgumentException(
          "'" + name + "' is the last administrator's token that does not end: make another first");
    }
    token.ifPresent(this::remove);
    return token.isPresent();
  }

  private static boolean lastsAsAdmin(Token token, String revoked) {
    return !token.name().equals(revoked) && token.role() == Role.ADMIN && token.expires().isEmpty();
  }

  private void remove(Token token) {
    jdbi.useHandle(handle -> handle.execute("delete from token where name = ?", token.name()));
    byHash.remove(token.hash());
  }

  private Optional<Token> find(String name) {
    return byHash.values().stream().filter(token -> token.name().equals(name)).findAny();
  }

  private static Token token(ResultSet row) throws SQLException {
    @Nullable OffsetDateTime expires = row.getObject("expires", OffsetDateTime.class);
    return new Token(
        row.getString("name"),
        Role.parse(row.getString("role")),
        row.getString("hash"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(expires).map(OffsetDateTime::toInstant),
        Stream.of(row.getString("sites").split(",", -1))
            .filter(site -> !site.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
