package org.edgeztp.server.repository;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.server.repository.MirrorFault.Kind;

/** One request and its answer. */
record Exchange(
    Request request, Response response, Callback callback, Consumer<MirrorFault> faults) {
  private static final int BLOCK = 64 * 1024;

  String rawPath() {
    return request.getHttpURI().getPath();
  }

  boolean isGet() {
    return HttpMethod.GET.is(request.getMethod());
  }

  boolean isHead() {
    return HttpMethod.HEAD.is(request.getMethod());
  }

  /** Answers with a status and its reason, and tells the listener. */
  Result refuse(int status, Kind kind, String why) {
    tell(kind, why);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    Content.Sink.write(response, true, why + "\n", callback);
    return Result.of(kind);
  }

  /** Answers with what is in the cache because the upstream failed. */
  Result sendStale(Reading reading, String why) {
    tell(Kind.STALE, why);
    response.getHeaders().put("Warning", "111 edgeztp \"Revalidation Failed\"");
    return send(reading, Result.STALE);
  }

  /**
   * Answers with the file or the part of it that was asked for; closes the reading.
   *
   * @param how it was had
   */
  Result send(Reading reading, Result how) {
    Head head = reading.head();
    HttpFields.Mutable headers = response.getHeaders();
    head.etag().ifPresent(tag -> headers.put(HttpHeader.ETAG, tag));
    head.lastModified().ifPresent(at -> headers.put(HttpHeader.LAST_MODIFIED, HttpDate.format(at)));
    headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
    try (reading) {
      return switch (Selection.of(isGet(), request.getHeaders(), head)) {
        case Selection.Unchanged() -> {
          response.setStatus(HttpStatus.NOT_MODIFIED_304);
          callback.succeeded();
          yield how;
        }
        case Selection.Beyond() -> {
          headers.put(HttpHeader.CONTENT_RANGE, "bytes */" + head.length());
          yield refuse(
              HttpStatus.RANGE_NOT_SATISFIABLE_416,
              Kind.REFUSED,
              "the file has " + head.length() + " bytes");
        }
        case Selection.Whole() -> {
          response.setStatus(HttpStatus.OK_200);
          yield send(reading, how, 0, head.length());
        }
        case Selection.Slice(long from, long length) -> {
          response.setStatus(HttpStatus.PARTIAL_CONTENT_206);
          headers.put(
              HttpHeader.CONTENT_RANGE,
              "bytes " + from + "-" + (from + length - 1) + "/" + head.length());
          yield send(reading, how, from, length);
        }
      };
    } catch (IOException asker) {
      callback.failed(asker);
      return how;
    }
  }

  /**
   * Sends bytes as they arrive.
   *
   * @throws IOException if the asker has left
   */
  private Result send(Reading reading, Result how, long from, long length) throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    if (isHead()) {
      callback.succeeded();
      return how;
    }
    OutputStream out = Content.Sink.asOutputStream(response);
    byte[] block = new byte[BLOCK];
    for (long sent = 0; sent < length; ) {
      int read;
      try {
        read = reading.read(block, from + sent, length - sent);
      } catch (IOException broken) {
        return cutOff(broken);
      }
      out.write(block, 0, read);
      sent += read;
    }
    out.close();
    callback.succeeded();
    return how;
  }

  /** Ends the connection short of the promised length, which no client takes for a whole file. */
  private Result cutOff(IOException broken) {
    if (response.isCommitted()) {
      tell(Kind.CUT_OFF, Reason.of(broken));
      callback.failed(broken);
      return Result.CUT_OFF;
    }
    response.reset();
    return refuse(HttpStatus.BAD_GATEWAY_502, Kind.FAILED, Reason.of(broken));
  }

  private void tell(Kind kind, String why) {
    String asked = rawPath().substring(Math.min(rawPath().length(), Asked.PREFIX.length()));
    faults.accept(new MirrorFault(client(), asked, kind, why));
  }

  private InetAddress client() {
    return ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress())
        .getAddress();
  }
}
