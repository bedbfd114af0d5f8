package org.edgeztp.server.ssh;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The connection ended before the command did. */
public final class LinkLostException extends IOException {
  private static final long serialVersionUID = 1L;

  public LinkLostException(String doing, @Nullable Throwable cause) {
    super(doing, cause);
  }
}
