package org.edgeztp.server.ui;

import java.util.Locale;
import org.edgeztp.inventory.machine.State;

/** A state as a page shows it: a word, and a shape and a colour that say the same. */
record Mark(State state) {
  public String key() {
    return state.name();
  }

  /** As people write it: {@code Handing off}. */
  public String label() {
    String words = state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  public String tone() {
    return Tone.of(state).key();
  }
}
