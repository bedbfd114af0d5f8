package org.edgeztp.bridge;

/**
 * One orchestrator that can take machines over. Calls may come twice and from many threads: the
 * event id of the hand-over tells a repeated offer from a new one.
 *
 * <p>A call answers within {@link Handoff#CALL}, the connection included, and throws nothing: what
 * goes wrong on the way is a {@link Verdict}.
 */
public interface HandoffTarget {
  /** The name a profile calls it by. */
  String name();

  /** Tells the orchestrator of the machine. That it listened does not make the machine its own. */
  Verdict.OnOffer offer(Handover handover);

  /** Asks the orchestrator what it holds of the machine. */
  Verdict observe(Handover handover);
}
