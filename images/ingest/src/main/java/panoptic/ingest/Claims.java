package panoptic.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import panoptic.imaging.Examination;
import panoptic.imaging.Examination.Picture;
import panoptic.model.Commit;
import panoptic.model.Commit.FolderChange;
import panoptic.model.Commit.InstanceClaim;
import panoptic.model.Committed;
import panoptic.model.Edit;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.RefusedException;
import panoptic.model.Root;
import panoptic.model.Signature;
import panoptic.project.Admission;
import panoptic.project.AdmittedFile;
import panoptic.project.AdmittedRoot;
import panoptic.project.ProjectState;

/// One commit with instances, roots or folders that its author claims: looks at each on disk, and replaces the claims by what was found.
///
/// The whole commit is refused where one claim does not hold; the message begins with the element, as in `instances[2].sha1: …`.
final class Claims {
  /// So many files are read at once; the thumbnails of as many wait in memory.
  private static final int READ_AT_ONCE = 32;

  /// A claim that holds: the file's directory and name as the project calls them.
  private record Held(int index, InstanceClaim claim, Path file, String directory, String name, FileStamp stamp, Picture picture) {
    String text() {
      return FileNames.join(directory, name);
    }
  }

  private final Intake intake;
  private final Allowed places;
  private final Commit commit;
  private final List<AdmittedRoot> roots = new ArrayList<>();

  /// `places`: where new roots, and new places of roots, may be.
  Claims(Intake intake, Allowed places, Commit commit) {
    this.intake = intake;
    this.places = places;
    this.commit = commit;
  }

  Committed commit(Signature by) {
    ProjectState state = intake.project().state();
    var known = new ArrayList<>(state.roots());
    for (int i = 0; i < commit.roots().size(); i++) {
      Root claim = commit.roots().get(i);
      String path = at("roots[" + i + "]", () -> FileNames.text(places.directory(claim.path())));
      known.removeIf(r -> r.id() == claim.id());
      known.add(new Root(claim.id(), path));
      roots.add(new AdmittedRoot(claim.id(), path));
    }
    var real = new RealRoots(known);
    Allowed allowed = real.allowed();
    var texts = new Texts(state, known, commit.folders());
    for (int i = 0; i < commit.folders().size(); i++) {
      int id = commit.folders().get(i).id();
      String place = "folders[" + i + "]";
      at(place, () -> allowed.directory(texts.of(id, place)));
    }
    List<Held> held = hold(allowed, real, texts);
    intake.admitting().lock();
    try {
      return admit(held, texts, by);
    } finally {
      intake.admitting().unlock();
    }
  }

  private List<Held> hold(Allowed allowed, RealRoots real, Texts texts) {
    record Asked(int index, Path file, FileStamp stamp, CompletableFuture<Examination> answer) {}

    var held = new ArrayList<Held>();
    var seen = new HashSet<String>();
    var open = new ArrayDeque<Asked>();
    List<InstanceClaim> claims = commit.instances();
    for (int i = 0; i < claims.size() || !open.isEmpty();) {
      if (i < claims.size() && open.size() < READ_AT_ONCE) {
        int index = i;
        String place = "instances[" + i++ + "]";
        Path file = at(place, () -> file(allowed, texts, claims.get(index), place));
        open.add(new Asked(index, file, at(place, () -> stamp(file)), intake.examiner().submit(file)));
        continue;
      }
      Asked a = open.remove();
      String place = "instances[" + a.index + "]";
      Examination found = await(a.answer);
      String text = real.text(a.file).orElseThrow();
      int slash = text.lastIndexOf('/');
      Picture picture = at(place, () -> picture(a.file, a.stamp, found));
      InstanceClaim claim = claims.get(a.index);
      if (claim.sha1() != null && !claim.sha1().equals(picture.sha1())) {
        throw new RefusedException(ErrorCode.INVALID,
            place + ".sha1: " + claim.sha1() + " is given, but the bytes of " + text + " have " + picture.sha1());
      }
      if (!seen.add(text)) {
        throw new RefusedException(ErrorCode.INVALID, place + ": " + text + " is claimed twice");
      }
      intake.keep(picture);
      held.add(new Held(a.index, claim, a.file, text.substring(0, Math.max(1, slash)), text.substring(slash + 1), a.stamp, picture));
    }
    if (!held.isEmpty()) {
      intake.syncThumbnails();
    }
    return held;
  }

