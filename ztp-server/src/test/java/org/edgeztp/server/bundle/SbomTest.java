package org.edgeztp.server.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cyclonedx.CycloneDxSchema;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.edgeztp.server.artifact.Artifact;
import org.edgeztp.server.artifact.ArtifactSlice;
import org.edgeztp.server.artifact.Image;
import org.edgeztp.server.repository.DebPackage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SbomTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final String SCHEMAS = "http://cyclonedx.org/schema/";
  private static final String HASH = "ab".repeat(32);

  @TempDir Path folder;
  private JsonNode written;

  @BeforeEach
  void make() throws IOException {
    Files.writeString(folder.resolve("debian-13.packages"), "tzdata 2026b-0+deb13u1 all\n");
    Files.createDirectories(folder.resolve("cookbooks/base/recipes"));
    Files.writeString(folder.resolve("cookbooks/base/metadata.rb"), "version '0.1.0'\n");
    Files.writeString(folder.resolve("cookbooks/base/recipes/default.rb"), "package 'ntp'\n");
    var sbom = new Sbom();
    sbom.addBoot(
        new Manifest(
            NOW,
            "trixie",
            Map.of("ipxe.efi", new Manifest.Content(1, HASH)),
            Map.of(
                "debian-13",
                new Manifest.Image("debian-13.ext4.zst", 1, HASH, 2, "6.12.1", "amd64", null))));
    sbom.addInstallers(
        Map.of(
            "sonic",
            new Bootable(
                Map.of(Bootable.ONIE_INSTALLER, new Manifest.Content(1, HASH)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
    sbom.addCookbooks(folder.resolve("cookbooks"));
    sbom.addArtifacts(
        new ArtifactSlice(
            List.of(
                new Artifact("kubelet", "1.34.1", "amd64", "kubelet", HASH, 1, NOW, "ada", null)),
            List.of(
                new Image(
                    "registry.k8s.io/pause",
                    "3.9",
                    HASH,
                    Map.of(HASH, "m"),
                    List.of(),
                    1,
                    List.of("linux/amd64", "linux/arm64"),
                    NOW,
                    "ada")),
            Map.of(),
            List.of()));
    sbom.addImages(folder, Set.of("debian-13"));
    sbom.addPackages(List.of(new DebPackage("debian", "apt", "3.0.4", "amd64", "pool/apt", HASH)));
    written = JsonMapper.shared().readTree(sbom.toJson("s1", NOW));
  }

  @Test
  void tellsAllThatIsInABundle() {
    assertThat(written.path("components").valueStream().map(SbomTest::line))
        .containsExactly(
            "file ipxe.efi 2026-11-26T10:00:00Z " + HASH,
            "operating-system debian-13 2026-11-26T10:00:00Z " + HASH,
            "file sonic/switch-installer - " + HASH,
            "library base 0.1.0 -",
            "file kubelet 1.34.1 " + HASH,
            "container registry.k8s.io/pause 3.9 " + HASH,
            "library tzdata 2026b-0+deb13u1 -",
            "library apt 3.0.4 " + HASH);
    assertThat(written.at("/components/3/components").valueStream().map(SbomTest::line))
        .containsExactly(
            "file base/metadata.rb - " + Hash.of("version '0.1.0'\n".getBytes(UTF_8)),
            "file base/recipes/default.rb - " + Hash.of("package 'ntp'\n".getBytes(UTF_8)));
  }

  private static String line(JsonNode component) {
    return String.join(
        " ",
        component.path("type").asString(),
        component.path("name").asString(),
        component.path("version").asString("-"),
        component.at("/hashes/0/content").asString("-"));
  }

  @Test
  void namesWhatHasOneByItsPackageUrl() {
    assertThat(written.path("components").findValuesAsString("purl"))
        .containsExactly(
            "pkg:generic/kubelet@1.34.1?arch=amd64&checksum=sha256:%s&file_name=kubelet"
                .formatted(HASH),
            "pkg:oci/pause@sha256%%3A%s?repository_url=registry.k8s.io/pause&tag=3.9"
                .formatted(HASH),
            "pkg:deb/debian/tzdata@2026b-0%2Bdeb13u1?arch=all",
            "pkg:deb/debian/apt@3.0.4?arch=amd64");
  }

  @Test
  void isWhatTheSchemaOfCycloneDxSays() throws IOException {
    assertThat(violations(written)).isEmpty();
    JsonNode broken = written.deepCopy();
    ((ObjectNode) broken.at("/components/4/hashes/0")).put("content", "none");
    assertThat(violations(broken)).anyMatch(fault -> fault.contains("/components/4/hashes/0"));
  }

  private static List<String> violations(JsonNode sbom) throws IOException {
    Map<String, String> schemas =
        Map.of(
            SCHEMAS + "bom-1.6.schema.json", schema("bom-1.6.schema.json"),
            SCHEMAS + "spdx.schema.json", schema("spdx.schema.json"),
            SCHEMAS + "jsf-0.82.schema.json", schema("jsf-0.82.schema.json"));
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7, builder -> builder.schemas(schemas))
        .getSchema(schemas.get(SCHEMAS + "bom-1.6.schema.json"))
        .validate(sbom)
        .stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }

  private static String schema(String name) throws IOException {
    try (InputStream in = CycloneDxSchema.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }
}
