package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cookbooks the server has, one in each folder. */
record Cookbooks(Path root) {
  private static final Pattern DEPENDS =
      Pattern.compile("^\\s*depends[\\s(]+['\"]([A-Za-z0-9_-]+)['\"]", Pattern.MULTILINE);
  private static final String RUBY = ".rb";
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

  /** Those that are there, in the order of their names. */
  SortedSet<String> names() throws IOException {
    return files(root, "").stream()
        .filter(name -> isName(name) && Files.isDirectory(folder(name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The recipes of one, as profiles name them: {@code base} is its default one. */
  SortedSet<String> recipes(String cookbook) throws IOException {
    return files(folder(cookbook).resolve("recipes"), RUBY).stream()
        .map(file -> file.substring(0, file.length() - RUBY.length()))
        .map(recipe -> recipe.equals("default") ? cookbook : cookbook + "::" + recipe)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is in a folder, of that ending; nothing where there is no such folder. */
  private static List<String> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(ending))
          .toList();
    }
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
