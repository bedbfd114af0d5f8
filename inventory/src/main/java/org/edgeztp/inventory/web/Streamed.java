package org.edgeztp.inventory.web;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer that is written piece by piece, for as long as it takes.
 *
 * @param type of its content, such as {@code text/plain;charset=utf-8}
 */
public record Streamed(String type, Body body) {
  /** Writes the answer and flushes what shall arrive at once. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes all of it.
     *
     * @throws IOException when the client is gone
     */
    void write(OutputStream out) throws IOException, InterruptedException;
  }
}
