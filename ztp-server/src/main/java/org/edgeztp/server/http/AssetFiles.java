package org.edgeztp.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * The built boot assets, sent under whatever URL they were asked by: GET, HEAD, ranges and
 * If-Range.
 */
final class AssetFiles extends Handler.Wrapper {
  /**
   * Files are read in pieces of this size: fast enough for a network of 10 Gbit/s, and what is sent
   * never counts as memory of this process, as with mapped files it does.
   */
  private static final int PIECE = 256 << 10;

  private final List<Path> folders;
  private final ResourceHandler resources =
      new ResourceHandler(null, new ByteBufferPool.Sized(new ArrayByteBufferPool(), true, PIECE));

  private AssetFiles(List<Path> folders) {
    ResourceFactory factory = ResourceFactory.of(this);
    resources.setBaseResource(
        ResourceFactory.combine(folders.stream().map(factory::newResource).toList()));
    resources.setMinMappedFileSize(0);
    resources.setDirAllowed(false);
    this.folders = List.copyOf(folders);
    setHandler(resources);
  }

  /** The built assets, and beside them what people added. */
  static AssetFiles of(Served served) {
    return new AssetFiles(
        Stream.of(served.folder(), served.installers()).filter(Files::isDirectory).toList());
  }

  /**
   * @param name of a file in one of the folders, from the server's own manifest and never from a
   *     URL
   */
  boolean send(String name, Request request, Response response, Callback callback)
      throws Exception {
    String path = Request.getContextPath(request) + "/" + name;
    HttpURI uri = HttpURI.build(request.getHttpURI()).path(path).asImmutable();
    return resources.handle(Request.serveAs(asked(name, request), uri), response, callback);
  }

  /**
   * Jetty minds no If-Range (RFC 9110 section 13.1.5): a part of what is other by now is all of it.
   * Only the date that the file was sent with says that it is the same, since files have no ETag.
   */
  private Request asked(String name, Request request) throws IOException {
    String condition = request.getHeaders().get(HttpHeader.IF_RANGE);
    if (condition == null || isOf(condition.strip(), name)) {
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

  private boolean isOf(String date, String name) throws IOException {
    Instant wanted;
    try {
      wanted = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (DateTimeException e) {
      return false;
    }
    Optional<Path> file =
        folders.stream()
            .map(folder -> folder.resolve(name))
            .filter(Files::isRegularFile)
            .findFirst();
    return file.isPresent()
        && Files.getLastModifiedTime(file.get())
            .toInstant()
            .truncatedTo(ChronoUnit.SECONDS)
            .equals(wanted);
  }
}
