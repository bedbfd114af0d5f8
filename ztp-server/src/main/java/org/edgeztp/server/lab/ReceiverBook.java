package org.edgeztp.server.lab;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the receiver remembers: every event id, and the latest event of each machine. */
final class ReceiverBook {
  private final Optional<Path> file;
  private final Set<String> ids = new HashSet<>();
  private final Map<String, ReceiverEvent> machines = new HashMap<>();

  private ReceiverBook(Optional<Path> file) {
    this.file = file;
  }

  /**
   * @throws IOException when the file is there and cannot be read
   */
  static ReceiverBook open(Optional<Path> file) throws IOException {
    var book = new ReceiverBook(file);
    if (file.isPresent() && Files.exists(file.get())) {
      for (String line : Files.readAllLines(file.get())) {
        ReceiverEvent.parse(line).ifPresent(book::remember);
      }
    }
    return book;
  }

  /** Remembers an event, in the file first; false when it is known already. */
  synchronized boolean add(ReceiverEvent event) throws IOException {
    if (ids.contains(event.id())) {
      return false;
    }
    if (file.isPresent()) {
      Files.writeString(file.get(), event.json() + "\n", CREATE, APPEND);
    }
    remember(event);
    return true;
  }

  synchronized Optional<ReceiverEvent> of(String machine) {
    return Optional.ofNullable(machines.get(machine));
  }

  private synchronized void remember(ReceiverEvent event) {
    ids.add(event.id());
    machines.put(event.machine(), event);
  }
}
