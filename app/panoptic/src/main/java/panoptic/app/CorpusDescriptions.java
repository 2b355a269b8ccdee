package panoptic.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.IntIterator;
import panoptic.ingest.FileNames;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Edit;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Signature;
import panoptic.project.Project;
import panoptic.project.ProjectState;

/// What the files of a corpus say about its pictures, committed as values: the first line of the text file beside a picture as *title*,
/// the folders it lies in as *subject*, each folder a tag below that of the folder above.
///
/// All its commits are one step. A picture that has a title, or a subject, keeps it.
final class CorpusDescriptions {
  static final String TITLE = "title";
  static final String SUBJECT = "subject";
  private static final int OWNERS_A_COMMIT = 5_000;
  private static final int MAX_TITLE = 300;

  private final Project project;
  private final Path corpus;
  private final Signature signature;

  private record Picture(int id, int row, Path folder, Path file) {
  }

  CorpusDescriptions(Project project, Path corpus, Person person) {
    this.project = project;
    this.corpus = corpus;
    this.signature = new Signature(person, Signature.IMPORT, "Titles and subjects of the pictures", 0);
  }

  /// Commits what there is to say; returns how many pictures got a title.
  int commit() {
    List<Picture> pictures = pictures();
    if (pictures.isEmpty()) {
      return 0;
    }
    Map<Path, String> names = tagNames(pictures);
    var frame = new Commit();
    int titleId = property(frame, TITLE, PropertyType.TEXT, -1);
    int subjectId = property(frame, SUBJECT, PropertyType.MULTI_TAGS, -2);
    Map<Path, Integer> sent = tags(frame, names, subjectId);
    long step = 0;
    var realProperties = new HashMap<Integer, Integer>();
    var realTags = new HashMap<Integer, Integer>();
    if (!frame.properties().isEmpty() || !frame.tags().isEmpty()) {
      Committed made = project.commit(frame, signature);
      step = made.sequence();
      for (int i = 0; i < frame.properties().size(); i++) {
        realProperties.put(frame.properties().get(i).id(), made.properties().get(i).id());
      }
      for (int i = 0; i < frame.tags().size(); i++) {
        realTags.put(frame.tags().get(i).id(), made.tags().get(i).id());
      }
    }
    Property title = project.state().property(realProperties.getOrDefault(titleId, titleId)).orElseThrow();
    Property subject = project.state().property(realProperties.getOrDefault(subjectId, subjectId)).orElseThrow();
    int titled = 0;
    for (int from = 0; from < pictures.size(); from += OWNERS_A_COMMIT) {
      var commit = new Commit();
      var bearers = new LinkedHashMap<Integer, List<Integer>>();
      ProjectState state = project.state();
      for (Picture p : pictures.subList(from, Math.min(pictures.size(), from + OWNERS_A_COMMIT))) {
        String text = state.value(title, p.row()) == null ? title(p.file()) : "";
        if (!text.isEmpty()) {
          commit.instanceValues().add(new Commit.InstanceValue(title.id(), p.id(), text));
          titled++;
        }
        Integer tag = sent.get(p.folder());
        if (tag != null && state.value(subject, p.row()) == null) {
          bearers.computeIfAbsent(realTags.getOrDefault(tag, tag), _ -> new ArrayList<>()).add(p.id());
        }
      }
      bearers.forEach((tag, ids) -> commit.edits().add(new Edit(subject.id(), Edit.Verb.ADD, List.of(tag), new Edit.Instances(ids))));
      if (!commit.instanceValues().isEmpty() || !commit.edits().isEmpty()) {
        long sequence = project.commit(commit, signature.in(step)).sequence();
        step = step == 0 ? sequence : step;
      }
    }
    return titled;
  }

  private List<Picture> pictures() {
    ProjectState state = project.state();
    String root = FileNames.text(corpus);
    var out = new ArrayList<Picture>();
    for (IntIterator rows = state.instances().rows().getIntIterator(); rows.hasNext();) {
      int row = rows.next();
      String text = state.path(row);
      if (FileNames.isWithin(root, text)) {
        Path file = FileNames.path(text);
        out.add(new Picture(state.instanceId(row), row, corpus.relativize(file.getParent()), file));
      }
    }
    return out;
  }

  private int property(Commit commit, String name, PropertyType type, int newId) {
    return project.state().property(name).filter(p -> p.type() == type && p.mode() == PropertyMode.INSTANCE).map(Property::id)
        .orElseGet(() -> {
          commit.properties().add(new Commit.PropertyChange(newId, name, type, PropertyMode.INSTANCE, null, null, null));
          return newId;
        });
  }

  /// Names the tag of each folder after the folder; where two folders have one name, each with that of the folder above in brackets.
  private static Map<Path, String> tagNames(List<Picture> pictures) {
    var folders = new LinkedHashSet<Path>();
    for (Picture p : pictures) {
      for (int n = 1; n <= p.folder().getNameCount() && !p.folder().toString().isEmpty(); n++) {
        folders.add(p.folder().subpath(0, n));
      }
    }
    var bearers = new HashMap<String, Integer>();
    folders.forEach(f -> bearers.merge(plain(f), 1, Integer::sum));
    var names = new LinkedHashMap<Path, String>();
    Set<String> taken = new LinkedHashSet<>();
    for (Path f : folders) {
      String name = plain(f);
      if (bearers.getOrDefault(name, 0) > 1) {
        Path above = f.getParent();
        name = above == null ? name : name + " (" + above.toString().replace('\\', '/') + ")";
      }
      for (int n = 2; !taken.add(name); n++) {
        name = plain(f) + " (" + n + ")";
      }
      names.put(f, name);
    }
    return names;
  }

  private static String plain(Path folder) {
    return DataFolder.normal(FileNames.name(folder));
  }

  private Map<Path, Integer> tags(Commit commit, Map<Path, String> names, int subjectId) {
    var ids = new LinkedHashMap<Path, Integer>();
    names.forEach((folder, name) -> {
      var known = subjectId < 0 ? java.util.Optional.<panoptic.model.Tag>empty() : project.state().tag(subjectId, name);
      int id = known.map(panoptic.model.Tag::id).orElse(-1 - ids.size());
      ids.put(folder, id);
      if (known.isEmpty()) {
        Path above = folder.getParent();
        Integer parent = above == null ? null : ids.get(above);
        commit.tags().add(new Commit.TagChange(id, subjectId, name, parent == null ? List.of() : List.of(parent), -1, null, null));
      }
    });
    return ids;
  }

  private static String title(Path picture) {
    String name = picture.getFileName().toString();
    int dot = name.lastIndexOf('.');
    Path text = picture.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".txt");
    // A reader made like this puts U+FFFD where bytes are no UTF-8, instead of failing.
    try (var in = new BufferedReader(new InputStreamReader(Files.newInputStream(text), StandardCharsets.UTF_8))) {
      String line = in.readLine();
      String title = line == null ? "" : line.strip();
      return title.length() <= MAX_TITLE ? title : title.substring(0, title.offsetByCodePoints(0, title.codePointCount(0, MAX_TITLE)));
    } catch (IOException e) {
      return "";
    }
  }
}
