package panoptic.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import panoptic.model.Commit;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Signature;
import panoptic.project.Project;

/// What uploaded pictures were called where they came from, as values of a text property, so that people find `IMG_0042.jpg` again.
///
/// The values stand in the commit that brings the instances; the property is made before, in a step of its own, since later uploads need it too.
final class UploadedAs {
  static final String NAME = "Uploaded as";

  private final Project project;
  private final Uploads uploads;

  UploadedAs(Project project, Uploads uploads) {
    this.project = project;
    this.uploads = uploads;
  }

  /// Adds the value of a new instance to its commit, where its file was uploaded.
  void add(Commit commit, int instance, String folder, String file, Person by) {
    try {
      Optional<String> path = uploads.pathOf(folder, file);
      path.ifPresent(p -> commit.instanceValues().add(new Commit.InstanceValue(property(by), instance, p)));
    } catch (IOException e) {
      throw new UncheckedIOException("the names of uploaded pictures cannot be read: " + Reasons.of(e), e);
    }
  }

  private int property(Person by) {
    String name = NAME;
    for (int n = 2;; n++) {
      Optional<Property> known = project.state().property(name);
      if (known.isEmpty()) {
        var commit = new Commit();
        commit.properties().add(new Commit.PropertyChange(-1, name, PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
        return project.commit(commit, new Signature(by, Signature.IMPORT, "Property " + name, 0)).properties().getFirst().id();
      }
      if (known.get().type() == PropertyType.TEXT && known.get().mode() == PropertyMode.INSTANCE) {
        return known.get().id();
      }
      name = NAME + " (" + n + ")";
    }
  }
}
