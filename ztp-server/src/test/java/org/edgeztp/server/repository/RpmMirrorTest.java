package org.edgeztp.server.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An rpm archive, by a repomd.xml that createrepo_c 0.17.3 wrote. */
class RpmMirrorTest {
  private static final String REPOMD = "9/repodata/repomd.xml";
  private static final String RPM = "9/Packages/h/hello-2.10-1.x86_64.rpm";
  private static final Pattern HREF = Pattern.compile("<location href=\"([^\"]+)\"");

  @TempDir Path cache;
  private Site site;
  private String repomd;
  private List<String> named;

  @BeforeEach
  void start() throws Exception {
    site = new Site(cache, Duration.ofSeconds(1));
    try (var in = getClass().getResourceAsStream("repomd.xml")) {
      repomd = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
    named = HREF.matcher(repomd).results().map(found -> "9/" + found.group(1)).toList();
    publish(repomd);
    named.forEach(path -> site.archive.has(path, Document.of(500, path.length())));
    site.archive.has(RPM, Document.of(1000, 1));
  }

  @AfterEach
  void stop() throws Exception {
    site.end();
  }

  private void publish(String content) {
    site.archive.has(REPOMD, Document.of(content.getBytes(UTF_8)));
  }

  /** What dnf asks for, from the index to a package. */
  private String installs() throws Exception {
    site.caches(REPOMD);
    for (String path : named) {
      site.caches(path);
    }
    site.caches(RPM);
    return site.text("mirror/debian/" + REPOMD).body();
  }

  @Test
  void onlyTheIndexIsAskedForAgain() throws Exception {
    assertThat(named).hasSize(3).allMatch(path -> path.matches("9/repodata/[0-9a-f]{64}-.*"));
    installs();
    int asked = site.archive.asked().size();
    publish(repomd.replaceFirst("<revision>\\d+", "<revision>1790000000"));
    site.passes(Duration.ofDays(7));
    assertThat(installs()).contains("<revision>1790000000");
    assertThat(site.archive.asked().subList(asked, site.archive.asked().size()))
        .containsExactly(REPOMD + " ?");
  }

  /** Without it the installer does not find its second stage. */
  @Test
  void anInstallerReadsWhatIsInATree() throws Exception {
    String tree = "9/.treeinfo";
    site.archive.has(tree, Document.of("[stage2]\nmainimage = images/a".getBytes(UTF_8)));
    site.caches(tree);
    site.archive.has(tree, Document.of("[stage2]\nmainimage = images/b".getBytes(UTF_8)));
    site.passes(Duration.ofDays(7));
    assertThat(site.text("mirror/debian/" + tree).body()).endsWith("images/b");
    assertThat(cache.resolve("debian").resolve(tree)).isRegularFile();
  }

  @Test
  void aPinnedArchiveKeepsItsIndex() throws Exception {
    installs();
    assertThat(site.pin()).isEmpty();
    publish(repomd.replaceFirst("<revision>\\d+", "<revision>1790000000"));
    site.passes(Duration.ofDays(7));
    assertThat(installs()).isEqualTo(repomd);
  }
}
