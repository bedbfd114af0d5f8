package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedTest {
  @ParameterizedTest
  @CsvSource({
    "/mirror/debian/dists/bookworm/InRelease, dists/bookworm/InRelease",
    "/mirror/debian/pool/main/g/g++/g%2b%2b_4%3a12%7erc1_amd64.deb, pool/main/g/g++/g++_4:12~rc1_amd64.deb",
    "/mirror/debian/pool/main/c/c++/c++_1+b1_amd64.deb, pool/main/c/c++/c++_1+b1_amd64.deb",
    "/mirror/debian/x, x",
    "/mirror/debian/9/BaseOS/x86_64/os/.treeinfo, 9/BaseOS/x86_64/os/.treeinfo",
    "/mirror/debian/.treeinfo, .treeinfo",
  })
  void readsWhatArchivesHave(String raw, String path) {
    assertThat(Asked.parse(raw)).isEqualTo(new MirrorPath("debian", path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/mirror/debian/../../etc/passwd",
        "/mirror/debian/dists/./InRelease",
        "/mirror/../debian/x",
        "/mirror/debian/%2e%2e/%2e%2e/etc/passwd",
        "/mirror/debian/%2E./x",
        "/mirror/debian/a%2fb",
        "/mirror/debian/a%5cb",
        "/mirror/debian/a%00b",
        "/mirror/debian/%252e%252e/x",
        "/mirror/debian/..;/x",
        "/mirror/debian//etc/passwd",
        "/mirror//etc/passwd",
        "/mirror/debian/.heads/x",
        "/mirror/debian/a b",
        "/mirror/debian/a%20b",
        "/mirror/debian/a\\b",
        "/mirror/debian/a%zzb",
        "/mirror/debian/a%",
        "/mirror/debian/a%24b",
        "/mirror/debian/\u0000",
        "/mirror/.parts/1",
        "/mirror/.treeinfo",
        "/mirror/.treeinfo/x",
        "/mirror/debian/.treeinfo/x",
        "/mirror/debian/.treeinfo/",
        "/mirror/debian/%2etreeinfo",
        "/mirror/debian/.treeinfo.sig",
        "/mirror/~root/x",
        "/boot/x",
      })
  void refusesPathsNoArchiveHas(String raw) {
    assertThat(Asked.parse(raw)).isInstanceOf(Asked.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mirror/", "/mirror/debian", "/mirror/debian/", "/mirror/debian/dists/"})
  void listsNoFolders(String raw) {
    assertThat(Asked.parse(raw)).isInstanceOf(Asked.Folder.class);
  }

  @Test
  void refusesNamesThatNoDiskTakes() {
    assertThat(Asked.parse("/mirror/debian/" + "x".repeat(201)))
        .isInstanceOf(Asked.Malformed.class);
    assertThat(Asked.parse("/mirror/debian" + "/x".repeat(600)))
        .isInstanceOf(Asked.Malformed.class);
  }
}
