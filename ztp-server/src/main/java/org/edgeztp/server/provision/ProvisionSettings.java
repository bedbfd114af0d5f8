package org.edgeztp.server.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.edgeztp.inventory.machine.Machine;

/**
 * What the push engine has to be told.
 *
 * @param cookbooks directory with one cookbook in each folder
 * @param push directory that is carried beside the cookbooks
 * @param runs directory on the machines that keeps one folder for each run
 * @param user whom to connect as; needs root's rights
 * @param node what a machine gets as attributes
 */
public record ProvisionSettings(
    Path cookbooks,
    Path push,
    String runs,
    String user,
    int port,
    Function<Machine, Node> node,
    Pace pace) {

  /** Settings for ordinary machines: root on port 22. */
  public static ProvisionSettings of(Path cookbooks, Path push, Function<Machine, Node> node) {
    return new ProvisionSettings(
        cookbooks, push, "/var/lib/ztp/runs", "root", 22, node, Pace.ordinary());
  }

  /**
   * What the server knows of a machine's surroundings, and the machine gets as node attributes.
   *
   * @param mirror base URL of the package mirror
   * @param operator name of the account for people
   * @param operatorKeys its authorized keys, one line each
   */
  public record Node(
      List<String> ntpServers, String mirror, String operator, List<String> operatorKeys) {
    public Node {
      ntpServers = List.copyOf(ntpServers);
      operatorKeys = List.copyOf(operatorKeys);
    }
  }

  /**
   * How patient the engine is.
   *
   * @param firstPause between a lost link and the next attempt; doubles each time
   * @param longestPause what it doubles up to
   * @param command how long a short command may take
   * @param silence how long to listen to a converge that says nothing before looking at it anew
   * @param checkPause between two tries of an acceptance check
   * @param comparison how long a machine may take to tell what a step would change
   */
  public record Pace(
      Duration firstPause,
      Duration longestPause,
      Duration command,
      Duration silence,
      Duration checkPause,
      Duration comparison) {
    public static Pace ordinary() {
      return new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(15),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          Duration.ofMinutes(10));
    }

    Duration afterPause(Duration pause) {
      Duration twice = pause.multipliedBy(2);
      return twice.compareTo(longestPause) < 0 ? twice : longestPause;
    }
  }
}
