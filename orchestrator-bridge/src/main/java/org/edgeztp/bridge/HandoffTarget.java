package org.edgeztp.bridge;

/**
 * One orchestrator that can take machines over and give them back. Calls may come twice and from
 * many threads: the event id of a message tells a repeated one from a new one.
 *
 * <p>A call answers within {@link Handoff#CALL}, the connection included, and throws nothing: what
 * goes wrong on the way is a {@link Verdict}.
 */
public interface HandoffTarget {
  /** The name a profile calls it by. */
  String name();

  /** Where it is told, without what may be secret of that. */
  String where();

  /** Tells the orchestrator of the machine. That it listened does not mean that it did anything. */
  Verdict.OnMessage tell(Message message);

  /** Asks the orchestrator whether it did what the message wants. */
  Verdict observe(Message message);
}
