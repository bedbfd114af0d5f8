package org.edgeztp.server.repository;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A mirror in front of a fake archive, with a client and a clock that a test turns. */
final class Site {
  final FakeArchive archive = new FakeArchive();
  final List<MirrorFault> faults = new CopyOnWriteArrayList<>();

  private final Path cache;
  private final Timing timing;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Instant now = Instant.parse("2026-07-01T00:00:00Z");
  private boolean offline;
  private Map<String, DatedUpstream> snapshots = Map.of();
  private DiskLimit limit = new DiskLimit.Percent(100);
  private PackageMirror mirror;
  private Server server;

  /**
   * Starts both.
   *
   * @param stall how long the upstream may be silent within a body
   */
  Site(Path cache, Duration stall) throws Exception {
    this.cache = cache;
    this.timing =
        new Timing(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            stall,
            Duration.ofMillis(5),
            Duration.ofSeconds(10));
    this.mirror = newMirror();
    this.server = serve(mirror);
  }

  private PackageMirror newMirror() throws IOException {
    Map<String, URI> upstreams = Map.of("debian", archive.base());
    return new PackageMirror(
        new MirrorSettings(upstreams, snapshots, cache, offline, limit),
        faults::add,
        timing,
        clock());
  }

  private static Server serve(PackageMirror mirror) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(mirror);
    server.start();
    return server;
  }

  /** The mirror asks no upstream any more. */
  void goesOffline() throws Exception {
    offline = true;
    restart();
  }

  /** The mirror may keep so many bytes from now on. */
  void mayKeep(long bytes) throws Exception {
    limit = new DiskLimit.Bytes(bytes);
    restart();
  }

  /** Has the archive stay as it is; why not, where it is not pinned. */
  Optional<String> pin() throws IOException {
    return mirror.pin("debian", Optional.empty());
  }

  /** Has the archive be as it was on a day; why not, where it is not pinned. */
  Optional<String> pin(LocalDate day) throws IOException {
    return mirror.pin("debian", Optional.of(day));
  }

  /** Where the archive is as it was: a folder for each day. */
  void keepsDays() throws Exception {
    snapshots =
        Map.of("debian", new DatedUpstream(archive.base() + "/days/{year}{month}{day}T000000Z"));
    restart();
  }

  /** The settings lose that again. */
  void keepsNoDays() throws Exception {
    snapshots = Map.of();
    restart();
  }

  void unpin() throws IOException {
    mirror.unpin("debian");
  }

  /** What was counted so far, such as {@code debian hit}, without the zeros. */
  Map<String, Long> requests() {
    Map<String, Long> counted = new TreeMap<>();
    mirror.requests((archive, result, requests) -> {
      if (requests > 0) {
        counted.put(archive + " " + result.name().toLowerCase(Locale.ROOT), requests);
      }
    });
    return counted;
  }

  /** The signed indexes of the archive. */
  List<Pinning.Index> indexes() throws IOException {
    return mirror.pinnings().getFirst().indexes();
  }

  CacheUse use() throws IOException {
    return mirror.use();
  }

  /** Ends the mirror and starts another on the same cache. */
  void restart() throws Exception {
    server.stop();
    mirror.close();
    mirror = newMirror();
    server = serve(mirror);
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  /** Has the mirror fetch a file and waits until it is on disk, which may be after the answer. */
  void caches(String path) throws Exception {
    get("mirror/debian/" + path);
    Path head = cache.resolve(".heads/debian").resolve(path);
    await().until(() -> Files.exists(head));
  }

  HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return client.send(request(path, headers).build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<InputStream> open(String path, String... headers) throws Exception {
    return client.send(request(path, headers).build(), BodyHandlers.ofInputStream());
  }

  HttpResponse<String> text(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> send(String method, String path) throws Exception {
    HttpRequest.BodyPublisher none = HttpRequest.BodyPublishers.noBody();
    return client.send(request(path).method(method, none).build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.getURI() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private Clock clock() {
    return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  }

  void end() throws Exception {
    client.shutdownNow();
    archive.end();
    server.stop();
    mirror.close();
  }
}
