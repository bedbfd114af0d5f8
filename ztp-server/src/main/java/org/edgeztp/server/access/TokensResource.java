package org.edgeztp.server.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.Untold;
import org.edgeztp.inventory.web.Witness;
import org.edgeztp.inventory.web.WrongField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/tokens}: who may use the API. {@code POST {"name", "role", "days", "sites"}} makes
 * a token and answers its secret, this once; {@code DELETE /api/v1/tokens/NAME} ends one at once.
 */
final class TokensResource implements Resource {
  private static final int LONGEST = 3650;

  private final ApiTokens tokens;

  TokensResource(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * A token.
   *
   * @param sites whose machines it is for; all where empty
   */
  record View(
      String name, String role, Instant created, @Nullable Instant expires, List<String> sites) {
    static View of(Token token) {
      return new View(
          token.name(),
          token.role().text(),
          token.created(),
          token.expires().orElse(null),
          token.sites().stream().sorted().toList());
    }
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    if (method.equals("GET")) {
      List<View> all = tokens.all().stream().map(View::of).toList();
      return Map.of("items", all);
    }
    String name = needed(body, "name");
    String secret = tokens.create(name, Role.parse(needed(body, "role")), lasts(body), sites(body));
    find(name).ifPresent(made -> Witness.tell("", null, made));
    return new Untold(Map.of("name", name, "secret", secret));
  }

  @Override
  public List<String> itemMethods() {
    return List.of("GET", "DELETE");
  }

  @Override
  public Object item(String method, String name) {
    Optional<View> found = find(name);
    if (found.isEmpty()) {
      return Problem.notFound("there is no token called '" + name + "'");
    }
    if (method.equals("DELETE")) {
      tokens.revoke(name);
      return Map.of("name", name);
    }
    return found.get();
  }

  private Optional<View> find(String name) {
    return tokens.all().stream().filter(token -> token.name().equals(name)).map(View::of).findAny();
  }

  private static Optional<Duration> lasts(JsonNode body) {
    JsonNode days = body.path("days");
    if (days.isMissingNode() || days.isNull()) {
      return Optional.empty();
    }
    if (!days.isInt() || days.intValue() < 1 || days.intValue() > LONGEST) {
      throw new WrongField("days", "days is a number from 1 to " + LONGEST);
    }
    return Optional.of(Duration.ofDays(days.intValue()));
  }

  private static Set<String> sites(JsonNode body) {
    JsonNode sites = body.path("sites");
    boolean isList = sites.isArray() && sites.valueStream().allMatch(JsonNode::isString);
    if (!isList && !sites.isMissingNode() && !sites.isNull()) {
      throw new WrongField("sites", "sites is a list of names: [\"s1\"]");
    }
    return sites.valueStream().map(JsonNode::stringValue).collect(Collectors.toSet());
  }

  private static String needed(JsonNode body, String key) {
    String value = body.path(key).stringValue(null);
    if (value == null) {
      throw new WrongField(
          key, "say whose token and what it may do: {\"name\": \"ada\", \"role\": \"operator\"}");
    }
    return value;
  }
}
