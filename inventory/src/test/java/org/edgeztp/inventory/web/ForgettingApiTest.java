package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are removed for good, over HTTP. */
class ForgettingApiTest {
  @TempDir Path folder;

  private RunningApi api;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi(folder);
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  @Test
  void aMachineIsForgottenOnceItWasLetGo() throws Exception {
    Machine machine = api.ready();
    String path = "/api/v1/machines/" + machine.id();
    HttpResponse<String> refused = api.delete(path);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("m-0000000001 is READY; retire it first");

    assertThat(api.act("retire", "{}").statusCode()).isEqualTo(200);
    assertThat(api.delete(path).body()).isEqualTo("{\"forgotten\":\"m-0000000001\"}");
    assertThat(api.get(path).statusCode()).isEqualTo(404);
    assertThat(api.json("/api/v1/timeline").path("items")).isEmpty();
    assertThat(api.ready().id().value()).isEqualTo("m-0000000002");
  }
}
