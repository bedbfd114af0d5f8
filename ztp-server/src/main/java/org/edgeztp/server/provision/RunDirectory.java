package org.edgeztp.server.provision;

import org.edgeztp.inventory.machine.Machine;

/**
 * The folder on a machine that holds everything of one run, and the commands that work on it.
 *
 * <pre>
 * started         one line for each start of the converge
 * cookbooks/ push/ node.json
 * events.jsonl    what the present start tells; events.jsonl.N what start N told
 * output.log      what the client prints
 * exit-code       written last
 * </pre>
 *
 * @param path absolute, of letters, digits, and {@code ._-/} only: it needs no quoting
 */
record RunDirectory(String path, String unit) {
  static final int LOG_BYTES = 16 * 1024;

  RunDirectory {
    if (!path.matches("/[A-Za-z0-9._/-]+")) {
      throw new IllegalArgumentException("unfit for a run directory: '" + path + "'");
    }
  }

  static RunDirectory of(String runs, Machine machine) {
    String run = machine.id() + "-" + machine.run();
    return new RunDirectory(runs + "/" + run, "ztp-converge-" + run);
  }

  /** Prints what {@link Glance} reads. The unit comes first: its end comes after the exit code. */
  String look() {
    return """
    echo "unit=$(systemctl show -p SubState --value %2$s)"
    echo "starts=$(cat %1$s/started 2>/dev/null | wc -l)"
    echo "exit=$(cat %1$s/exit-code 2>/dev/null)"
    """
        .formatted(path, unit);
  }

  /** Takes a tar archive on standard input. The node's clock may be off, so it dates the files. */
  String upload() {
    return """
    umask 077
    mkdir -p %1$s && cd %1$s && rm -rf cookbooks push && tar -x -m -f -
    """
        .formatted(path);
  }

  /**
   * Starts the converge detached, because one that hangs on an SSH connection dies with it. The
   * mark comes before the start: a start that is not marked could be made twice. Whatever converge
   * still runs from an earlier run is stopped, with SIGINT because the client takes SIGTERM as a
   * wish to finish first.
   */
  String start() {
    return """
    set -e
    cd %1$s
    systemctl stop 'ztp-converge-*' || true
    systemctl reset-failed 'ztp-converge-*' || true
    if [ -e events.jsonl ]; then mv events.jsonl "events.jsonl.$(wc -l <started)"; fi
    date -u +%%FT%%TZ >>started
    systemd-run --quiet --unit=%2$s --remain-after-exit \
    -p KillSignal=SIGINT -p TimeoutStopSec=30 \
    -p StandardOutput=append:%1$s/output.log -p StandardError=append:%1$s/output.log \
    --setenv=HOME=/root --setenv=LANG=C.UTF-8 \
    %1$s/push/converge %1$s
    """
        .formatted(path, unit);
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

  /** A start that was cut off may have left half a line; the echo ends it. */
  private static String earlier() {
    return "for old in events.jsonl.[0-9]*; do [ -e \"$old\" ] && cat \"$old\" && echo; done";
  }
}
