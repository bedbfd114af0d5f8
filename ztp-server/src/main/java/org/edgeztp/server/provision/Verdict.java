package org.edgeztp.server.provision;

import java.util.Optional;
import java.util.stream.Collectors;

/** Decides how a converge went from its report, its exit code and the end of its output. */
final class Verdict {
  private Verdict() {}

  /**
   * @param output the last lines the client printed
   */
  static StepResult of(Report report, int exit, String output) {
    Optional<EventLine.RunFailed> failure = report.failed();
    if (failure.isPresent()) {
      EventLine.RunFailed told = failure.get();
      String log = Sentences.tail(told.log().isBlank() ? output : told.log());
      String message = told.message().isBlank() ? ended(exit) : told.message();
      return new StepResult.Failed(told.resource(), Sentences.place(told), message, log);
    }
    Optional<EventLine.RunCompleted> completed = report.completed();
    if (completed.isPresent() && exit == 0) {
      EventLine.RunCompleted done = completed.get();
      return new StepResult.Done(done.updated(), done.total(), done.seconds(), report.client());
    }
    String when =
        completed.isPresent() ? " after its last resource" : " without completing a converge";
    return new StepResult.Failed(
        "", "", ended(exit) + when + lastWords(output), Sentences.tail(output));
  }

  /** What an exit code that asks for a restart asks for; empty for every other one. */
  static Optional<String> restartWish(int exit) {
    return switch (exit) {
      case 35 -> Optional.of("the client has scheduled a restart (exit code 35)");
      case 37 -> Optional.of("the client needs a restart to finish (exit code 37)");
      default -> Optional.empty();
    };
  }

  /** The exit codes of Chef's RFC 062. */
  private static String ended(int exit) {
    String meaning =
        switch (exit) {
          case 0 -> "success";
          case 2 -> "interrupted";
          case 3 -> "terminated";
          case 41 -> "reboot failed";
          case 43 -> "bad configuration";
          case 126, 127 -> "could not be started";
          case 213 -> "client upgraded";
          default -> "error";
        };
    return "the client ended with exit code " + exit + " (" + meaning + ")";
  }

  /** The last line that says FATAL, or else the last one that says anything. */
  private static String lastWords(String output) {
    String fatal =
        output.lines().filter(line -> line.contains("FATAL")).collect(Collectors.joining("\n"));
    return Sentences.lastLine(fatal)
        .or(() -> Sentences.lastLine(output))
        .map(line -> ": " + line)
        .orElse("; it printed nothing");
  }
}
