package org.edgeztp.server.cli;

import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ztp completion}: lets a shell complete what people type. */
@Command(
    name = "completion",
    description = {
      "Print what lets bash or zsh complete verbs and options. For this shell:",
      "  source <(ztp completion)",
      "For every shell of a user, where bash-completion is installed:",
      "  ztp completion > ~/.local/share/bash-completion/completions/ztp"
    })
public final class CompletionCommand implements Runnable {
  private final Supplier<CommandLine> all;

  /**
   * @param all knows every verb
   */
  public CompletionCommand(Supplier<CommandLine> all) {
    this.all = all;
  }

  @Override
  public void run() {
    System.out.print(AutoComplete.bash("ztp", all.get()));
  }
}
