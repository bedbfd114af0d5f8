package org.edgeztp.server.secret;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.Witness;
import org.edgeztp.inventory.web.WrongField;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/secrets}: which secrets the machines of a site share. {@code POST {"site", "name",
 * "secret"}} gives one, {@code DELETE /api/v1/secrets/SITE/NAME} has another made when it is needed
 * again; none is ever told.
 */
public record SecretsResource(SiteSecrets secrets) implements Resource {
  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    if (method.equals("GET")) {
      return Map.of("items", secrets.all());
    }
    String site = needed(body, "site");
    String name = needed(body, "name");
    Optional<SiteSecrets.Told> before = told(site, name);
    secrets.set(site, name, needed(body, "secret"), Caller.name());
    SiteSecrets.Told after = told(site, name).orElseThrow();
    Witness.tell("", before.orElse(null), after);
    return after;
  }

  @Override
  public List<String> itemMethods() {
    return List.of("GET", "DELETE");
  }

  @Override
  public List<String> itemParts() {
    return List.of("site", "name");
  }

  @Override
  public Object item(String method, String item) {
    String[] parts = item.split("/", 2);
    Optional<SiteSecrets.Told> found = told(parts[0], parts[1]);
    if (found.isEmpty()) {
      return Problem.notFound("site '%s' has no secret '%s' yet".formatted(parts[0], parts[1]));
    }
    if (method.equals("DELETE")) {
      secrets.remove(parts[0], parts[1]);
    }
    return found.get();
  }

  private Optional<SiteSecrets.Told> told(String site, String name) {
    return secrets.all().stream()
        .filter(one -> one.site().equals(site) && one.name().equals(name))
        .findAny();
  }

  private static String needed(JsonNode body, String key) {
    String value = body.path(key).stringValue(null);
    if (value == null) {
      throw new WrongField(
          key,
          "say which and what: {\"site\": \"s1\", \"name\": \"openstack.admin_password\","
              + " \"secret\": \"...\"}");
    }
    return value;
  }
}
