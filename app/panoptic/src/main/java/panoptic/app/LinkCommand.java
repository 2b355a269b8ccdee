package panoptic.app;

import java.util.Map;
import java.util.concurrent.Callable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import picocli.CommandLine.Command;

/// `link`: a fresh address that lets one more browser in.
@Command(name = "link", header = "Print a fresh address of the running server, for one more browser.")
final class LinkCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  LinkCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    var running = new RunningServer(wiring.disk(), wiring.data().folder());
    RunningServer.Address at = running.find()
        .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN,
            "no server is running on " + wiring.data().folder() + "; panoptic serve starts one"));
    String url = new ServerClient(at, running.bearer()).post("/links", Map.of()).get("url").string();
    call.answer(Call.document("url", url, "port", at.port(), "pid", at.pid()), () -> url);
    return 0;
  }
}
