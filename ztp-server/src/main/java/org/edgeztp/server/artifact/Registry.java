package org.edgeztp.server.artifact;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /v2/}: the images of the store as a registry that can be pulled from (OCI distribution
 * specification 1.1; its catalogue is Docker's). Where a runtime asks it in place of another
 * registry, as containerd's {@code ?ns=} tells, an image may be called with that one's name before
 * its own.
 */
final class Registry extends Handler.Abstract {
  private static final String PREFIX = "/v2/";
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final Pattern CONTENT = Pattern.compile("(.+)/(manifests|blobs)/([^/]+)");
  private static final Pattern TAGS = Pattern.compile("(.+)/tags/list");
  private static final int MOST = 1000;
  private static final JsonMapper JSON = new JsonMapper();

  private final Artifacts store;
  private final ContentSender sender = new ContentSender();

  /** What went wrong, in the specification's words. */
  private enum Fault {
    NAME_UNKNOWN(404),
    MANIFEST_UNKNOWN(404),
    BLOB_UNKNOWN(404),
    UNSUPPORTED(405);

    private final int status;

    Fault(int status) {
      this.status = status;
    }
  }

  Registry(Artifacts store) {
    this.store = store;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!(path + "/").startsWith(PREFIX)) {
      return false;
    }
    response.getHeaders().put("Docker-Distribution-Api-Version", "registry/2.0");
    if (!READS.contains(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      return refuse(
          Fault.UNSUPPORTED, "images are added by ztp artifact add --oci", response, callback);
    }
    String asked = path.substring(Math.min(path.length(), PREFIX.length()));
    Matcher content = CONTENT.matcher(asked);
    Matcher tags = TAGS.matcher(asked);
    if (asked.isEmpty()) {
      return send(Map.of(), response, callback);
    }
    if (asked.equals("_catalog")) {
      List<String> names = store.images().stream().map(Image::name).distinct().toList();
      return page("repositories", names, Map.of(), request, response, callback);
    }
    if (tags.matches()) {
      return tags(tags.group(1), request, response, callback);
    }
    if (content.matches()) {
      List<Image> images = images(content.group(1), request);
      return images.isEmpty()
          ? unknown(content.group(1), response, callback)
          : content.group(2).equals("manifests")
              ? manifest(images, content.group(3), request, response, callback)
              : blob(images, content.group(3), request, response, callback);
    }
    return refuse(Fault.NAME_UNKNOWN, "nothing is served there", response, callback);
  }

  /** The images of a repository; those of the registry it was asked of come first. */
  private List<Image> images(String name, Request request) {
    String elsewhere = Request.extractQueryParameters(request).getValue("ns");
    return Stream.of(elsewhere + "/" + name, name)
        .flatMap(called -> store.images().stream().filter(image -> image.name().equals(called)))
        .toList();
  }

  private boolean tags(String name, Request request, Response response, Callback callback) {
    List<Image> images = images(name, request);
    return images.isEmpty()
        ? unknown(name, response, callback)
        : page(
            "tags",
            images.stream().map(Image::tag).distinct().toList(),
            Map.of("name", name),
            request,
            response,
            callback);
  }

  private boolean manifest(
      List<Image> images, String reference, Request request, Response response, Callback callback) {
    Optional<Image> tagged =
        images.stream().filter(image -> image.tag().equals(reference)).findFirst();
    Optional<Sha256> hash = tagged.map(Image::hash).or(() -> digest(reference));
    Optional<String> type =
        hash.flatMap(one ->
            images.stream()
                .flatMap(image -> Stream.ofNullable(image.manifests().get(one.hex())))
                .findFirst());
    images.stream()
        .filter(image -> tagged.map(image::equals).orElse(hash.filter(image::has).isPresent()))
        .forEach(store::pulled);
    return type.isEmpty()
        ? refuse(
            Fault.MANIFEST_UNKNOWN,
            "%s has no manifest %s".formatted(images.getFirst().name(), reference),
            response,
            callback)
        : send(hash.get(), type.get(), Fault.MANIFEST_UNKNOWN, request, response, callback);
  }

  private boolean blob(
      List<Image> images, String reference, Request request, Response response, Callback callback) {
    Optional<Sha256> hash =
        digest(reference).filter(one -> images.stream().anyMatch(image -> image.has(one)));
    return hash.isEmpty()
        ? refuse(
            Fault.BLOB_UNKNOWN,
            "%s has no blob %s".formatted(images.getFirst().name(), reference),
            response,
            callback)
        : send(
            hash.get(),
            "application/octet-stream",
            Fault.BLOB_UNKNOWN,
            request,
            response,
            callback);
  }

  private static Optional<Sha256> digest(String text) {
    try {
      return Optional.of(Manifest.digest(text));
    } catch (IllegalArgumentException noDigest) {
      return Optional.empty();
    }
  }

  private boolean send(
      Sha256 hash, String type, Fault gone, Request request, Response response, Callback callback) {
    Optional<Path> file = store.content(hash);
    if (file.isEmpty()) {
      return refuse(gone, "it was removed just now", response, callback);
    }
    response.getHeaders().put("Docker-Content-Digest", Manifest.digest(hash));
    return sender.send(file.get(), hash.hex(), type, request, response, callback);
  }

  /** A list of names, by page: {@code ?n=} of them behind {@code ?last=}. */
  private static boolean page(
      String key,
      List<String> names,
      Map<String, String> beside,
      Request request,
      Response response,
      Callback callback) {
    var query = Request.extractQueryParameters(request);
    String wanted = Optional.ofNullable(query.getValue("n")).orElse("");
    String last = Optional.ofNullable(query.getValue("last")).orElse("");
    int most = wanted.matches("\\d{1,4}") ? Math.min(MOST, Integer.parseInt(wanted)) : MOST;
    List<String> rest = names.stream().sorted().filter(name -> name.compareTo(last) > 0).toList();
    List<String> page = rest.stream().limit(most).toList();
    if (page.size() < rest.size() && !page.isEmpty()) {
      response
          .getHeaders()
          .put(
              HttpHeader.LINK,
              "<%s?n=%d&last=%s>; rel=\"next\""
                  .formatted(
                      Request.getPathInContext(request),
                      most,
                      URLEncoder.encode(page.getLast(), StandardCharsets.UTF_8)));
    }
    Map<String, Object> body = new java.util.LinkedHashMap<>(beside);
    body.put(key, page);
    return send(body, response, callback);
  }

  private static boolean unknown(String name, Response response, Callback callback) {
    return refuse(
        Fault.NAME_UNKNOWN,
        "there is no image %s; /v2/_catalog lists them".formatted(name),
        response,
        callback);
  }

  private static boolean refuse(Fault fault, String why, Response response, Callback callback) {
    response.setStatus(fault.status);
    return send(
        Map.of("errors", List.of(Map.of("code", fault.name(), "message", why))),
        response,
        callback);
  }

  private static boolean send(Map<String, ?> body, Response response, Callback callback) {
    byte[] bytes = JSON.writeValueAsBytes(body);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
    return true;
  }
}
