package panoptic.pluginrunner;

import panoptic.plugin.RefusedByProject;
import panoptic.pluginprotocol.RemoteException;

/// Errors of the host, as a plugin sees them.
final class Refusals {
  private Refusals() {
  }

  static RuntimeException unchecked(RemoteException e) {
    return e.code() == RemoteException.REFUSED
        ? new RefusedByProject(e.name(), String.valueOf(e.getMessage()))
        : new IllegalStateException(e.getMessage() == null || e.getMessage().isEmpty() ? e.name() : e.getMessage(), e);
  }

  /// Keeps the interrupt: it means that a person cancelled what is running.
  static RuntimeException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new java.util.concurrent.CancellationException("cancelled");
  }
}
