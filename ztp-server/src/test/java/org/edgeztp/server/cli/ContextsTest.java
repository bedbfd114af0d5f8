package org.edgeztp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.tls.Fingerprint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ContextsTest {
  private static final Context EDGE =
      new Context(
          "edge",
          URI.create("https://10.20.0.1:8443"),
          Optional.empty(),
          Optional.of("ztp_secret"),
          Optional.of(Fingerprint.parse("sha256:" + "ab".repeat(32))));
  private static final Context LAB =
      new Context(
          "lab",
          URI.create("http://10.77.1.2:8080"),
          Optional.of(Path.of("/var/tmp/ztp-lab/data/admin-token")),
          Optional.empty(),
          Optional.empty());

  @TempDir private Path home;
  private Path file;

  @BeforeEach
  void remember() throws Exception {
    file = home.resolve("edgeztp/contexts.json");
    ofHome().add(EDGE);
    ofHome().add(LAB);
  }

  private Contexts ofHome() throws Exception {
    return Contexts.read(file);
  }

  @Test
  void theyAreKeptWhereNobodyElseCanRead() throws Exception {
    assertThat(ofHome().all()).containsExactly(EDGE, LAB);
    assertThat(ofHome().current()).contains(EDGE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(this::ofHome).hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void aFileThatMeansNothingIsNamed() throws Exception {
    Files.writeString(file, "{\"contexts\": {\"a b\": {}}}");
    assertThatThrownBy(this::ofHome).hasMessage("cannot understand " + file);
  }

  @Test
  void oneIsInUseUntilItIsRemoved() throws Exception {
    ofHome().use("lab");
    assertThat(ofHome().current()).contains(LAB);
    ofHome().remove("lab");
    assertThat(ofHome().all()).containsExactly(EDGE);
    assertThat(ofHome().current()).isEmpty();
    assertThatThrownBy(() -> ofHome().use("lab")).hasMessageContaining("no context 'lab'");
  }

  @Test
  void aVerbTalksToTheOneInUseOrToTheOneThatItNames() throws Exception {
    assertThat(chosen()).usingRecursiveComparison().ignoringFields("name").isEqualTo(EDGE);
    assertThat(chosen("--context=lab"))
        .usingRecursiveComparison()
        .ignoringFields("name")
        .isEqualTo(LAB);
    assertThatThrownBy(() -> chosen("--context=other")).hasMessageContaining("ztp context list");
  }

  @Test
  void noOtherServerIsSentItsToken() throws Exception {
    Context other = chosen("--server=https://elsewhere:8443");
    assertThat(other.server()).hasHost("elsewhere");
    assertThat(other.token()).isEmpty();
    assertThat(other.tokenFile()).isEmpty();
    assertThat(other.certificate()).isEmpty();
  }

  @Test
  void aTokenThatIsNamedGoesBeforeTheOneThatIsKept() throws Exception {
    Context named = chosen("--token-file=ada.token");
    assertThat(named.server()).isEqualTo(EDGE.server());
    assertThat(named.token()).isEmpty();
    assertThat(named.tokenFile()).contains(Path.of("ada.token"));
    assertThat(named.certificate()).isEqualTo(EDGE.certificate());
  }

  @Test
  void withoutAnyItIsTheServerOfThisHost() throws Exception {
    ofHome().remove("edge");
    ofHome().remove("lab");
    assertThat(chosen().server()).hasToString("http://127.0.0.1:8080");
  }

  private Context chosen(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--contexts=" + file);
    return CommandLine.populateCommand(new ServerOption(), all.toArray(String[]::new)).chosen();
  }
}
