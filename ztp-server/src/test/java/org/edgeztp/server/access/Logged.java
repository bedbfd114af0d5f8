package org.edgeztp.server.access;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class warns of in the log. */
final class Logged implements AutoCloseable {
  private final Logger log;
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  Logged(Class<?> one) {
    log = (Logger) LoggerFactory.getLogger(one);
    log.setLevel(Level.WARN);
    said.start();
    log.addAppender(said);
  }

  List<String> lines() {
    return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    log.detachAppender(said);
    log.setLevel(null);
  }
}
