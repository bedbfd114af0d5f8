package org.edgeztp.server.provision;

import java.nio.file.Path;
import org.edgeztp.inventory.machine.Machine;

/**
 * The folder on a machine that holds everything of one step of a run, and the commands that work on
 * it.
 *
 * <pre>
 * started         one line for each start: when, and in which boot of the machine
 * cookbooks/ push/ node.json
 * events.jsonl    what the present start tells; events.jsonl.N what start N told
 * output.log      what the client prints
 * exit-code       written last; exit-code.N of start N, which asked for a restart and got it
 * restart         the boot in which the machine was told to restart
 * </pre>
 *
 * @param path absolute, of letters, digits, and {@code ._-/} only: it needs no quoting
 */
record RunDirectory(String path, String unit) {
  static final int LOG_BYTES = 16 * 1024;
  private static final String BOOT =
      "$(systemd-id128 boot-id 2>/dev/null || cat /proc/sys/kernel/random/boot_id)";

  RunDirectory {
    if (!path.matches("/[A-Za-z0-9._/-]+")) {
      throw new IllegalArgumentException("unfit for a run directory: '" + path + "'");
    }
  }

  static RunDirectory of(String runs, Machine machine, Step step) {
    String name = machine.id() + "-" + machine.run() + "-" + step.slug();
    return new RunDirectory(runs + "/" + name, "ztp-converge-" + name);
  }

  /** Where a machine is asked what a step would change; the same place each time. */
  static RunDirectory comparison(String runs, Machine machine, Step step) {
    String name = machine.id() + "-drift-" + step.slug();
    return new RunDirectory(runs + "/" + name, "ztp-converge-" + name);
  }

  /** Where a role of a machine leaves what it wants others to know; the same in all its runs. */
  static Path publish(String runs, Step step) {
    return Path.of(runs)
        .resolveSibling("published")
        .resolve(step.name().replace("::", "-") + ".json");
  }

  /** Prints what it left there, and at most one byte more than may be read. */
  static String published(Path publish) {
    return "head -c %d %s 2>/dev/null; true".formatted(Published.LIMIT + 1, publish);
  }

  /** Prints what {@link Glance} reads. The unit comes first: its end comes after the exit code. */
  String look() {
    return """
    echo "unit=$(systemctl show -p SubState --value %2$s)"
    cd %1$s 2>/dev/null || exit 0
    boot=%3$s
    echo "starts=$(cat started 2>/dev/null | wc -l)"
    echo "starts-this-boot=$(grep -c " $boot\\$" started 2>/dev/null)"
    echo "restarts=$(ls | grep -c '^exit-code\\.[0-9]')"
    [ "$(cat restart 2>/dev/null)" != "$boot" ] || echo restarting=yes
    echo "said=$(cat events.jsonl output.log 2>/dev/null | wc -c)"
    echo "exit=$(cat exit-code 2>/dev/null)"
    """
        .formatted(path, unit, BOOT);
  }

  /**
   * Takes a tar archive on standard input. The node's clock may be off, so it dates the files. They
   * are on the disk before a start is: a power cut must not leave one without the other.
   */
  String upload() {
    return """
    umask 077
    mkdir -p %1$s %1$s/../../published && cd %1$s && rm -rf cookbooks push && tar -x -m -f - && sync -f .
    """
        .formatted(path);
  }

  /**
   * Starts the step detached, because one that hangs on an SSH connection dies with it. The mark
   * comes before the start: a start that is not marked could be made twice. Whatever converge still
   * runs from before is stopped, with SIGINT because the client takes SIGTERM as a wish to finish
   * first; so is a comparison, which would keep this one from its lock.
   */
  String start() {
    return """
    %4$s
    set -e
    cd %1$s
    systemctl stop 'ztp-converge-*' || true
    systemctl reset-failed 'ztp-converge-*' || true
    if [ -e events.jsonl ]; then mv events.jsonl "events.jsonl.$(printf %%04d "$(wc -l <started)")"; fi
    if [ -e exit-code ]; then mv exit-code "exit-code.$(wc -l <started)"; fi
    echo "$(date -u +%%FT%%TZ) %3$s" >>started
    systemd-run --quiet --unit=%2$s --remain-after-exit \
    -p KillSignal=SIGINT -p TimeoutStopSec=30 \
    -p StandardOutput=append:%1$s/output.log -p StandardError=append:%1$s/output.log \
    --setenv=HOME=/root --setenv=LANG=C.UTF-8 \
    %1$s/push/converge %1$s
    """
        .formatted(path, unit, BOOT, endComparisons());
  }

  /**
   * Has the machine go down in a moment, unless the step has set that going itself. May be asked
   * twice.
   */
  String restart() {
    return """
    cd %1$s && echo %2$s >restart && sync -f .
    [ -e /run/systemd/shutdown/scheduled ] || systemd-run --quiet --on-active=2 systemctl reboot
    """
        .formatted(path, BOOT);
  }

  /**
   * Takes a tar archive on standard input and runs what is in it without changing anything,
   * attached to the link: nothing is lost with it. One before it whose link was lost may run still.
   */
  String compare() {
    return """
    umask 077
    %2$s
    rm -rf %1$s
    mkdir -p %1$s && cd %1$s && tar -x -m -f - && : >started &&
      HOME=/root LANG=C.UTF-8 ZTP_LOCK_SECONDS=60 %1$s/push/converge --why-run %1$s
    """
        .formatted(path, endComparisons());
  }

  /** Stops the step with SIGINT, then SIGKILL, and prints how it went. */
  String abort() {
    return """
    [ -e %1$s/started ] || { echo "it had not begun"; exit 0; }
    %1$s/push/converge --abort %1$s
    """
        .formatted(path);
  }

  /**
   * Prints all events from the first on, then each new one as it comes, and ends soon after the
   * converge; the last lines may be missing. The listener must not be the parent of the process it
   * waits for, because that would stay as a zombie; so it waits for its own parent.
   */
  String follow() {
    return """
    cd %1$s || { sleep 5; exit 0; }
    %3$s
    tail -n +1 -s 0.5 --pid=$$ -F events.jsonl 2>/dev/null &
    while kill -0 $! && [ ! -e exit-code ] &&
      [ "$(systemctl show -p SubState --value %2$s)" = running ]; do sleep 0.5; done
    """
        .formatted(path, unit, earlier());
  }

  /** Prints all events of a converge that has ended. */
  String read() {
    return """
    cd %1$s || exit 0
    %2$s
    cat events.jsonl 2>/dev/null; true
    """
        .formatted(path, earlier());
  }

  /** Prints the end of the client's output and clears the unit away. */
  String collect() {
    return """
    tail -c %3$d %1$s/output.log 2>/dev/null
    systemctl stop %2$s >/dev/null 2>&1
    systemctl reset-failed %2$s >/dev/null 2>&1
    true
    """
        .formatted(path, unit, LOG_BYTES);
  }

  /** Ends what still asks this machine, or did: of one that has ended it changes nothing. */
  private String endComparisons() {
    return """
    for old in %s/../*-drift-*; do
      [ ! -e $old/push/converge ] || $old/push/converge --abort $old >/dev/null 2>&1
    done\
    """
        .formatted(path);
  }

  /** A start that was cut off may have left half a line; the echo ends it. */
  private static String earlier() {
    return "for old in events.jsonl.[0-9]*; do [ -e \"$old\" ] && cat \"$old\" && echo; done";
  }
}
