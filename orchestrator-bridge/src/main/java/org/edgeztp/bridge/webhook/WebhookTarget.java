package org.edgeztp.bridge.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.edgeztp.bridge.Handoff;
import org.edgeztp.bridge.HandoffTarget;
import org.edgeztp.bridge.Message;
import org.edgeztp.bridge.Verdict;

/**
 * An orchestrator behind HTTP: tells by a signed CloudEvent and asks by GET. Goes only to the two
 * configured URLs; no answer leads it anywhere else.
 */
public final class WebhookTarget implements HandoffTarget, AutoCloseable {
  private final WebhookConfig config;
  private final Clock clock;
  private final WebhookClient client;

  public WebhookTarget(WebhookConfig config, Clock clock) {
    this(config, clock, Handoff.CALL);
  }

  /**
   * @param timeout of a whole call, from connecting to the answer's last byte
   */
  WebhookTarget(WebhookConfig config, Clock clock, Duration timeout) {
    this.config = config;
    this.clock = clock;
    this.client = new WebhookClient(clock, timeout);
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public String where() {
    return config.endpoint().shown();
  }

  @Override
  public Verdict.OnMessage tell(Message message) {
    return client.tell(config.endpoint(), CloudEvent.of(message, config.source()));
  }

  @Override
  public Verdict observe(Message message) {
    return switch (client.ask(config.machine(message.machine()))) {
      case WebhookClient.Call.Answered(var answer) ->
          Answers.toQuestion(answer, message, clock.instant());
      case WebhookClient.Call.Failed(var why) -> new Verdict.Unreachable(why, Optional.empty());
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
