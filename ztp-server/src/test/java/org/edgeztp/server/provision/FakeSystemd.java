package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** As much of systemd-run and systemctl as the push engine uses, on real processes. */
final class FakeSystemd {
  private FakeSystemd() {}

  static void install(Path home) throws IOException {
    Files.createDirectories(home.resolve("units"));
    Files.createDirectories(home.resolve("bin"));
    script(
        home,
        "systemd-run",
        """
        units=%s/units
        while :; do
          case $1 in
            --unit=*) unit=${1#--unit=}; shift ;;
            -p) case $2 in StandardOutput=append:*) log=${2#*append:} ;; esac; shift 2 ;;
            -*) shift ;;
            *) break ;;
          esac
        done
        [ -e $units/$unit ] && { echo "Unit $unit was already loaded" >&2; exit 1; }
        setsid "$@" </dev/null >>$log 2>&1 &
        echo $! >$units/$unit
        """);
    script(
        home,
        "systemctl",
        """
        units=%s/units
        case $1 in
          show)
            pid=$(cat $units/$5 2>/dev/null) || { echo dead; exit; }
            case $(cut -d' ' -f3 /proc/$pid/stat 2>/dev/null) in
              ''|Z) echo exited ;;
              *) echo running ;;
            esac ;;
          stop)
            cd $units
            for unit in $2; do
              [ -e $unit ] || continue
              pkill -KILL -s $(cat $unit)
              rm $unit
            done ;;
        esac
        """);
  }

  /** What a power cut does: everything is gone at once, the units with it. */
  static void stopAll(Path home) throws IOException {
    new ProcessBuilder(home.resolve("bin/systemctl").toString(), "stop", "*")
        .start()
        .onExit()
        .join();
  }

  private static void script(Path home, String name, String text) throws IOException {
    Path file = home.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + text.replace("%s", home.toString()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
