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
