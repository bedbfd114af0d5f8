package org.edgeztp.server.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** The built boot assets, sent under whatever URL they were asked by: GET, HEAD and ranges. */
final class AssetFiles extends Handler.Wrapper {
  /**
   * Files are read in pieces of this size: fast enough for a network of 10 Gbit/s, and what is sent
   * never counts as memory of this process, as with mapped files it does.
   */
  private static final int PIECE = 256 << 10;

  private final ResourceHandler resources =
      new ResourceHandler(null, new ByteBufferPool.Sized(new ArrayByteBufferPool(), true, PIECE));

  private AssetFiles(List<Path> folders) {
    ResourceFactory factory = ResourceFactory.of(this);
    resources.setBaseResource(
        ResourceFactory.combine(folders.stream().map(factory::newResource).toList()));
    resources.setMinMappedFileSize(0);
    resources.setDirAllowed(false);
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
    return resources.handle(Request.serveAs(request, uri), response, callback);
  }
}
