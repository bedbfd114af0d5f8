package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
  @ParameterizedTest
  @CsvSource({
    "pool/main/h/hello/hello_2.10-3_amd64.deb, IMMUTABLE",
    "pool/main/a/anna/anna_1.2_amd64.udeb, IMMUTABLE",
    "pool/main/h/hello/hello_2.10-3.dsc, IMMUTABLE",
    "pool/main/h/hello/hello_2.10.orig.tar.gz, IMMUTABLE",
    "pool/main/h/hello/hello_2.10-3.debian.tar.xz, IMMUTABLE",
    "pool/main/h/hello/hello_2.10-3.diff.gz, IMMUTABLE",
    "pool/updates/main/o/openssl/openssl_3.0.17-1_amd64.deb, IMMUTABLE",
    "dists/bookworm/main/binary-amd64/by-hash/SHA256/0a1b, IMMUTABLE",
    "9/BaseOS/x86_64/os/Packages/b/bash-5.1.8-9.el9.x86_64.rpm, IMMUTABLE",
    "9/repodata/9f4c1f1d4ed8fcbb7d1a5b0b1b9c6a2f6f3b2e0b8f0d3f5f0f3e0f4b7a7d6c5e-primary.xml.gz, IMMUTABLE",
    "repodata/7c4a8d09ca3762af61e59520943dc26494f8941b-filelists.sqlite.bz2, IMMUTABLE",
    "9/repodata/repomd.xml, REVALIDATE",
    "9/repodata/repomd.xml.asc, REVALIDATE",
    "9/repodata/primary.xml.gz, REVALIDATE",
    "9/repodata/1-primary.xml.gz, REVALIDATE",
    "9/images/pxeboot/vmlinuz, REVALIDATE",
    "dists/bookworm/InRelease, REVALIDATE",
    "dists/bookworm/Release.gpg, REVALIDATE",
    "dists/bookworm/main/binary-amd64/Packages.xz, REVALIDATE",
    "dists/bookworm/main/installer-amd64/current/images/netboot/netboot.tar.gz, REVALIDATE",
    "dists/bookworm/by-hash/SHA256, REVALIDATE",
    "pool/main/h/hello/README, REVALIDATE",
    "pool/index.tar.d/list, REVALIDATE",
    "ls-lR.gz, REVALIDATE",
  })
  void keepsForEverOnlyWhatIsNamedByVersionOrContent(String path, Freshness expected) {
    assertThat(Freshness.of(path)).isEqualTo(expected);
  }
}
