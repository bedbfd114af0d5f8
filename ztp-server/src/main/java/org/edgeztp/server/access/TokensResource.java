package org.edgeztp.server.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/tokens}: who may use the API. {@code POST {"name", "role", "days"}} makes a token
 * and answers its secret, this once; {@code DELETE /api/v1/tokens/NAME} ends one at once.
 */
final class TokensResource implements Resource {
  private static final int LONGEST = 3650;

  private final ApiTokens tokens;

  TokensResource(ApiTokens tokens) {
    this.tokens = tokens;
  }

  record View(String name, String role, Instant created, @Nullable Instant expires) {
    static View of(Token token) {
      return new View(
          token.name(), token.role().text(), token.created(), token.expires().orElse(null));
    }
  }

  @Override
  public Object answer(String method, JsonNode body) {
    if (method.equals("GET")) {
      List<View> all = tokens.all().stream().map(View::of).toList();
      return Map.of("items", all);
    }
    String name = needed(body, "name");
    String secret = tokens.create(name, Role.parse(needed(body, "role")), lasts(body));
    return Map.of("name", name, "secret", secret);
  }

  @Override
  public Object remove(String name) {
    return tokens.revoke(name)
        ? Map.of("name", name)
        : Problem.notFound("there is no token called '" + name + "'");
  }

  private static Optional<Duration> lasts(JsonNode body) {
    JsonNode days = body.path("days");
    if (days.isMissingNode() || days.isNull()) {
      return Optional.empty();
    }
    if (!days.isInt() || days.intValue() < 1 || days.intValue() > LONGEST) {
      throw new IllegalArgumentException("days is a number from 1 to " + LONGEST);
    }
    return Optional.of(Duration.ofDays(days.intValue()));
  }

  private static String needed(JsonNode body, String key) {
    String value = body.path(key).stringValue(null);
    if (value == null) {
      throw new IllegalArgumentException(
          "say whose token and what it may do: {\"name\": \"ada\", \"role\": \"operator\"}");
    }
    return value;
  }
}
