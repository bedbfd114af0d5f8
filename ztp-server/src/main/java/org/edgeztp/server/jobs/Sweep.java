package org.edgeztp.server.jobs;

import java.time.Duration;

/**
 * What is done again and again, whatever state machines are in.
 *
 * @param every in whole seconds
 * @param work may be done at any time, as often as one likes
 */
public record Sweep(String name, Duration every, Runnable work) {}
