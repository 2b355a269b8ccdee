package panoptic.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `project list`: the projects of the data folder. None of them is opened, so that nobody is kept out meanwhile.
@Command(name = "list", header = "List the projects.")
final class ProjectListCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  ProjectListCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    DataFolder data = wiring.data();
    var found = data.projects().stream().map(wiring::glance).toList();
    call.answer(
        found.stream().map(g -> Call.document("name", g.place().name(), "path", g.place().folder().toString(), "images", g.images(), "open",
            g.isOpen(), "state", g.state())).toList(),
        () -> {
          if (found.isEmpty()) {
            return "There is no project yet: panoptic project create NAME makes one.";
          }
          var table = new TextTable("Project", ">Images", "Folder", "");
          for (ProjectGlance g : found) {
            Integer images = g.images();
            table.row(g.place().name(), images == null ? "?" : Texts.number(images), g.place().folder().toString(), g.remark());
          }
          return table.text(call.terminal());
        });
    return 0;
  }
}
