package org.edgeztp.server.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.server.tls.Fingerprint;
import picocli.CommandLine.Option;

/** Which server a verb talks to, and as whom. */
final class ServerOption {
  private static final Set<String> THIS_HOST = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Path FIRST_TOKEN = Path.of("/var/lib/edgeztp/admin-token");

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "API of the server (default: $ZTP_SERVER or http://127.0.0.1:8080)",
      defaultValue = "${env:ZTP_SERVER:-http://127.0.0.1:8080}")
  private URI server = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Its first line is the token to use (default: $ZTP_TOKEN_FILE, or for the server on this"
              + " host /var/lib/edgeztp/admin-token)",
      defaultValue = "${env:ZTP_TOKEN_FILE:-}")
  private String tokenFile = "";

  @Option(
      names = "--server-certificate",
      paramLabel = "SHA256",
      description =
          "Fingerprint of a server's own certificate, as it prints it at its start (default:"
              + " $ZTP_SERVER_CERTIFICATE, or what an authority signed)",
      defaultValue = "${env:ZTP_SERVER_CERTIFICATE:-}")
  private String certificate = "";

  /**
   * @throws IOException when the file that was named cannot be read
   */
  ApiClient client() throws IOException {
    Optional<Fingerprint> pinned =
        certificate.isEmpty() ? Optional.empty() : Optional.of(Fingerprint.parse(certificate));
    if (!tokenFile.isEmpty()) {
      return new ApiClient(
          server, pinned, () -> Optional.of(SecretFile.firstLine(Path.of(tokenFile))));
    }
    boolean local = THIS_HOST.contains(server.getHost()) && Files.isReadable(FIRST_TOKEN);
    return new ApiClient(
        server,
        pinned,
        () -> local ? Optional.of(SecretFile.firstLine(FIRST_TOKEN)) : Optional.empty());
  }
}
