package org.edgeztp.server.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.web.Problem;

/** {@code GET /metrics}, in Prometheus's text format 0.0.4. */
final class MetricsPage extends Handler.Wrapper {
  private static final Problem NOT_YET =
      new Problem(Problem.Code.NOT_YET, "the server has just started: ask again in a second");

  private final Supplier<Optional<PrometheusRegistry>> registry;
  private final PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();

  MetricsPage(Supplier<Optional<PrometheusRegistry>> registry, Handler other) {
    super(other);
    this.registry = registry;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean asked =
        Request.getPathInContext(request).equals("/metrics")
            && HttpMethod.GET.is(request.getMethod());
    return asked ? write(response, callback) : super.handle(request, response, callback);
  }

  private boolean write(Response response, Callback callback) throws IOException {
    Optional<PrometheusRegistry> counted = registry.get();
    if (counted.isEmpty()) {
      return NOT_YET.send(response, callback);
    }
    var text = new ByteArrayOutputStream();
    format.write(text, counted.get().scrape());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, format.getContentType());
    response.write(true, ByteBuffer.wrap(text.toByteArray()), callback);
    return true;
  }
}
