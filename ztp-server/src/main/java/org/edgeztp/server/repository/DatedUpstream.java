package org.edgeztp.server.repository;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;

/**
 * Where an upstream keeps an archive as it was on a day.
 *
 * @param pattern http or https URL of the archive's base, with {@code {year}}, {@code {month}} and
 *     {@code {day}} where their digits belong: four, two and two
 */
public record DatedUpstream(String pattern) {
  private static final List<String> PARTS = List.of("{year}", "{month}", "{day}");

  /**
   * Checks the pattern.
   *
   * @throws IllegalArgumentException when it cannot serve as one
   */
  public DatedUpstream {
    if (!PARTS.stream().allMatch(pattern::contains)) {
      throw new IllegalArgumentException(
          "a URL with {year}, {month} and {day} in it, not '" + pattern + "'");
    }
    URI _ = at(pattern, LocalDate.EPOCH);
  }

  URI at(LocalDate day) {
    return at(pattern, day);
  }

  private static URI at(String pattern, LocalDate day) {
    return PackageMirror.folder(
        URI.create(
            pattern
                .replace("{year}", "%04d".formatted(day.getYear()))
                .replace("{month}", "%02d".formatted(day.getMonthValue()))
                .replace("{day}", "%02d".formatted(day.getDayOfMonth()))));
  }
}
