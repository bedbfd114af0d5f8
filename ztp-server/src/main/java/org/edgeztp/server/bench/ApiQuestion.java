package org.edgeztp.server.bench;

import java.util.List;
import java.util.random.RandomGenerator;

/** What people and programs ask of the API, about a machine or a page of a hundred. */
enum ApiQuestion {
  LIST("list, page by page") {
    @Override
    String path(RandomGenerator random, int machines) {
      return ALL;
    }
  },
  STATE("filter by state, page by page") {
    @Override
    String path(RandomGenerator random, int machines) {
      return ALL + "?state=" + STATES.get(random.nextInt(STATES.size()));
    }
  },
  FACT("filter by three facts") {
    @Override
    String path(RandomGenerator random, int machines) {
      return ALL
          + "?fact.memory%3E=512GiB&fact.cpus="
          + (32 << random.nextInt(4))
          + "&fact.model=Model+"
          + random.nextInt(9);
    }
  },
  SWITCH("filter by the switch it is plugged into") {
    @Override
    String path(RandomGenerator random, int machines) {
      return ALL + "?fact.switch=leaf-" + "%04da".formatted(random.nextInt(machines / 40 + 1));
    }
  },
  SORT("sort by name, page by page") {
    @Override
    String path(RandomGenerator random, int machines) {
      return ALL + "?sort=" + (random.nextBoolean() ? "" : "-") + "hostname";
    }
  },
  SINCE("sort by time, one state") {
    @Override
    String path(RandomGenerator random, int machines) {
      return ALL + "?state=IN_SERVICE&sort=-since";
    }
  },
  SEARCH("search a name") {
    @Override
    String path(RandomGenerator random, int machines) {
      String name = Fleet.serial(random.nextInt(machines));
      return ALL + "?search=" + name.substring(random.nextInt(4));
    }
  },
  SITES("sites, their machines counted") {
    @Override
    String path(RandomGenerator random, int machines) {
      return "/api/v1/sites";
    }
  },
  METRICS("metrics") {
    @Override
    String path(RandomGenerator random, int machines) {
      return "/metrics";
    }
  },
  OVERVIEW("page: overview") {
    @Override
    String path(RandomGenerator random, int machines) {
      return "/";
    }
  },
  TABLE("page: machines of a state, newest first") {
    @Override
    String path(RandomGenerator random, int machines) {
      return "/machines?sort=-since&state=" + STATES.get(random.nextInt(STATES.size()));
    }
  },
  RACKS("page: racks and switch ports") {
    @Override
    String path(RandomGenerator random, int machines) {
      return "/racks";
    }
  },
  ONE("one machine") {
    @Override
    String path(RandomGenerator random, int machines) {
      return ALL + "/" + Fleet.id(random.nextInt(machines));
    }
  },
  TIMELINE("the newest 100 of its timeline") {
    @Override
    String path(RandomGenerator random, int machines) {
      return ALL + "/" + Fleet.id(random.nextInt(machines)) + "/timeline?sort=-seq&limit=100";
    }
  };

  static final String ALL = "/api/v1/machines";
  private static final List<String> STATES = List.of("IN_SERVICE", "READY", "FAILED", "DISCOVERED");

  private final String label;

  ApiQuestion(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  abstract String path(RandomGenerator random, int machines);
}
