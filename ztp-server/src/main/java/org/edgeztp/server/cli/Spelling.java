package org.edgeztp.server.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who misspelt a word. */
public final class Spelling {
  private Spelling() {}

  /**
   * The sentence about a word that is none of those known, with the nearest that is.
   *
   * @param path what stands before the word where it was found
   */
  public static String unknown(String what, String path, String word, Collection<String> known) {
    return "unknown %s '%s%s'%s; the %ss there are %s"
        .formatted(
            what,
            path,
            word,
            nearest(word, known).map(near -> ", did you mean '" + near + "'?").orElse(""),
            what,
            String.join(", ", known));
  }

  private static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(1, word.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** Levenshtein's distance: letters to add, take away or change. */
  static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