  private Path file(Allowed allowed, Texts texts, InstanceClaim claim, String place) {
    String url = claim.url();
    String name = claim.name();
    if (url == null && (name == null || name.isEmpty() || name.equals("..") || name.equals(".") || name.indexOf('/') >= 0)) {
      throw new RefusedException(ErrorCode.INVALID,
          name == null ? "an instance needs a url, or a folderId and a name" : "\"" + name + "\" is no name of a file");
    }
    Path file = allowed.file(url != null ? url : FileNames.join(texts.of(claim.folderId(), place), String.valueOf(name)));
    for (Path above = file.getParent(); above != null && allowed.contains(above); above = above.getParent()) {
      if (intake.isOurs().test(above)) {
        throw new RefusedException(ErrorCode.NOT_PERMITTED, FileNames.text(file) + " lies in a folder that Panoptic writes itself");
      }
    }
    return file;
  }

  private static Picture picture(Path file, FileStamp stamp, Examination found) {
    return switch (found) {
      case Picture p when stamp.equals(stamp(file)) && p.bytes() == stamp.bytes() -> p;
      case Picture _ -> throw new RefusedException(ErrorCode.INVALID, FileNames.text(file) + " was being written while it was read");
      case Examination.Unreadable u ->
        throw new RefusedException(ErrorCode.NOT_PERMITTED, FileNames.text(file) + " is not a picture: " + u.reason());
    };
  }

