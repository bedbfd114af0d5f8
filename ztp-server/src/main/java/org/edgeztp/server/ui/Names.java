package org.edgeztp.server.ui;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Some of many names, so ordered that port 9 comes before port 10.
 *
 * @param here these
 * @param all how many there are
 * @param next the first behind these
 */
record Names(List<String> here, int all, Optional<String> next) {
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /**
   * Picks the first.
   *
   * @param text that they show, whatever its letter case
   * @param from the first that may be among them
   */
  static Names of(Stream<String> names, Optional<String> text, Optional<String> from, int most) {
    String wanted = text.orElse("").toLowerCase(Locale.ROOT);
    NavigableMap<String, String> ordered =
        names
            .distinct()
            .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
            .collect(toMap(Names::inOrder, Function.identity(), (one, _) -> one, TreeMap::new));
    Collection<String> rest =
        from.map(name -> ordered.tailMap(inOrder(name), true)).orElse(ordered).values();
    return new Names(
        rest.stream().limit(most).toList(), ordered.size(), rest.stream().skip(most).findFirst());
  }

  /** What sorts a name among others. */
  static String inOrder(String name) {
    return DIGITS.matcher(name).replaceAll(number -> "%9s".formatted(number.group()));
  }
}
