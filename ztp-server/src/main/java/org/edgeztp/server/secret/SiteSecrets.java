package org.edgeztp.server.secret;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The secrets that the machines of a site share, in the database and sealed there. One that nobody
 * gave is made when it is first needed, and stays. May be used by many threads.
 */
public final class SiteSecrets {
  /** Who makes what nobody gave. */
  static final String SERVER = "the server";

  private static final Pattern SITE = Pattern.compile("[A-Za-z0-9._-]{1,63}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}\\.[A-Za-z0-9_]{1,63}");
  private static final int SHORTEST = 8;
  private static final int LONGEST = 16 << 10;

  private final Jdbi jdbi;
  private final Vault vault;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public SiteSecrets(DataSource source, Vault vault, Clock clock) {
    this.jdbi = Jdbi.create(source);
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * What is told of a secret.
   *
   * @param name {@code COOKBOOK.NAME}
   * @param by who gave it
   */
  record Told(String site, String name, Instant made, String by) {}

  /**
   * The secret of a site, made now where there is none.
   *
   * @param name {@code COOKBOOK.NAME}
   * @throws IllegalStateException when it was sealed with another key; the message names it
   */
  public synchronized String of(String site, String name, SecretKind kind) {
    Optional<String> sealed =
        jdbi.withHandle(handle ->
            handle
                .createQuery("select sealed from secret where site = :site and name = :name")
                .bind("site", site)
                .bind("name", name)
                .mapTo(String.class)
                .findFirst());
    if (sealed.isPresent()) {
      return open(sealed.get(), site, name);
    }
    String made = kind.make(random);
    put(site, name, made, SERVER);
    return made;
  }

  /**
   * Gives one in place of what there was.
   *
   * @throws IllegalArgumentException when it is not fit to be one, without telling it
   */
  synchronized void set(String site, String name, String value, String by) {
    if (!SITE.matcher(site).matches()) {
      throw new IllegalArgumentException("'" + site + "' is no name of a site");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no name of a secret: COOKBOOK.NAME, as openstack.admin_password"
              .formatted(name));
    }
    if (value.length() < SHORTEST || value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a secret has %d to %d characters, and this one %d"
              .formatted(SHORTEST, LONGEST, value.length()));
    }
    put(site, name, value, by);
  }

  /** Forgets one; another is made when it is needed again. Whether there was one. */
  synchronized boolean remove(String site, String name) {
    return jdbi.withHandle(handle -> delete(handle, site, name)) > 0;
  }

  /** All of them, in the order of site and name. */
  List<Told> all() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select site, name, made, made_by from secret order by site, name")
            .map((row, _) -> told(row))
            .list());
  }

  private void put(String site, String name, String value, String by) {
    jdbi.useTransaction(handle -> {
      delete(handle, site, name);
      handle.execute(
          "insert into secret (site, name, made, made_by, sealed) values (?, ?, ?, ?, ?)",
          site,
          name,
          clock.instant().atOffset(ZoneOffset.UTC),
          by,
          vault.seal(value, owner(site, name)));
    });
  }

  private static int delete(Handle handle, String site, String name) {
    return handle.execute("delete from secret where site = ? and name = ?", site, name);
  }

  private String open(String sealed, String site, String name) {
    try {
      return vault.open(sealed, owner(site, name));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "the secret %s of site %s cannot be opened, as the vault.key is not the one it was sealed"
                  .formatted(name, site)
              + " with: bring that back, or give the secret anew by ztp secret set",
          e);
    }
  }

  private static Told told(ResultSet row) throws SQLException {
    return new Told(
        row.getString("site"),
        row.getString("name"),
        row.getObject("made", OffsetDateTime.class).toInstant(),
        row.getString("made_by"));
  }

  private static String owner(String site, String name) {
    return "secret " + site + " " + name;
  }
}
