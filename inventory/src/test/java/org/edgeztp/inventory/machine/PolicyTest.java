package org.edgeztp.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final Policy NO_RULES = Policy.of(Machines.PROFILE);
  private static final Rule ANY = new Rule("any", "lab", "edge");

  @Test
  void theFirstRuleThatMatchesCounts() {
    Policy policy = NO_RULES.with(new Rule("elsewhere", "s2", "edge"), ANY);
    assertThat(policy.ruleFor(Machines.discovered())).contains(ANY);
  }

  @Test
  void aRuleMayNameMachinesItsOwnWay() {
    var named =
        new Rule("r", "lab", "edge", Machine.Kind.SERVER, List.of(), Optional.of("gpu-{mac}"));
    assertThat(named.hostnameOf(Machines.discovered(), Machines.PROFILE))
        .isEqualTo("gpu-525400770001");
    assertThat(ANY.hostnameOf(Machines.discovered(), Machines.PROFILE))
        .isEqualTo("edge-m-0000000001");
  }

  @Test
  void refusesWhatContradictsItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NO_RULES.with(new Rule("r", "lab", "gone")))
        .withMessage("rule 'r' names a profile that is not there: gone");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NO_RULES.with(ANY, ANY))
        .withMessage("two rules have the same name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policy.of(Machines.PROFILE, Machines.PROFILE))
        .withMessage("two profiles are called 'edge'");
    var forSwitches =
        new Rule("r", "lab", "edge", Machine.Kind.SWITCH, List.of(), Optional.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NO_RULES.with(forSwitches))
        .withMessageContaining("another kind of machine");
  }

  @Test
  void hasNoRuleBehindAMachineThatSomebodyGaveAnotherProfile() {
    var policy = NO_RULES.with(ANY);
    Draft draft = Machines.discovered().draft();
    assertThat(policy.ruleBehind(draft.toMachine())).contains(ANY);

    draft.profile = Optional.of("edge");
    assertThat(policy.ruleBehind(draft.toMachine())).contains(ANY);

    draft.profile = Optional.of("gpu");
    assertThat(policy.ruleBehind(draft.toMachine())).isEmpty();
  }
}
