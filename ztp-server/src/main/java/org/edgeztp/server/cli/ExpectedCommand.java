package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp machine expected}: what was imported. */
@Command(name = "expected", description = "What was imported, and which machine each one is")
final class ExpectedCommand implements Callable<Integer> {
  @Mixin private ServerOption server = new ServerOption();
  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      output.list(api.list("expected", ""), ExpectedCommand::table);
    }
    return 0;
  }

  private static Table table(List<JsonNode> all) {
    var table = new Table("NAME", "KNOWN BY", "PLACE", "PROFILE", "MACHINE", "POWER");
    for (JsonNode one : all) {
      table.row(
          either(one, "name", "-"),
          either(one, "mac", either(one, "serial", either(one, "uuid", "-"))),
          either(one, "rack", "-") + "/" + either(one, "unit", "-"),
          either(one, "profile", "by rule"),
          either(one, "machine", "not seen"),
          either(one, "bmc", "-"));
    }
    return table;
  }

  @Command(
      name = "forget",
      description =
          "Expect it no longer. A machine that has come stays what it is; ztp machine retire ends"
              + " it.")
  void forget(
      @Mixin ServerOption of,
      @Parameters(paramLabel = "NAME", description = "Its name, MAC, serial or UUID") String name)
      throws IOException, InterruptedException {
    try (ApiClient api = of.client()) {
      System.out.println(EntryLine.plain(api.expectNoLonger(name).path("text").asString()));
    }
  }

  private static String either(JsonNode node, String field, String otherwise) {
    String text = node.path(field).asString("");
    return text.isEmpty() ? otherwise : text;
  }
}
