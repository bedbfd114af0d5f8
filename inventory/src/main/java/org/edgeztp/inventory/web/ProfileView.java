package org.edgeztp.inventory.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.edgeztp.inventory.machine.Account;
import org.edgeztp.inventory.machine.HardwareTests;
import org.edgeztp.inventory.machine.Profile;
import org.jspecify.annotations.Nullable;

/**
 * A profile as the API shows it: all that the text of the policy says of it, which whoever may read
 * may read too.
 *
 * @param ztp of switches alone
 * @param tests null where its machines are not tested
 */
record ProfileView(
    String name,
    String kind,
    String installer,
    String image,
    String hostname,
    List<String> roles,
    Map<String, Object> attributes,
    String kernelOptions,
    String orchestrator,
    long installSeconds,
    long convergeSeconds,
    boolean afterSwitch,
    StorageView storage,
    List<LinkView> network,
    List<User> users,
    @Nullable Ztp ztp,
    @Nullable Tests tests) {
  static ProfileView of(Profile profile) {
    return new ProfileView(
        profile.name(),
        profile.kind().name(),
        lower(profile.installer()),
        profile.image(),
        profile.hostname(),
        profile.roles(),
        profile.attributes(),
        profile.kernelOptions(),
        profile.orchestrator(),
        profile.installWithin().toSeconds(),
        profile.convergeWithin().toSeconds(),
        profile.afterSwitch(),
        StorageView.of(profile.storage()),
        profile.network().links().stream().map(LinkView::of).toList(),
        profile.users().stream().map(User::of).toList(),
        profile.ztp().map(Ztp::of).orElse(null),
        profile.tests().map(Tests::of).orElse(null));
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A person's account. */
  record User(String name, List<String> keys, boolean sudo) {
    static User of(Account account) {
      return new User(account.name(), account.keys(), account.sudo());
    }
  }

  /** Files of the server that a switch is given. */
  record Ztp(@Nullable String configDb, @Nullable String script) {
    static Ztp of(Profile.Ztp ztp) {
      return new Ztp(
          ztp.configDb().map(Path::toString).orElse(null),
          ztp.script().map(Path::toString).orElse(null));
    }
  }

  /** What the hardware has to stand; seconds, sectors, percent and Mbit/s. */
  record Tests(
      long load, String surface, long reallocated, long wear, long throughput, long withinSeconds) {
    static Tests of(HardwareTests tests) {
      return new Tests(
          tests.load(),
          lower(tests.surface()),
          tests.reallocated(),
          tests.wear(),
          tests.throughput(),
          tests.within().toSeconds());
    }
  }
}
