package org.edgeztp.server.provision;

import java.util.Optional;
import java.util.function.Consumer;
import org.edgeztp.inventory.lifecycle.Observation;

/**
 * What a converge told, read from its first line on.
 *
 * <p>Each line worth keeping becomes one observation, always the same one in the same place. So the
 * number of observations kept is the place to go on from, and no line is noted twice however often
 * the lines are read.
 */
final class Report {
  private final Consumer<Observation> note;
  private int toSkip;
  private String client = "";
  private int declared;
  private int ended;
  private Optional<EventLine.ResourceStarted> underWay = Optional.empty();
  private Optional<EventLine.RunCompleted> completed = Optional.empty();
  private Optional<EventLine.RunFailed> failed = Optional.empty();

  /**
   * @param noted how many observations of this run are kept already
   */
  Report(int noted, Consumer<Observation> note) {
    this.toSkip = noted;
    this.note = note;
  }

  void accept(String text) {
    EventLine line = EventLine.of(text);
    switch (line) {
      case EventLine.RunStarted(var name, var resources) -> {
        client = name;
        declared = resources;
        ended = 0;
        underWay = Optional.empty();
        completed = Optional.empty();
        failed = Optional.empty();
      }
      case EventLine.RunCompleted done -> completed = Optional.of(done);
      case EventLine.RunFailed failure -> failed = Optional.of(failure);
      case EventLine.ResourceStarted started -> underWay = Optional.of(started);
      case EventLine.Resource resource -> {
        ended++;
        underWay = Optional.empty();
        keep(Sentences.of(resource, ended, declared));
      }
      case EventLine.Waiting(var reason) -> keep(Sentences.ofWaiting(reason));
      case EventLine.Unreadable(var noise) -> keep(Sentences.ofNoise(noise));
      case EventLine.Other _ -> {}
    }
  }

  String client() {
    return client;
  }

  /** What was begun and has not ended. */
  Optional<EventLine.ResourceStarted> underWay() {
    return underWay;
  }

  /** How far it is: {@code 5 of 12 resources}. */
  String progress() {
    return ended + (declared > 0 ? " of " + Math.max(declared, ended) : "") + " resources";
  }

  Optional<EventLine.RunCompleted> completed() {
    return completed;
  }

  Optional<EventLine.RunFailed> failed() {
    return failed;
  }

  private void keep(Observation observation) {
    if (toSkip > 0) {
      toSkip--;
    } else {
      note.accept(observation);
    }
  }
}
