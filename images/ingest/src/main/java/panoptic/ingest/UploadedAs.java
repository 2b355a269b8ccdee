package panoptic.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import panoptic.model.Commit;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.project.Project;

/// What uploaded pictures were called where they came from, as values of a text property, so that people find `IMG_0042.jpg` again.
///
/// The values stand in the commit that brings the instances, and so does the property where it is not there yet: undone, the import leaves neither.
final class UploadedAs {
  static final String NAME = "Uploaded as";
  /// The property's id in the commit that makes it.
  private static final int NEW = -1;

  private final Project project;
  private final Uploads uploads;

  UploadedAs(Project project, Uploads uploads) {
    this.project = project;
    this.uploads = uploads;
  }

  /// Adds the value of a new instance to its commit, where its file was uploaded.
  void add(Commit commit, int instance, String folder, String file) {
    try {
      Optional<String> path = uploads.pathOf(folder, file);
      path.ifPresent(p -> commit.instanceValues().add(new Commit.InstanceValue(property(commit), instance, p)));
    } catch (IOException e) {
      throw new UncheckedIOException("the names of uploaded pictures cannot be read: " + Reasons.of(e), e);
    }
  }

  /// Finds the property, or has the commit make it.
  private int property(Commit commit) {
    String name = NAME;
    for (int n = 2;; n++) {
      Optional<Property> known = project.state().property(name);
      if (known.isEmpty()) {
        if (commit.properties().isEmpty()) {
          commit.properties().add(new Commit.PropertyChange(NEW, name, PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
        }
        return NEW;
      }
      if (known.get().type() == PropertyType.TEXT && known.get().mode() == PropertyMode.INSTANCE) {
        return known.get().id();
      }
      name = NAME + " (" + n + ")";
    }
  }
}
