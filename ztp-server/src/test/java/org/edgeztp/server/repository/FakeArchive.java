package org.edgeztp.server.repository;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An upstream that does what a test wants of one: cuts, hangs, moves, forgets and dies. */
final class FakeArchive extends Handler.Abstract {
  private static final int BLOCK = 8 * 1024;

  private final Server server = new Server(new QueuedThreadPool(32, 4));
  private final ServerConnector connector = new ServerConnector(server);
  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final Map<String, Hold> holds = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> silences = new ConcurrentHashMap<>();
  private final List<CountDownLatch> latches = new CopyOnWriteArrayList<>();
  private final Map<String, List<Long>> cuts = new ConcurrentHashMap<>();
  private final Map<String, String> moves = new ConcurrentHashMap<>();
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private record Hold(long at, CountDownLatch until) {}

  FakeArchive() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(this);
    server.start();
    connector.setPort(connector.getLocalPort());
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + connector.getPort() + "/debian");
  }

  void has(String path, Document document) {
    documents.put("/debian/" + path, document);
  }

  /** The next answers for the path end after so many bytes of their body each. */
  void cuts(String path, Long... after) {
    cuts.put("/debian/" + path, new CopyOnWriteArrayList<>(after));
  }

  /** The next answer for the path that comes to a byte stops there until the latch opens. */
  void holds(String path, long at, CountDownLatch until) {
    holds.put("/debian/" + path, new Hold(at, until));
    latches.add(until);
  }

  /** Answers for the path wait until the latch opens. */
  void holdsAnswer(String path, CountDownLatch until) {
    silences.put("/debian/" + path, until);
    latches.add(until);
  }

  void moves(String path, String to) {
    moves.put("/debian/" + path, "/debian/" + to);
  }

  void refuses(String path, int status) {
    refusals.put("/debian/" + path, status);
  }

  /** Requests so far: path below the base, with the range and {@code ?} for a condition. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void die() throws Exception {
    server.stop();
  }

  void revive() throws Exception {
    server.start();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = request.getHttpURI().getPath();
    HttpFields wants = request.getHeaders();
    note(path, wants);
    await(silences.getOrDefault(path, new CountDownLatch(0)));
    if (moves.containsKey(path)) {
      response.getHeaders().put(HttpHeader.LOCATION, moves.get(path));
      return end(response, 302, callback);
    }
    if (refusals.containsKey(path)) {
      return end(response, refusals.get(path), callback);
    }
    Document document = documents.get(path);
    if (document == null) {
      return end(response, 404, callback);
    }
    document.etag().ifPresent(tag -> response.getHeaders().put(HttpHeader.ETAG, tag));
    document
        .lastModified()
        .ifPresent(at -> response.getHeaders().put(HttpHeader.LAST_MODIFIED, HttpDate.format(at)));
    if (isKnown(wants, document)) {
      return end(response, 304, callback);
    }
    send(path, document, firstByte(wants, document), response, callback);
    return true;
  }

  private void note(String path, HttpFields wants) {
    boolean conditional =
        wants.contains(HttpHeader.IF_NONE_MATCH) || wants.contains(HttpHeader.IF_MODIFIED_SINCE);
    String range = wants.get(HttpHeader.RANGE);
    asked.add(
        path.substring("/debian/".length())
            + (conditional ? " ?" : "")
            + (range == null ? "" : " " + range));
  }

  private static boolean isKnown(HttpFields wants, Document document) {
    String tag = wants.get(HttpHeader.IF_NONE_MATCH);
    return tag != null
        ? document.etag().equals(Optional.of(tag))
        : document.lastModified().isPresent()
            && HttpDate.parse(wants.get(HttpHeader.IF_MODIFIED_SINCE))
                .equals(document.lastModified());
  }

  private static long firstByte(HttpFields wants, Document document) {
    String range = wants.get(HttpHeader.RANGE);
    Optional<String> condition = Optional.ofNullable(wants.get(HttpHeader.IF_RANGE));
    boolean same =
        condition.equals(document.etag())
            || condition.equals(document.lastModified().map(HttpDate::format));
    return range != null && same ? Long.parseLong(range.replaceAll("\\D", "")) : 0;
  }

  private void send(String path, Document document, long from, Response response, Callback callback)
      throws IOException {
    long length = document.length();
    response.getHeaders().put(HttpHeader.DATE, HttpDate.format(Instant.now()));
    if (document.toldLength()) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length - from);
    }
    if (from > 0) {
      response.setStatus(206);
      String range = "bytes " + from + "-" + (length - 1) + "/" + length;
      response.getHeaders().put(HttpHeader.CONTENT_RANGE, range);
    }
    List<Long> left = cuts.getOrDefault(path, List.of());
    long end = left.isEmpty() ? length : Math.min(length, from + left.removeFirst());
    Hold hold = holds.get(path);
    OutputStream out = Content.Sink.asOutputStream(response);
    for (long at = from; at < end; ) {
      if (hold != null && at == hold.at()) {
        out.flush();
        holds.remove(path);
        await(hold.until());
      }
      long stop = hold != null && at < hold.at() ? Math.min(hold.at(), end) : end;
      int size = (int) Math.min(BLOCK, stop - at);
      out.write(document.bytes(at, size));
      at += size;
    }
    if (end < length) {
      out.flush();
      callback.failed(new IOException("cut as the test wants"));
      return;
    }
    out.close();
    callback.succeeded();
  }

  private static boolean end(Response response, int status, Callback callback) {
    response.setStatus(status);
    callback.succeeded();
    return true;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  void end() throws Exception {
    latches.forEach(CountDownLatch::countDown);
    server.stop();
  }
}
