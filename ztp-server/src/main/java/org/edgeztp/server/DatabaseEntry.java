package org.edgeztp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.Postgresql;
import org.jspecify.annotations.Nullable;

/**
 * Where the inventory is kept: in a file of the data folder, or in a database of PostgreSQL 15 or
 * newer that nobody else uses.
 *
 * @param url {@code postgresql://db1:5432/edgeztp}; a file of the data folder where absent
 * @param user {@code edgeztp} by default
 * @param passwordFile with the password and nothing else; none is sent where absent
 */
public record DatabaseEntry(
    @Nullable String url, @Nullable String user, @Nullable Path passwordFile) {
  private static final String USER = "edgeztp";

  public DatabaseEntry {
    if (url == null && (user != null || passwordFile != null)) {
      throw new ConfigException(
          "database.user and database.password-file are of no use without database.url");
    }
    if (url != null && !url.matches("postgresql://[^@/?]+/[^@/?]+(\\?.*)?")) {
      throw new ConfigException(
          "database.url is like postgresql://db1:5432/edgeztp, without user and password, not '%s'"
              .formatted(url));
    }
  }

  /**
   * Opens it.
   *
   * @param file of the data folder
   * @throws RuntimeException that says what to do, when it cannot be used
   */
  Database open(Path file) {
    return url == null
        ? Database.open(file)
        : Database.open(new Postgresql(url, Config.or(user, USER), password()));
  }

  private Optional<String> password() {
    if (passwordFile == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(passwordFile).strip());
    } catch (IOException e) {
      throw new ConfigException("cannot read database.password-file: " + e);
    }
  }
}
