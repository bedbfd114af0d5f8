package org.edgeztp.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.web.Paged;
import org.edgeztp.inventory.web.Witness.Sight;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The record of changes: what is kept of each, and how it is read page by page. */
class AuditTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private Database database;
  private Audit audit;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("db"));
    audit = new Audit(database.source());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":2} | {\"a\":1,\"b\":3} | [Change[field=b, before=2, after=3]]",
        "{\"a\":{\"b\":\"x\"}} | {\"a\":{\"c\":\"y\"}} | [Change[field=a.b, before=x, after=null],"
            + " Change[field=a.c, before=null, after=y]]",
        "{\"a\":[1,2,3]} | {\"a\":[3,1,4]} | [Change[field=a, before=[2], after=[4]]]",
        "{\"a\":[1,2]} | {\"a\":[2,1]} | [Change[field=a, before=[1,2], after=[2,1]]]",
        "{\"a\":\"one\\ntwo\"} | {\"a\":\"one\\nthree\"} | [Change[field=a, before=two, after=three]]",
        "{\"a\":{\"token\":\"hush\"}} | {\"a\":{\"token\":\"hark\"}} |"
            + " [Change[field=a.token, before=***, after=***]]",
        "{} | {\"a\":{\"b\":[{\"password\":\"hush\"}]}} |"
            + " [Change[field=a, before=null, after={\"b\":[{\"password\":\"***\"}]}]]",
        " | {\"a\":\"x\"} | [Change[field=a, before=null, after=x]]",
        "{\"a\":\"x\",\"b\":null} | | [Change[field=a, before=x, after=null]]",
        "{\"a\":1} | {\"a\":1} | []"
      })
  void keepsWhatDiffersWithoutSecrets(String before, String after, String changes) {
    assertThat(Difference.of(List.of(new Sight("", tree(before), tree(after)))))
        .hasToString(changes);
  }

  @Test
  void keepsNoMoreThanIsWorthReading() {
    JsonNode none = JSON.createObjectNode();
    var long1 = JSON.createObjectNode().put("a", "x".repeat(10_000));
    assertThat(Difference.of(List.of(new Sight("m", none, long1))).getFirst().after())
        .hasSize(500 + "... (10000 characters)".length())
        .endsWith("... (10000 characters)");
    var many = JSON.createObjectNode();
    for (int i = 0; i < 1000; i++) {
      many.put("field" + i, "x".repeat(100));
    }
    List<Difference.Change> changes = Difference.of(List.of(new Sight("", none, many)));
    assertThat(changes).hasSizeBetween(100, 200);
    assertThat(changes.getLast().field())
        .isEqualTo("(%d more fields)".formatted(1000 - (changes.size() - 1)));
  }

  /** From before the column was there. */
  @Test
  void entriesOfAnEarlierVersionStayWithoutADifference() {
    Jdbi.create(database.source())
        .useHandle(handle ->
            handle.execute(
                "insert into audit (at, who, role, origin, method, path, status, asked)"
                    + " values (current_timestamp, 'ada', 'admin', '::1', 'POST', '/x', 200, '')"));
    audit.add(entry("/y"));
    assertThat(audit.after(0, 10)).extracting(Audit.Entry::path).containsExactly("/x", "/y");
    assertThat(audit.after(0, 10).getFirst().changed()).isEmpty();
    assertThat(audit.after(0, 10).getLast().changed())
        .containsExactly(new Difference.Change("state", "READY", null));
  }

  @Test
  void aLongRecordIsReadPageByPageFromBothEnds() {
    for (int i = 1; i <= 1001; i++) {
      audit.add(entry("/" + i));
    }
    Paged first = page(Map.of());
    assertThat(first.items()).hasSize(1000);
    assertThat(first.next()).contains("1000");
    assertThat(page(Map.of("after", "1000")).items()).hasSize(1);
    assertThat(page(Map.of("after", "1000")).next()).isEmpty();
    Paged newest = page(Map.of("before", "999999"));
    assertThat(newest.by()).isEqualTo("before");
    assertThat(newest.next()).contains("2");
    assertThat(page(Map.of("before", "2")).items()).hasSize(1);
  }

  private Paged page(Map<String, String> query) {
    return (Paged) new AuditResource(audit).answer("GET", query, MissingNode.getInstance());
  }

  private static Audit.Entry entry(String path) {
    return new Audit.Entry(
        0,
        Instant.EPOCH,
        "ada",
        "admin",
        "::1",
        "POST",
        path,
        200,
        "",
        List.of(new Difference.Change("state", "READY", null)));
  }

  private static JsonNode tree(String json) {
    return Optional.ofNullable(json)
        .<JsonNode>map(JSON::readTree)
        .orElse(MissingNode.getInstance());
  }
}
