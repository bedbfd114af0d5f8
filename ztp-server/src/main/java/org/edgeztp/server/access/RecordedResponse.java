package org.edgeztp.server.access;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An answer that is put on record before its first byte is sent. */
final class RecordedResponse extends Response.Wrapper {
  private final IntConsumer recorder;
  private boolean recorded;

  /**
   * @param recorder takes the status of the answer
   */
  RecordedResponse(Request request, Response response, IntConsumer recorder) {
    super(request, response);
    this.recorder = recorder;
  }

  @Override
  public void write(boolean last, ByteBuffer bytes, Callback callback) {
    if (!recorded) {
      recorded = true;
      recorder.accept(getStatus() == 0 ? 200 : getStatus());
    }
    super.write(last, bytes, callback);
  }
}
