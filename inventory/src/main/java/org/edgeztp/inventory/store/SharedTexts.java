package org.edgeztp.inventory.store;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps one of equal texts: of what a hundred thousand machines tell of themselves, a third is what
 * others told before. It remembers as many as it has places; what takes the place of another is
 * kept twice at worst. May be used by many threads.
 */
final class SharedTexts {
  private static final int PLACES = 1 << 12;

  /** What is longer is hardly ever told twice. */
  private static final int LONGEST = 64;

  private final AtomicReferenceArray<String> texts = new AtomicReferenceArray<>(PLACES);

  /** The text, or an equal one from before. */
  String of(String text) {
    if (text.length() > LONGEST) {
      return text;
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & (PLACES - 1);
    String before = texts.get(place);
    if (text.equals(before)) {
      return before;
    }
    texts.set(place, text);
    return text;
  }
}
