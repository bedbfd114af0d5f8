package org.edgeztp.server.jobs;

import java.util.List;
import java.util.Properties;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.simpl.PropertySettingJobFactory;
import org.quartz.spi.TriggerFiredBundle;

/**
 * Runs each phase every second, and at once when a machine enters one of its states; and sweeps
 * beside them.
 */
public final class Jobs implements AutoCloseable {
  private final Inventory inventory;
  private final List<Phase> phases;
  private final List<Sweep> sweeps;
  private final Scheduler scheduler;

  public Jobs(Inventory inventory, List<Phase> phases, List<Sweep> sweeps) {
    this.inventory = inventory;
    this.phases = List.copyOf(phases);
    this.sweeps = List.copyOf(sweeps);
    try {
      scheduler = new StdSchedulerFactory(settings()).getScheduler();
      scheduler.setJobFactory(new Factory());
      for (Phase phase : phases) {
        schedule(phase.name(), 1);
      }
      for (Sweep sweep : sweeps) {
        schedule(sweep.name(), Math.toIntExact(sweep.every().toSeconds()));
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("setting up the scheduler", e);
    }
    inventory.listen(this::nudge);
  }

  public void start() {
    try {
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("starting the scheduler", e);
    }
  }

  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
      for (Phase phase : phases) {
        phase.stop();
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("stopping the scheduler", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void schedule(String name, int seconds) throws SchedulerException {
    JobDetail job = JobBuilder.newJob(Work.class).withIdentity(name).build();
    scheduler.scheduleJob(
        job,
        TriggerBuilder.newTrigger()
            .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(seconds))
            .build());
  }

  private void nudge(Entry entry) {
    if (entry.to().isEmpty()) {
      return;
    }
    for (Phase phase : phases) {
      if (phase.serves(entry.to().get())) {
        try {
          scheduler.triggerJob(new JobKey(phase.name()));
        } catch (SchedulerException e) {
          throw new IllegalStateException("waking " + phase.name(), e);
        }
      }
    }
  }

  private static Properties settings() {
    var settings = new Properties();
    settings.put(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "jobs");
    settings.put("org.quartz.threadPool.threadCount", "4");
    settings.put("org.quartz.threadPool.makeThreadsDaemons", "true");
    return settings;
  }

  /** One run of a phase or of a sweep. */
  @DisallowConcurrentExecution
  private static final class Work implements Job {
    private final Runnable run;

    private Work(Runnable run) {
      this.run = run;
    }

    @Override
    public void execute(JobExecutionContext context) {
      run.run();
    }
  }

  private final class Factory extends PropertySettingJobFactory {
    @Override
    public Job newJob(TriggerFiredBundle bundle, Scheduler scheduler) {
      String name = bundle.getJobDetail().getKey().getName();
      return phases.stream()
          .filter(phase -> phase.name().equals(name))
          .findFirst()
          .map(phase -> new Work(() -> phase.run(inventory)))
          .orElseGet(() -> new Work(sweep(name)));
    }

    private Runnable sweep(String name) {
      return sweeps.stream()
          .filter(sweep -> sweep.name().equals(name))
          .findFirst()
          .map(Sweep::work)
          .orElseThrow(() -> new IllegalStateException("no work called " + name));
    }
  }
}
