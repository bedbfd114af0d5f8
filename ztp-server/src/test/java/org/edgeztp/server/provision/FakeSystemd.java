package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** As much of systemd-run and systemctl as the push engine uses, on real processes. */
final class FakeSystemd {
  private FakeSystemd() {}

  static void install(Path home) throws IOException {
    Files.createDirectories(home.resolve("units"));
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("boot-id"), "boot-1\n");
    script(home, "systemd-id128", "cat %s/boot-id\n");
    script(
        home,
        "systemd-run",
        """
        units=%s/units
        while :; do
          case $1 in
            --unit=*) unit=${1#--unit=}; shift ;;
            --on-active=*) shift; setsid bash -c 'sleep 0.2; "$@"' bash "$@" & exit ;;
            -p) case $2 in StandardOutput=append:*) log=${2#*append:} ;; esac; shift 2 ;;
            -*) shift ;;
            *) break ;;
          esac
        done
        [ -e $units/$unit ] && { echo "Unit $unit was already loaded" >&2; exit 1; }
        ZTP_UNIT=%s/$unit env --default-signal=INT setsid "$@" </dev/null >>$log 2>&1 &
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
              for round in 1 2; do
                for process in $(grep -lzsx "ZTP_UNIT=%s/$unit" /proc/[0-9]*/environ); do
                  process=${process#/proc/}
                  kill -KILL ${process%%/*} 2>/dev/null
                done
              done
              rm $unit
            done ;;
          reboot)
            $0 stop '*'
            echo boot-$RANDOM$RANDOM >$units/../boot-id ;;
        esac
        """);
  }

  /** What a power cut does: everything is gone at once, and the machine comes up anew. */
  static void reboot(Path home) throws IOException {
    run(home, "reboot");
  }

  /** Ends every unit. */
  static void stopAll(Path home) throws IOException {
    run(home, "stop", "*");
  }

  private static void run(Path home, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/systemctl").toString()));
    command.addAll(List.of(arguments));
    new ProcessBuilder(command).start().onExit().join();
  }

  private static void script(Path home, String name, String text) throws IOException {
    Path file = home.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + text.replace("%s", home.toString()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
