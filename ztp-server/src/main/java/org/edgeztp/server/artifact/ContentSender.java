package org.edgeztp.server.artifact;

import java.nio.file.Path;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContent;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ResourceService;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** Sends content: GET, HEAD, ranges and conditions, with its hash as the ETag. */
final class ContentSender {
  /** Read in pieces of this size, so that memory stays flat and no thread is held. */
  private static final int PIECE = 256 << 10;

  private final ByteBufferPool.Sized pool =
      new ByteBufferPool.Sized(new ArrayByteBufferPool(), true, PIECE);
  private final ResourceService service = new ResourceService();

  ContentSender() {
    service.setEtags(true);
    service.setAcceptRanges(true);
    service.setDirAllowed(false);
  }

  /**
   * Answers with a file.
   *
   * @param tag its ETag, without quotation marks
   */
  boolean send(
      Path file, String tag, String type, Request request, Response response, Callback callback) {
    var etag = new HttpField(HttpHeader.ETAG, '"' + tag + '"');
    HttpContent content =
        new HttpContent.Wrapper(
            new ResourceHttpContent(ResourceFactory.root().newResource(file), type, pool)) {
          @Override
          public HttpField getETag() {
            return etag;
          }
        };
    service.doGet(asked(request, etag.getValue()), response, callback, content);
    return true;
  }

  /** Jetty minds no If-Range: a part of what is other by now is all of it. */
  private static Request asked(Request request, String tag) {
    String condition = request.getHeaders().get(HttpHeader.IF_RANGE);
    if (condition == null || condition.strip().equals(tag)) {
      return request;
    }
    HttpFields whole = HttpFields.build(request.getHeaders()).remove(HttpHeader.RANGE);
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return whole;
      }
    };
  }
}
