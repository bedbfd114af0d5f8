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
  private static final String TABLE = "%-16s %-24s %-12s %-12s %-14s %s%n";

  @Mixin private ServerOption server = new ServerOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      List<JsonNode> all = api.expected();
      System.out.printf(TABLE, "NAME", "KNOWN BY", "PLACE", "PROFILE", "MACHINE", "POWER");
      for (JsonNode one : all) {
        System.out.printf(
            TABLE,
            EntryLine.plain(either(one, "name", "-")),
            EntryLine.plain(either(one, "mac", either(one, "serial", either(one, "uuid", "-")))),
            EntryLine.plain(either(one, "rack", "-") + "/" + either(one, "unit", "-")),
            EntryLine.plain(either(one, "profile", "by rule")),
            either(one, "machine", "not seen"),
            EntryLine.plain(either(one, "bmc", "-")));
      }
    }
    return 0;
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
