package org.edgeztp.inventory.web;

/**
 * Another machine that a request needs did not answer or refused; its cause's message says which
 * and why.
 */
public final class UpstreamException extends Exception {
  private static final long serialVersionUID = 1L;

  public UpstreamException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
