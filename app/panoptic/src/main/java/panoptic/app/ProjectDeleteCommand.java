package panoptic.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `project delete`: takes a project off the list; with `--files` also what Panoptic wrote for it, uploaded pictures too. Others are never touched.
@Command(name = "delete", header = "Take a project off the list; --files deletes what Panoptic wrote for it.")
final class ProjectDeleteCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(paramLabel = "NAME", description = "Name of the project.")
  String name = "";

  @Option(names = "--files",
      description = "Delete the files that Panoptic wrote in the project's folder; pictures that were uploaded are among them. Whatever else lies there stays.")
  boolean files;

  ProjectDeleteCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    ListedProject place = wiring.data().get(name);
    wiring.release(place);
    ProjectFiles.Removed removed = files ? wiring.removeFiles(place) : ProjectFiles.Removed.NONE;
    wiring.data().remove(place);
    call.answer(
        Call.document("name", place.name(), "path", place.folder().toString(), "files", removed.files(), "uploaded", removed.uploaded(),
            "left", removed.left()),
        () -> {
          if (!files) {
            return "The project " + place.name() + " is off the list; its folder " + place.folder()
                + " stays (project open lists it again).";
          }
          return "The project " + place.name() + " and its " + Texts.count(removed.files(), "file") + " are deleted"
              + (removed.uploaded() == 0 ? "." : ", among them " + Texts.count(removed.uploaded(), "picture") + " that had been uploaded.")
              + (removed.left() == 0
                  ? ""
                  : " " + Texts.count(removed.left(), "thing") + " that Panoptic did not write stay in " + place.folder() + ".");
        });
    return 0;
  }
}