  private static FileStamp stamp(Path file) {
    try {
      return FileStamp.of(file);
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, FileNames.text(file) + ": " + Reasons.of(e), e);
    }
  }

  private Committed admit(List<Held> held, Texts texts, Signature by) {
    ProjectState state = intake.project().state();
    var folders = new Places(state);
    Commit out = withoutClaims();
    // A root's own folder is called as the directory is, whatever the claim says.
    out.folders()
        .replaceAll(f -> f.parentId() != 0 ? f : new FolderChange(f.id(), 0, f.rootId(), Places.name(texts.of(f.id(), "folders"))));
    folders.begin(out);
    for (AdmittedRoot r : roots) {
      folders.addRoot(r);
      folders.folder(r.path());
    }
    var directories = new ArrayList<Integer>();
    held.forEach(h -> directories.add(folders.folder(h.directory)));
    Map<String, Integer> rows = rows(state, held, directories);
    var real = new HashMap<Integer, Integer>();
    var files = new ArrayList<AdmittedFile>();
    for (int i = 0; i < held.size(); i++) {
      Held h = held.get(i);
      Integer row = rows.get(h.text());
      int id = h.claim.id();
      if (row != null && id > 0 && state.instanceId(row) != id && state.instances().contains(row)) {
        throw new RefusedException(ErrorCode.INVALID,
            "instances[" + h.index + "]: " + h.text() + " is the file of instance " + state.instanceId(row));
      }
      if (row != null && id < 0) {
        real.put(id, state.instanceId(row));
        id = state.instanceId(row);
      }
      files.add(new AdmittedFile(id, directories.get(i), h.name, h.picture.sha1(), h.stamp.timeMillis(), h.stamp.fileId(),
          PictureFacts.of(h.picture)));
    }
    rename(out, real);
    return intake.project().commit(out, new Admission(roots, files, List.of(), List.of()), by);
  }

  /// Finds the instances that files have already: visible ones in their folders, and deleted ones of the same bytes that lay at the same place.
  private static Map<String, Integer> rows(ProjectState state, List<Held> held, List<Integer> directories) {
    var texts = new HashMap<Integer, String>();
    var images = new HashSet<Integer>();
    var wanted = new HashSet<String>();
    for (int i = 0; i < held.size(); i++) {
      texts.put(directories.get(i), held.get(i).directory);
      images.add(state.imageRow(held.get(i).picture.sha1()));
      wanted.add(held.get(i).text());
    }
    var rows = new HashMap<String, Integer>();
    for (int row = 0; row < (held.isEmpty() ? 0 : state.instanceRows()); row++) {
      if (state.instances().contains(row)) {
        String directory = texts.get(state.folderOf(row));
        if (directory != null) {
          rows.put(FileNames.join(directory, state.fileName(row)), row);
        }
      } else if (images.contains(state.imageOf(row)) && wanted.contains(state.path(row))) {
        int deleted = row;
        rows.merge(state.path(row), deleted, (a, b) -> state.instances().contains(a) ? a : b);
      }
    }
    return rows;
  }

  private Commit withoutClaims() {
    var out = new Commit();
    out.readAt(commit.readAt());
    out.emptyFolders().addAll(commit.emptyFolders());
    out.emptyInstances().addAll(commit.emptyInstances());
    out.emptyPropertyGroups().addAll(commit.emptyPropertyGroups());
    out.emptyProperties().addAll(commit.emptyProperties());
    out.emptyTags().addAll(commit.emptyTags());
    out.folders().addAll(commit.folders());
    out.propertyGroups().addAll(commit.propertyGroups());
    out.properties().addAll(commit.properties());
    out.tags().addAll(commit.tags());
    out.instanceValues().addAll(commit.instanceValues());
    out.imageValues().addAll(commit.imageValues());
    out.edits().addAll(commit.edits());
    return out;
  }

  /// Lets values and edits name the instances that their claims turned out to be.
  private static void rename(Commit out, Map<Integer, Integer> real) {
    if (real.isEmpty()) {
      return;
    }
    out.instanceValues()
        .replaceAll(v -> new Commit.InstanceValue(v.propertyId(), real.getOrDefault(v.instanceId(), v.instanceId()), v.value()));
    out.edits().replaceAll(e -> e.on() instanceof Edit.Instances on
        ? new Edit(e.propertyId(), e.verb(), e.value(), new Edit.Instances(on.ids().stream().map(id -> real.getOrDefault(id, id)).toList()))
        : e);
  }

  private static Examination await(CompletableFuture<Examination> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : e;
    } catch (CancellationException e) {
      throw new RefusedException(ErrorCode.OUTDATED, "the commit was interrupted", e);
    }
  }

  /// Runs a check of one element, so that its refusal names the element.
  private static <T> T at(String place, Supplier<T> check) {
    try {
      return check.get();
    } catch (RefusedException e) {
      throw e.getMessage() != null && e.getMessage().startsWith(place)
          ? e
          : new RefusedException(e.code(), place + ": " + e.getMessage(), e);
    }
  }

  /// Tells where folders lie, those of the project and those that the commit makes.
  private static final class Texts {
    private final ProjectState state;
    private final List<Root> roots;
    private final Map<Integer, FolderChange> fresh = new HashMap<>();

    Texts(ProjectState state, List<Root> roots, List<FolderChange> changes) {
      this.state = state;
      this.roots = roots;
      changes.forEach(c -> fresh.put(c.id(), c));
    }

    String of(int id, String place) {
      return of(id, place, fresh.size());
    }

    private String of(int id, String place, int depth) {
      FolderChange c = fresh.get(id);
      if (c != null && depth >= 0) {
        if (c.parentId() == 0) {
          return root(c.rootId(), place);
        }
        if (c.name().isEmpty() || c.name().equals("..") || c.name().equals(".") || c.name().indexOf('/') >= 0) {
          throw new RefusedException(ErrorCode.INVALID, place + ": \"" + c.name() + "\" is no name of a folder");
        }
        return FileNames.join(of(c.parentId(), place, depth - 1), c.name());
      }
      Folder f = state.folder(id).orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, place + ": there is no folder " + id));
      String below = state.folderPath(f);
      String top = root(f.rootId(), place);
      return below.isEmpty() ? top : FileNames.join(top, below);
    }

    private String root(int id, String place) {
      return roots.stream().filter(r -> r.id() == id).findFirst()
          .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, place + ": there is no root " + id)).path();
    }
  }
}
