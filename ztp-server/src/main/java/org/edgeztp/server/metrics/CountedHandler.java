package org.edgeztp.server.metrics;

import java.util.function.BiConsumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Has each request told when its answer is complete. */
final class CountedHandler extends Handler.Wrapper {
  private final BiConsumer<Request, Response> ended;

  CountedHandler(Handler counted, BiConsumer<Request, Response> ended) {
    super(counted);
    this.ended = ended;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Request.addCompletionListener(request, _ -> ended.accept(request, response));
    return super.handle(request, response, callback);
  }
}
