package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cookbooks the server has, one in each folder. */
record Cookbooks(Path root) {
  private static final Pattern DEPENDS =
      Pattern.compile("^\\s*depends[\\s(]+['\"]([A-Za-z0-9_-]+)['\"]", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  /**
   * The given cookbooks and all that their metadata says they depend on.
   *
   * @throws IOException when one of them is not here; the message names it and who needs it
   */
  SortedSet<String> withDependencies(Collection<String> names) throws IOException {
    SortedSet<String> all = new TreeSet<>();
    Deque<Need> open = new ArrayDeque<>();
    names.forEach(name -> open.add(new Need(name, "the profile")));
    while (!open.isEmpty()) {
      Need need = open.remove();
      if (all.add(need.cookbook)) {
        Matcher depends = DEPENDS.matcher(metadata(need));
        while (depends.find()) {
          open.add(new Need(depends.group(1), "cookbook " + need.cookbook));
        }
      }
    }
    return all;
  }

  static boolean isName(String cookbook) {
    return NAME.matcher(cookbook).matches();
  }

  Path folder(String cookbook) {
    return root.resolve(cookbook);
  }

  private String metadata(Need need) throws IOException {
    Path file = root.resolve(need.cookbook).resolve("metadata.rb");
    if (!NAME.matcher(need.cookbook).matches() || !Files.isRegularFile(file)) {
      throw new IOException(
          "there is no cookbook " + need.cookbook + ", but " + need.by + " needs it");
    }
    return Files.readString(file);
  }

  private record Need(String cookbook, String by) {}
}
