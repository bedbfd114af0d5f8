package org.edgeztp.inventory.machine;

/**
 * A pattern of text in which {@code *} stands for any text; letter case counts for nothing.
 *
 * @param pattern of which everything else stands for itself
 */
public record Glob(String pattern) {
  private static final char ANY = '*';

  public boolean matches(String text) {
    return pattern.indexOf(ANY) < 0 ? pattern.equalsIgnoreCase(text) : match(text);
  }

  /** Goes back to the last star only: each star takes as little as it can. */
  private boolean match(String text) {
    int star = -1;
    int resume = 0;
    int p = 0;
    int t = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == ANY) {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && isSame(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == ANY) {
      p++;
    }
    return p == pattern.length();
  }

  /** As {@link String#equalsIgnoreCase} has it. */
  private static boolean isSame(char one, char other) {
    return one == other
        || Character.toLowerCase(Character.toUpperCase(one))
            == Character.toLowerCase(Character.toUpperCase(other));
  }
}
