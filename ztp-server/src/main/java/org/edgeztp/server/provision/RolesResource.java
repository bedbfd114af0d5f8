package org.edgeztp.server.provision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/roles} and {@code GET /api/v1/roles/NAME}: what machines can be made to do, as
 * the cookbooks are now.
 *
 * @param cookbooks the folder of all cookbooks
 */
public record RolesResource(Inventory inventory, Path cookbooks) implements Resource {
  /**
   * A role.
   *
   * @param file of its folder that is run; null for a recipe
   * @param after roles that come first on a machine that has them too
   * @param needs roles that some machine of the site must be in service with
   * @param secrets of the site that it is given, by name
   * @param profiles that have it
   */
  record View(
      String name,
      String kind,
      @Nullable String file,
      List<String> after,
      List<String> needs,
      List<String> secrets,
      long silenceMinutes,
      List<String> profiles) {}

  @Override
  public List<String> itemMethods() {
    return List.of("GET");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return Map.of("items", views());
  }

  @Override
  public Object item(String method, String name) {
    return views().stream()
        .filter(role -> role.name().equals(name))
        .<Object>map(Function.identity())
        .findAny()
        .orElseGet(() -> Problem.notFound("no cookbook has a role '" + name + "'"));
  }

  private List<View> views() {
    try {
      return new Roles(new Cookbooks(cookbooks)).all().stream().map(this::view).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the roles of " + cookbooks, e);
    }
  }

  private View view(Role role) {
    return new View(
        role.name(),
        switch (role.kind()) {
          case CHEF -> "recipe";
          case SHELL -> "script";
          case ANSIBLE -> "playbook";
        },
        role.kind() == Role.Kind.CHEF ? null : role.file(),
        role.after(),
        role.needs(),
        List.copyOf(role.secrets().keySet()),
        role.silence().toMinutes(),
        inventory.policy().profiles().values().stream()
            .filter(profile -> profile.roles().contains(role.name()))
            .map(Profile::name)
            .sorted()
            .toList());
  }
}
