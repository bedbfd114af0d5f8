package org.edgeztp.server.provision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.edgeztp.server.ssh.Output;

/**
 * One thing that must hold on a machine before it is handed on. Reads only, so it may be tried
 * until its time is over.
 */
record Check(String name, String command, Duration timeout, Judge judge) {
  /**
   * @param asked the server's clock before the command, to compare with the machine's
   * @param answered and after it
   */
  record Answer(Output output, Instant asked, Instant answered) {}

  /** Looks at an answer; gives one sentence when it is not good. */
  interface Judge {
    Optional<String> complaint(Answer answer);
  }

  /** Exit code 0 and something on standard output that the expression finds. */
  static Check expecting(String name, String command, Pattern expected, Duration timeout) {
    return new Check(name, command, timeout, answer -> complaint(answer.output(), expected));
  }

  private static Optional<String> complaint(Output output, Pattern expected) {
    if (output.exit() == Output.TIMED_OUT) {
      return Optional.of("gave no answer in time");
    }
    String said =
        Sentences.lastLine(output.stdout())
            .or(() -> Sentences.lastLine(output.stderr()))
            .orElse("nothing");
    if (!output.succeeded()) {
      return Optional.of("ended with exit code " + output.exit() + " and said: " + said);
    }
    if (!expected.matcher(output.stdout()).find()) {
      return Optional.of("expected /" + expected + "/ but it said: " + said);
    }
    return Optional.empty();
  }
}
