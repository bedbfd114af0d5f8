package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.edgeztp.server.repository.MirrorFault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that stays as it is while its upstream moves on. */
class PinnedMirrorTest {
  private static final String RELEASE = "dists/trixie/InRelease";
  private static final String DAY = "days/20260606T000000Z/";
  private static final String INDEX = "dists/trixie/main/binary-amd64/Packages.gz";

  @TempDir Path cache;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site(cache, Duration.ofSeconds(1));
    publish("1.0", "Sat, 06 Jun 2026 08:15:00 UTC");
  }

  @AfterEach
  void stop() throws Exception {
    site.end();
  }

  private void publish(String version, String date) throws Exception {
    publish("", version, date);
  }

  /** What an archive publishes: a package, the index that names it, and what signs that. */
  private void publish(String folder, String version, String date) throws Exception {
    byte[] deb = ("the program " + version).getBytes(StandardCharsets.UTF_8);
    String file = "pool/main/h/hello/hello_" + version + "_amd64.deb";
    byte[] index =
        gzip(
            """
            Package: hello
            Version: %s
            Architecture: amd64
            Filename: %s
            Size: %d
            SHA256: %s
            """
                .formatted(version, file, deb.length, sha256(deb)));
    String release =
        """
        Origin: Debian
        Date: %s
        Acquire-By-Hash: yes
        SHA256:
         %s %d main/binary-amd64/Packages.gz
        """
            .formatted(date, sha256(index), index.length);
    site.archive.has(folder + file, Document.of(deb));
    site.archive.has(folder + INDEX, Document.of(index));
    site.archive.has(
        folder + "dists/trixie/main/binary-amd64/by-hash/SHA256/" + sha256(index),
        Document.of(index));
    site.archive.has(folder + RELEASE, Document.of(release.getBytes(StandardCharsets.UTF_8)));
  }

  /** What a machine ends up with that runs apt-get update and installs hello. */
  private String installs() throws Exception {
    site.caches(RELEASE);
    String release = site.text("mirror/debian/" + RELEASE).body();
    String hash = found(release, " ([0-9a-f]{64}) .*Packages.gz");
    String byHash = "dists/trixie/main/binary-amd64/by-hash/SHA256/" + hash;
    site.caches(byHash);
    HttpResponse<byte[]> index = site.get("mirror/debian/" + byHash);
    assertThat(sha256(index.body())).isEqualTo(hash);
    String packages;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(index.body()))) {
      packages = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String file = found(packages, "Filename: (.*)");
    site.caches(file);
    HttpResponse<byte[]> deb = site.get("mirror/debian/" + file);
    assertThat(packages).contains(sha256(deb.body()));
    return release + new String(deb.body(), StandardCharsets.UTF_8);
  }

  private static String found(String text, String line) {
    Matcher found = Pattern.compile("(?m)^" + line + "$").matcher(text);
    assertThat(found.find()).as("%s in %s", line, text).isTrue();
    return found.group(1);
  }

  @Test
  void machinesBeforeAndAfterThePublicationGetTheSame() throws Exception {
    String before = installs();
    assertThat(site.pin()).isEmpty();
    publish("2.0", "Sat, 13 Jun 2026 08:15:00 UTC");
    site.passes(Duration.ofDays(7));
    assertThat(installs()).isEqualTo(before).contains("the program 1.0");
    site.restart();
    site.archive.die();
    site.passes(Duration.ofDays(400));
    assertThat(installs()).as("after a restart, without an upstream").isEqualTo(before);
    site.archive.revive();
    site.unpin();
    assertThat(installs()).contains("the program 2.0", "13 Jun");
  }

  @Test
  void anIndexThatWasNotHereIsNotMixedIn() throws Exception {
    installs();
    assertThat(site.pin()).isEmpty();
    site.archive.has("dists/forky/InRelease", Document.of(100, 5));
    HttpResponse<String> other = site.text("mirror/debian/dists/forky/InRelease");
    assertThat(other.statusCode()).isEqualTo(404);
    assertThat(other.body()).contains("stays as it was at", "ztp mirror unpin debian");
    assertThat(site.faults).extracting(MirrorFault::kind).containsExactly(Kind.MISSING);
    assertThat(site.text("mirror/debian/" + INDEX).statusCode())
        .as("the index by its name, which was asked by its hash alone")
        .isEqualTo(404);
  }

  @Test
  void isRefusedWithoutIndexesThatBelongTogether() throws Exception {
    assertThat(site.pin()).hasValueSatisfying(why -> assertThat(why).contains("no index of it"));
    site.caches(RELEASE);
    assertThat(site.pin())
        .hasValueSatisfying(why -> assertThat(why).contains("apt-get update on a machine"));
  }

  /** One that was fetched by its name, of an earlier publication. */
  @Test
  void whatIsOfAnotherPublicationIsDropped() throws Exception {
    site.caches(INDEX);
    publish("2.0", "Sat, 13 Jun 2026 08:15:00 UTC");
    installs();
    assertThat(site.pin()).isEmpty();
    assertThat(cache.resolve("debian").resolve(INDEX)).doesNotExist();
    assertThat(installs()).contains("the program 2.0");
  }

  @Test
  void ofADayItIsFetchedFromTheSnapshotOfThat() throws Exception {
    publish(DAY, "0.9", "Fri, 05 Jun 2026 20:15:00 UTC");
    site.keepsDays();
    assertThat(installs()).contains("the program 1.0");
    assertThat(site.pin(LocalDate.of(2026, 6, 6))).isEmpty();
    String then = installs();
    assertThat(then).contains("the program 0.9", "05 Jun");
    publish("2.0", "Sat, 13 Jun 2026 08:15:00 UTC");
    site.passes(Duration.ofDays(7));
    assertThat(installs()).isEqualTo(then);
    site.restart();
    site.archive.die();
    assertThat(installs()).as("after a restart, without an upstream").isEqualTo(then);
    site.archive.revive();
    site.unpin();
    site.passes(Duration.ofDays(1));
    assertThat(installs()).contains("the program 2.0");
  }

  @Test
  void ofADayThatIsNotToBeHadItIsNotPinned() throws Exception {
    LocalDate day = LocalDate.of(2026, 6, 6);
    installs();
    assertThat(site.pin(day))
        .hasValueSatisfying(why ->
            assertThat(why).contains("repository: {snapshots: {debian: URL}}", "2026-06-06"));
    site.keepsDays();
    assertThat(site.pin(LocalDate.of(2031, 1, 1))).hasValue("2031-01-01 has not come yet");
    assertThat(site.pin(day))
        .hasValueSatisfying(
            why -> assertThat(why).contains("has no such file", "/20260606T000000Z/" + RELEASE));
    publish("2.0", "Sat, 13 Jun 2026 08:15:00 UTC");
    site.passes(Duration.ofDays(7));
    assertThat(installs()).as("it follows its upstream").contains("the program 2.0");
  }

  /** Anything else would be of another day. */
  @Test
  void ofADayItServesWhatIsHereWhereNothingSaysWhereThatIs() throws Exception {
    publish(DAY, "0.9", "Fri, 05 Jun 2026 20:15:00 UTC");
    site.keepsDays();
    assertThat(site.pin(LocalDate.of(2026, 6, 6))).isEmpty();
    String then = installs();
    site.keepsNoDays();
    assertThat(installs()).isEqualTo(then);
    HttpResponse<String> other = site.text("mirror/debian/pool/main/o/other/other_1_amd64.deb");
    assertThat(other.statusCode()).isEqualTo(502);
    assertThat(other.body()).contains("nothing says where debian is as it was on 2026-06-06");
  }

  @Test
  void isNotEvicted() throws Exception {
    String before = installs();
    String deb = "debian/pool/main/h/hello/hello_1.0_amd64.deb";
    assertThat(site.pin()).isEmpty();
    site.mayKeep(10);
    site.archive.has("pool/main/o/other/other_1_amd64.deb", Document.of(1000, 9));
    site.caches("pool/main/o/other/other_1_amd64.deb");
    assertThat(cache.resolve(deb)).exists();
    assertThat(installs()).isEqualTo(before);
  }

  @Test
  void aHalfWrittenPinIsNone() throws Exception {
    Files.writeString(cache.resolve(".pins/debian.half"), "2026");
    site.restart();
    assertThat(cache.resolve(".pins/debian.half")).doesNotExist();
    installs();
    publish("2.0", "Sat, 13 Jun 2026 08:15:00 UTC");
    site.passes(Duration.ofDays(7));
    assertThat(installs()).contains("the program 2.0");
  }

  private static byte[] gzip(String text) throws Exception {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
