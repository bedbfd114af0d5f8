package org.edgeztp.server.bench;

/**
 * One run of {@link TftpLoad}.
 *
 * @param served clients that got the whole file
 * @param mib that those got
 * @param p99 seconds within which all but one in a hundred of them had it
 * @param serverCpu seconds of processor time of the whole machine without the clients
 * @param clientBusy share of a processor that the clients used, 1 at most: near that they are what
 *     limits
 * @param repeats times that a client had to ask again after a second
 */
record TftpResult(
    int clients,
    int served,
    double mib,
    double seconds,
    double p99,
    double serverCpu,
    double clientBusy,
    long repeats) {
  double rate() {
    return mib / seconds;
  }

  /** Milliseconds of the server for a MiB. */
  double cost() {
    return serverCpu * 1000 / mib;
  }

  String line() {
    return "%d %d %f %f %f %f %f %d"
        .formatted(clients, served, mib, seconds, p99, serverCpu, clientBusy, repeats);
  }

  static TftpResult parse(String line) {
    String[] words = line.split(" ", -1);
    return new TftpResult(
        Integer.parseInt(words[0]),
        Integer.parseInt(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]),
        Double.parseDouble(words[6]),
        Long.parseLong(words[7]));
  }
}
