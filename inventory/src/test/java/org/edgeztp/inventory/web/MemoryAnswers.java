package org.edgeztp.inventory.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Answers that are forgotten with the process. */
public final class MemoryAnswers implements AnswerMemory {
  private record Row(Asked asked, boolean done, Optional<Kept> answer) {}

  private final Map<String, Row> rows = new HashMap<>();

  @Override
  public synchronized Known begin(Asked asked) {
    Row row = rows.putIfAbsent(key(asked), new Row(asked, false, Optional.empty()));
    if (row == null) {
      return new Known.Fresh();
    }
    return row.asked().equals(asked)
        ? row.answer().<Known>map(Known.Answered::new).orElse(new Known.Begun(row.done()))
        : new Known.Other();
  }

  @Override
  public synchronized void answered(Asked asked, Kept answer) {
    rows.put(key(asked), new Row(asked, true, Optional.of(answer)));
  }

  @Override
  public synchronized void done(Asked asked) {
    rows.put(key(asked), new Row(asked, true, Optional.empty()));
  }

  @Override
  public synchronized void undone(Asked asked) {
    rows.remove(key(asked));
  }

  private static String key(Asked asked) {
    return asked.who() + ' ' + asked.key();
  }
}
