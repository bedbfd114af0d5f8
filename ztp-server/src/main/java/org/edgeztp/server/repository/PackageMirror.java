package org.edgeztp.server.repository;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.server.repository.MirrorFault.Kind;

/**
 * Answers {@code GET} and {@code HEAD} of {@code /mirror/NAME/PATH} from a cache of package
 * archives, so that a site's uplink carries each package once and a site without uplink can still
 * install what it has installed before.
 *
 * <p>Takes every request below {@code /mirror/} of the server's root, and no other. Refusals are
 * one line of text: 400 for paths no archive has, 404 for unknown archives, folders and files that
 * the upstream, or an offline mirror, lacks, 405, 416, and 502 when a file is neither here nor to
 * be had, 500 when the disk fails. Handlers block while bytes arrive: run them on virtual threads.
 */
public final class PackageMirror extends Handler.Abstract implements AutoCloseable {
  private final Map<String, URI> upstreams = new TreeMap<>();
  private final boolean offline;
  private final Set<String> archives;
  private final Stock stock;
  private final Consumer<MirrorFault> faults;
  private final Tally tally;

  /** Takes how many requests for an archive had a result since the start. */
  public interface Count {
    /**
     * Takes one of them.
     *
     * @param archive {@code -} for requests that name none that there is
     */
    void of(String archive, Result result, long requests);
  }

  /**
   * @param faults told of every request that was not answered as asked, on the request's thread
   * @throws IOException if the folder cannot be used or another process has it
   * @throws IllegalArgumentException if a name or a URL cannot serve as one
   */
  public PackageMirror(MirrorSettings settings, Consumer<MirrorFault> faults) throws IOException {
    this(settings, faults, Timing.USUAL, Clock.systemUTC());
  }

  PackageMirror(MirrorSettings settings, Consumer<MirrorFault> faults, Timing timing, Clock clock)
      throws IOException {
    this.offline = settings.offline();
    settings.upstreams().forEach((name, base) -> upstreams.put(checked(name), folder(base)));
    this.faults = faults;
    Cache cache = new Cache(settings.folder(), settings.limit());
    this.archives = new TreeSet<>(upstreams.keySet());
    if (settings.offline()) {
      this.archives.addAll(cache.archives());
      this.stock = new Shelf(cache);
    } else {
      this.stock =
          new Downloads(
              new Origins(upstreams, settings.snapshots(), cache.pins(), clock),
              cache,
              new Upstream(timing),
              timing,
              clock);
    }
    this.tally = new Tally(archives);
  }

  /**
   * The archives, and which of them stay as they are.
   *
   * @throws IOException when the cache cannot be read
   */
  public List<Pinning> pinnings() throws IOException {
    List<Pinning> all = new ArrayList<>();
    for (String name : archives) {
      all.add(
          Pinning.of(
              name,
              Optional.ofNullable(upstreams.get(name)).map(URI::toString),
              stock.pinned(name),
              stock.snapshot(name)));
    }
    return all;
  }

  /**
   * Has an archive stay as it is now: its indexes are asked for no more, and what they name is
   * kept. Of a day: those of that day are asked for once.
   *
   * @param day whose state it gets from the snapshots of its upstream; empty for what is here
   * @return why not, if it cannot be pinned
   */
  public Optional<String> pin(String name, Optional<LocalDate> day) throws IOException {
    return stock.pin(name, day);
  }

  /** Has an archive follow its upstream again. */
  public void unpin(String name) throws IOException {
    stock.unpin(name);
  }

  /** Whether some archive does not follow its upstream, so that its indexes grow old. */
  public boolean isFrozen() {
    return offline || archives.stream().anyMatch(name -> stock.pinned(name).isPresent());
  }

  /** Tells of all archives and results, those without a request too. */
  public void requests(Count told) {
    tally.tell(told);
  }

  /** What its files take. */
  public CacheUse use() throws IOException {
    return stock.use();
  }

  private static String checked(String name) {
    if (!MirrorPath.isName(name)) {
      throw new IllegalArgumentException("not a name for an archive: '" + name + "'");
    }
    return name;
  }

  static URI folder(URI base) {
    String scheme = base.getScheme();
    boolean web = "http".equals(scheme) || "https".equals(scheme);
    if (!web || base.getHost() == null || base.getQuery() != null) {
      throw new IllegalArgumentException("not the base URL of an archive: '" + base + "'");
    }
    String text = base.toString();
    return URI.create(text.endsWith("/") ? text : text + "/");
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!request.getHttpURI().getCanonicalPath().startsWith(Asked.PREFIX)) {
      return false;
    }
    Exchange exchange = new Exchange(request, response, callback, faults);
    if (!exchange.isGet() && !exchange.isHead()) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      tally.count(
          Tally.NONE,
          exchange.refuse(
              HttpStatus.METHOD_NOT_ALLOWED_405, Kind.REFUSED, "the mirror is for reading only"));
      return true;
    }
    switch (Asked.parse(exchange.rawPath())) {
      case Asked.Malformed(String why) ->
          tally.count(Tally.NONE, exchange.refuse(HttpStatus.BAD_REQUEST_400, Kind.REFUSED, why));
      case Asked.Folder(String why) ->
          tally.count(Tally.NONE, exchange.refuse(HttpStatus.NOT_FOUND_404, Kind.REFUSED, why));
      case MirrorPath path -> tally.count(path.name(), answer(exchange, path));
    }
    return true;
  }

  private Result answer(Exchange exchange, MirrorPath path) {
    if (!archives.contains(path.name())) {
      String known = String.join(", ", archives);
      return exchange.refuse(
          HttpStatus.NOT_FOUND_404,
          Kind.REFUSED,
          "no archive is called " + path.name() + "; there are: " + known);
    }
    Supply supply;
    try {
      supply = stock.supply(path);
    } catch (IOException disk) {
      return exchange.refuse(
          HttpStatus.INTERNAL_SERVER_ERROR_500,
          Kind.FAILED,
          "the cache cannot be read: " + Reason.of(disk));
    }
    return switch (supply) {
      case Supply.Current(Reading reading, Result how) -> exchange.send(reading, how);
      case Supply.Stale(Reading reading, String why) -> exchange.sendStale(reading, why);
      case Supply.Absent(String why) -> exchange.refuse(HttpStatus.NOT_FOUND_404, Kind.ABSENT, why);
      case Supply.Missing(String why) ->
          exchange.refuse(HttpStatus.NOT_FOUND_404, Kind.MISSING, why);
      case Supply.Failed(String why) ->
          exchange.refuse(HttpStatus.BAD_GATEWAY_502, Kind.FAILED, why);
    };
  }

  /** Cuts what is under way and frees the cache's folder. */
  @Override
  public void close() throws IOException {
    stock.close();
  }
}
