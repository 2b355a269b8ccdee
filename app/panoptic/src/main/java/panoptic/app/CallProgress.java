package panoptic.app;

import panoptic.tasks.TaskProgress;

/// The progress of work that a command does itself, on the command's bar; interrupting the command cancels it.
final class CallProgress implements TaskProgress, AutoCloseable {
  private final Call call;
  private final ProgressBar bar;
  private final String what;
  private long total;
  private long done;

  CallProgress(Call call, ProgressBar bar, String what) {
    this.call = call;
    this.bar = bar;
    this.what = what;
  }

  @Override
  public synchronized void total(long units) {
    total = units;
  }

  @Override
  public synchronized void done(long units) {
    done += units;
    bar.show(what, done, total, 0);
  }

  @Override
  public void failed(long units) {
    done(units);
  }

  @Override
  public void detail(String words) {
    // The bar tells enough.
  }

  @Override
  public boolean isCancelled() {
    return call.isInterrupted();
  }

  @Override
  public void close() {
    bar.close();
  }
}
