package org.edgeztp.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureTest {
  @ParameterizedTest
  @EnumSource
  void everyStateHasItsOwnPlaceInBothPictures(State here) {
    for (Picture picture :
        new Picture[] {Picture.wide(here, Set.of()), Picture.tall(here, Set.of())}) {
      Set<String> places = new HashSet<>();
      for (Picture.Stop stop : picture.stops()) {
        assertThat(places.add(stop.x() + " " + stop.y())).as(stop.mark().label()).isTrue();
        assertThat(stop.x()).isBetween(0.0, (double) picture.width());
        assertThat(stop.y()).isBetween(0.0, (double) picture.height());
        assertThat(stop.standing()).isEqualTo(stop.mark().state() == here ? "here" : "ahead");
      }
      assertThat(picture.stops())
          .extracting(stop -> stop.mark().state())
          .containsExactlyInAnyOrder(State.values());
    }
  }

  /** The table has the last word: what it does not have is not drawn. */
  @ParameterizedTest
  @EnumSource
  void thereIsAnOpenWayForEachExitOfTheTable(State here) {
    Set<State> exits = EnumSet.noneOf(State.class);
    exits.addAll(Lifecycle.row(here).exits().values());
    exits.remove(here);
    assertThat(
            Picture.wide(here, Set.of()).ways().stream().filter(way -> way.kind().equals("open")))
        .hasSameSizeAs(exits);
  }

  @Test
  void theLineItselfIsAWayOfTheTable() {
    for (int i = 1; i < Picture.MAIN.size(); i++) {
      assertThat(Lifecycle.row(Picture.MAIN.get(i - 1)).exits().values())
          .contains(Picture.MAIN.get(i));
    }
  }

  @Test
  void theWayThatWasGoneIsDrawnAsGone() {
    Picture picture =
        Picture.wide(State.QUEUED, EnumSet.of(State.DISCOVERED, State.INSPECTING, State.READY));
    assertThat(picture.ways().stream().filter(way -> way.kind().equals("passed"))).hasSize(3);
    assertThat(
            picture.stops().stream()
                .filter(stop -> stop.standing().equals("passed"))
                .map(stop -> stop.mark().label())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("Discovered", "Inspecting", "Ready");
  }
}
