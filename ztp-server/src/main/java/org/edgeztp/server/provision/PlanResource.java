package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.inventory.web.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/machines/REF/plan[?profile=NAME]}: the steps that the machine's run takes, or
 * would take, how far it is in them, and what they wait for.
 */
public final class PlanResource implements MachineResource {
  private final Inventory inventory;
  private final Cookbooks cookbooks;
  private final Turns turns;
  private final Durations durations;
  private final Clock clock;

  /**
   * @param cookbooks the folder of all cookbooks
   */
  public PlanResource(
      Inventory inventory, Path cookbooks, Turns turns, Durations durations, Clock clock) {
    this.inventory = inventory;
    this.cookbooks = new Cookbooks(cookbooks);
    this.turns = turns;
    this.durations = durations;
    this.clock = clock;
  }

  /**
   * A plan as the API shows it.
   *
   * @param waits what must be there first and is not; null when nothing is missing
   * @param switches that it converges after, where its profile says so
   * @param secondsLeft as far as is known of each step that is left; null when it is not
   */
  record View(
      String profile,
      @Nullable String waits,
      @Nullable Long secondsLeft,
      List<SwitchView> switches,
      List<StepView> steps) {}

  /**
   * A switch that the machine is plugged into.
   *
   * @param ports of the switch
   * @param met whether it is in service
   */
  record SwitchView(String machine, List<String> ports, boolean met) {}

  /**
   * A step.
   *
   * @param status open, running, done, failed or stopped
   * @param text what was told of it last
   * @param ended resources that have ended in a step that runs; null in others
   * @param declared how many there are in all, where that is known
   * @param expectedSeconds how long the role took last, on whichever machine; null when unknown
   */
  record StepView(
      int number,
      String role,
      List<String> after,
      List<NeedView> needs,
      String status,
      @Nullable String text,
      @Nullable Integer ended,
      @Nullable Integer declared,
      @Nullable Double seconds,
      @Nullable Double expectedSeconds) {}

  /**
   * What a step needs of other machines.
   *
   * @param machines that give it, or are to
   */
  record NeedView(String role, boolean met, List<String> machines) {}

  @Override
  public Object answer(Machine machine, String method, JsonNode body) {
    return answer(machine, method, Map.of(), body);
  }

  @Override
  public Object answer(Machine machine, String method, Map<String, String> query, JsonNode body) {
    String name = query.getOrDefault("profile", machine.profile().orElse(""));
    if (name.isEmpty()) {
      return Problem.conflict("it has no profile yet: ask for the plan of one (profile=NAME)");
    }
    Optional<Profile> profile = inventory.policy().find(name);
    if (profile.isEmpty()) {
      return Problem.conflict("no profile is called '" + name + "'");
    }
    try {
      Plan plan = Plan.of(profile.get(), cookbooks);
      boolean own = machine.profile().filter(name::equals).isPresent();
      return view(machine, profile.get(), plan, own ? inventory.steps(machine) : List.of());
    } catch (IOException e) {
      return Problem.conflict(String.valueOf(e.getMessage()));
    }
  }

  private View view(Machine machine, Profile profile, Plan plan, List<Entry> told) {
    var peers = new Peers(inventory);
    List<Needs.Need> needs = Needs.of(machine, plan, peers);
    List<Uplink> uplinks = Turns.uplinks(machine, profile, peers);
    List<StepView> steps =
        plan.steps().stream().map(step -> view(machine, step, needs, told)).toList();
    return new View(
        profile.name(),
        turns.waits(machine, needs, uplinks).orElse(null),
        secondsLeft(steps, told).orElse(null),
        uplinks.stream()
            .map(uplink -> new SwitchView(uplink.device().label(), uplink.ports(), uplink.met()))
            .toList(),
        steps);
  }

  private StepView view(Machine machine, Step step, List<Needs.Need> needs, List<Entry> told) {
    Optional<Entry> last =
        told.stream().filter(entry -> step.name().equals(entry.facts().get("step"))).findFirst();
    String status = status(machine, last);
    Optional<Map<String, Object>> resource =
        status.equals("running")
            ? inventory
                .last(machine, Kind.CONVERGE)
                .filter(entry -> entry.seq() > last.orElseThrow().seq())
                .map(Entry::facts)
            : Optional.empty();
    return new StepView(
        step.number(),
        step.name(),
        step.role().after(),
        needs.stream()
            .filter(need -> need.of().equals(step.name()))
            .map(need ->
                new NeedView(
                    need.role(), need.met(), need.by().stream().map(Machine::label).toList()))
            .toList(),
        status,
        last.map(Entry::text).orElse(null),
        resource.map(facts -> number(facts, "ended")).orElse(null),
        resource.map(facts -> number(facts, "declared")).filter(count -> count > 0).orElse(null),
        last.filter(_ -> status.equals("done"))
            .map(entry -> entry.facts().get("seconds"))
            .map(seconds -> seconds instanceof Number number ? number.doubleValue() : null)
            .orElse(null),
        durations.of(step.name()).map(PlanResource::seconds).orElse(null));
  }

  private static String status(Machine machine, Optional<Entry> last) {
    String told = last.map(entry -> String.valueOf(entry.facts().get("status"))).orElse("open");
    boolean underWay = told.equals("begun") || told.equals("again");
    if (!underWay) {
      return told;
    }
    return switch (machine.state()) {
      case CONVERGING -> "running";
      default -> "failed";
    };
  }

  private Optional<Long> secondsLeft(List<StepView> steps, List<Entry> told) {
    List<Long> left = new ArrayList<>();
    for (StepView step : steps) {
      switch (step.status()) {
        case "done" -> left.add(0L);
        case "open", "running" -> {
          if (step.expectedSeconds() == null) {
            return Optional.empty();
          }
          double gone = step.status().equals("running") ? gone(step, told) : 0;
          left.add(Math.max(0, Math.round(step.expectedSeconds() - gone)));
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(left.stream().mapToLong(Long::longValue).sum());
  }

  private double gone(StepView step, List<Entry> told) {
    Instant begun =
        told.stream()
            .filter(entry -> step.role().equals(entry.facts().get("step")))
            .map(Entry::at)
            .findFirst()
            .orElse(clock.instant());
    return seconds(Duration.between(begun, clock.instant()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Integer number(Map<String, Object> facts, String name) {
    return facts.get(name) instanceof Number number ? number.intValue() : 0;
  }
}
