package org.edgeztp.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.server.tls.Fingerprint;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which server a verb talks to, and as whom. */
final class ServerOption {
  private static final Set<String> THIS_HOST = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final URI HERE = URI.create("http://127.0.0.1:8080");
  private static final Path FIRST_TOKEN = Path.of("/var/lib/edgeztp/admin-token");

  @Mixin private final ContextsOption contexts = new ContextsOption();

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "API of the server (default: $ZTP_SERVER, or that of the context, or"
              + " http://127.0.0.1:8080)",
      defaultValue = "${env:ZTP_SERVER:-}")
  private String server = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Its first line is the token to use (default: $ZTP_TOKEN_FILE, or that of the context, or"
              + " for the server on this host /var/lib/edgeztp/admin-token)",
      defaultValue = "${env:ZTP_TOKEN_FILE:-}")
  private String tokenFile = "";

  @Option(
      names = "--server-certificate",
      paramLabel = "SHA256",
      description =
          "Fingerprint of a server's own certificate, as it prints it at its start (default:"
              + " $ZTP_SERVER_CERTIFICATE, or that of the context, or what an authority signed)",
      defaultValue = "${env:ZTP_SERVER_CERTIFICATE:-}")
  private String certificate = "";

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "One that ztp context added (default: $ZTP_CONTEXT, or the one in use)",
      defaultValue = "${env:ZTP_CONTEXT:-}")
  private String context = "";

  /**
   * @throws IOException when the file that was named cannot be read
   */
  ApiClient client() throws IOException {
    Context chosen = chosen();
    return new ApiClient(chosen.server(), chosen.certificate(), credential(chosen));
  }

  /** The same without the words of {@link ApiClient}. */
  ApiConnection connection() throws IOException {
    Context chosen = chosen();
    return new ApiConnection(chosen.server(), chosen.certificate(), credential(chosen));
  }

  /**
   * The server, and how to get in. What a context says is for its own server: no other is sent its
   * token.
   */
  Context chosen() throws IOException {
    Optional<Context> remembered = remembered();
    return new Context(
        "this",
        remembered.map(Context::server).orElseGet(() -> named().orElse(HERE)),
        said(tokenFile)
            .map(Path::of)
            .or(() -> remembered.filter(one -> one.token().isEmpty()).flatMap(Context::tokenFile)),
        remembered.filter(_ -> tokenFile.isEmpty()).flatMap(Context::token),
        said(certificate)
            .map(Fingerprint::parse)
            .or(() -> remembered.flatMap(Context::certificate)));
  }

  private Optional<Context> remembered() throws IOException {
    if (named().isPresent()) {
      return Optional.empty();
    }
    Contexts all = contexts.read();
    return context.isEmpty() ? all.current() : Optional.of(all.named(context));
  }

  private Optional<URI> named() {
    return said(server).map(ServerOption::url);
  }

  /**
   * @throws IllegalArgumentException when it is none of a server
   */
  static URI url(String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // As one without a scheme: 127.0.0.1:8080.
    }
    throw new IllegalArgumentException(
        "'%s' is no URL of a server, as http://127.0.0.1:8080".formatted(text));
  }

  private static ApiClient.Credential credential(Context chosen) {
    Optional<Path> file =
        chosen.tokenFile().or(() -> isHere(chosen) ? Optional.of(FIRST_TOKEN) : Optional.empty());
    return () ->
        chosen.token().isPresent() || file.isEmpty()
            ? chosen.token()
            : Optional.of(SecretFile.firstLine(file.get()));
  }

  private static boolean isHere(Context chosen) {
    return THIS_HOST.contains(chosen.server().getHost()) && Files.isReadable(FIRST_TOKEN);
  }

  private static Optional<String> said(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }
}
