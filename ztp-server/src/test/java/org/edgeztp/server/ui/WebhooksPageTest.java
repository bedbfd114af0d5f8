package org.edgeztp.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far webhooks are, and who may have one called. */
class WebhooksPageTest {
  @TempDir Path folder;
  private UiSite site;
  private Visitor admin;

  @BeforeEach
  void start() throws Exception {
    site = new UiSite(folder);
    admin = new Visitor(site, site.admin());
  }

  @AfterEach
  void end() {
    admin.close();
    site.close();
  }

  @Test
  void eachShowsWhatItIsSentAndWhatItSaid() throws Exception {
    assertThat(admin.get("/webhooks").body())
        .containsSubsequence("chat<", "everything", "4711", "nothing since the server started")
        .containsSubsequence("cmdb<", "states: IN_SERVICE, FAILED", "1000 or more", "answered 503")
        .contains("after 3 in vain", "Call now: cmdb")
        .doesNotContain("Call now: chat");
  }

  @Test
  void administratorsAndNobodyElseCallOne() throws Exception {
    assertThat(Visitor.location(admin.post("/webhooks", "webhook=cmdb"))).isEqualTo("/webhooks");
    var refused = admin.post("/webhooks", "webhook=gone");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("no webhook is called &#39;gone&#39;");
    try (var operator = new Visitor(site, admin.token("ada", "operator"))) {
      assertThat(operator.get("/webhooks").body()).contains("cmdb<").doesNotContain("Call now");
      assertThat(operator.post("/webhooks", "webhook=cmdb").statusCode()).isEqualTo(403);
    }
  }
}
