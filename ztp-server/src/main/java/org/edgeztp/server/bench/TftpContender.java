package org.edgeztp.server.bench;

import java.io.IOException;
import java.util.List;

/** A TFTP server to be measured, serving one folder at port 69. */
enum TftpContender {
  EDGEZTP("EdgeZTP") {
    @Override
    List<String> command(Stage stage) {
      return List.of(stage.home().resolve("ztp").toString(), "bench", "tftp-serve", folder(stage));
    }

    @Override
    String version() {
      return "this build, the TFTP room in a process of its own";
    }

    @Override
    boolean installed() {
      return true;
    }
  },
  DNSMASQ("dnsmasq") {
    @Override
    List<String> command(Stage stage) {
      return List.of(
          "dnsmasq",
          "--keep-in-foreground",
          "--conf-file=/dev/null",
          "--pid-file=",
          "--user=root",
          "--port=0",
          "--enable-tftp",
          "--tftp-max=2000",
          "--tftp-root=" + folder(stage));
    }

    @Override
    String version() throws IOException, InterruptedException {
      return Machine.version("dnsmasq-base");
    }

    @Override
    boolean installed() {
      return Machine.has("dnsmasq");
    }
  },
  ATFTPD("atftpd") {
    @Override
    List<String> command(Stage stage) {
      return List.of(
          Peers.program("atftpd"),
          "--daemon",
          "--no-fork",
          "--maxthread",
          "2000",
          "--user",
          "root",
          "--group",
          "root",
          folder(stage));
    }
  },
  TFTPD_HPA("tftpd-hpa") {
    @Override
    List<String> command(Stage stage) {
      return List.of(
          Peers.program("in.tftpd"),
          "--foreground",
          "--address",
          Stage.SERVER + ":69",
          "--user",
          "root",
          "--secure",
          folder(stage));
    }
  };

  private final String label;

  TftpContender(String label) {
    this.label = label;
  }

  abstract List<String> command(Stage stage);

  String version() throws IOException, InterruptedException {
    return Peers.version(label);
  }

  boolean installed() {
    return Peers.unpacked(label);
  }

  Daemon start(Stage stage) throws IOException {
    return stage.serve(label, command(stage));
  }

  String label() {
    return label;
  }

  static String folder(Stage stage) {
    return stage.file("tftp").toString();
  }
}
