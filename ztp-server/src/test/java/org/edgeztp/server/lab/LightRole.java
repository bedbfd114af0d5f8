package org.edgeztp.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A role that converges in seconds: what every machine gets, without packages to fetch. */
final class LightRole {
  static final String NAME = "light";

  private LightRole() {}

  /**
   * The product with this role beside its others.
   *
   * @param product where it is
   * @param home made here
   */
  static Path beside(Path product, Path home) throws IOException, InterruptedException {
    Path recipes = Files.createDirectories(home.resolve("cookbooks/light/recipes"));
    Files.writeString(recipes.resolveSibling("metadata.rb"), "name 'light'\ndepends 'base'\n");
    Files.writeString(
        recipes.resolve("default.rb"),
        """
        include_recipe 'base::hostname'
        include_recipe 'base::time'
        include_recipe 'base::operator'
        """);
    Files.createDirectories(home.resolve("ztp-server"));
    for (String part : new String[] {"cookbooks/base", "ztp-server/push"}) {
      Tool.run("cp", "-r", product.resolve(part).toString(), home.resolve(part).toString());
    }
    return home;
  }
}
