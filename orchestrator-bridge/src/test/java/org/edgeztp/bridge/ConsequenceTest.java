package org.edgeztp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.bridge.Fixtures.ID;
import static org.edgeztp.bridge.Fixtures.NOON;

import java.time.Duration;
import java.util.Optional;
import org.edgeztp.bridge.outbox.Delivery;
import org.edgeztp.inventory.lifecycle.Event;
import org.junit.jupiter.api.Test;

class ConsequenceTest {
  private final Delivery first = Delivery.fresh(ID, 1, 0, NOON).claimed(NOON.plusSeconds(20));
  private final Delivery offered = first.offered(NOON, NOON).claimed(NOON.plusSeconds(20));

  @Test
  void anOfferThatWasTakenIsNoConfirmation() {
    Consequence after = of(first, new Verdict.Pending("took the event", Optional.empty()));

    assertThat(after.event()).isEmpty();
    assertThat(after.next().offeredAt()).contains(NOON);
    assertThat(after.next().nextAt()).isEqualTo(NOON.plusSeconds(1));
    assertThat(after.note()).contains("offered to lab as evt_0123456789_1");
  }

  @Test
  void aFailedOfferIsNotedWithTheTimeOfTheNext() {
    Consequence after = of(first, new Verdict.Unreachable("answered 500", Optional.empty()));

    assertThat(after.next().offeredAt()).isEmpty();
    assertThat(after.next().lastError()).contains("answered 500");
    assertThat(after.note()).contains("offer 1 to lab failed: answered 500; next in 1 s");
  }

  @Test
  void theOrchestratorsOwnWishCountsWhenItIsLonger() {
    var patient = new Verdict.Unreachable("answered 429", Optional.of(Duration.ofSeconds(40)));
    var hasty = new Verdict.Unreachable("answered 429", Optional.of(Duration.ofMillis(1)));

    assertThat(of(first, patient).next().nextAt()).isEqualTo(NOON.plusSeconds(40));
    assertThat(of(first, hasty).next().nextAt()).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void aConfirmationSettlesItWithTheOrchestratorsReference() {
    Consequence after = of(offered, new Verdict.Confirmed("node-7"));

    assertThat(after.event()).contains(new Event.Joined("lab", "node-7"));
    assertThat(after.next().reference()).contains("node-7");
    assertThat(after.next().confirmedAt()).contains(NOON);
  }

  @Test
  void aRefusalSettlesItWithItsReason() {
    assertThat(of(first, new Verdict.Refused("site is full")).event())
        .contains(new Event.HandoffRefused("lab", "site is full"));
  }

  @Test
  void anOrchestratorThatLostTheOfferGetsItAgain() {
    Consequence after = of(offered, new Verdict.Unknown("answered 404"));

    assertThat(after.next().offeredAt()).isEmpty();
    assertThat(after.next().event()).isEqualTo(first.event());
    assertThat(after.note()).contains("lab lost the offer: answered 404; sent again in 1 s");
  }

  @Test
  void onlyNewsIsNotedWhileAsking() {
    var pending = new Verdict.Pending("waits for its agent", Optional.empty());
    Consequence one = of(offered, pending);
    Consequence two = of(one.next().claimed(NOON.plusSeconds(20)), pending);
    var unreachable = new Verdict.Unreachable("no connection", Optional.empty());
    Consequence three = of(two.next().claimed(NOON.plusSeconds(20)), unreachable);

    assertThat(one.note()).contains("lab has not decided: waits for its agent");
    assertThat(two.note()).isEmpty();
    assertThat(three.note()).contains("asking lab failed: no connection");
    assertThat(three.next().offeredAt()).contains(NOON);
  }

  private static Consequence of(Delivery delivery, Verdict verdict) {
    return Consequence.of(Errand.HAND_OVER, delivery, verdict, "lab", NOON, 0);
  }
}
