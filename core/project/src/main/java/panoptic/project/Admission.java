package panoptic.project;

import java.util.List;

/// What an import adds to a commit: roots, files read, and which known instances' files were not found (`missing`) or found again (`found`).
public record Admission(List<AdmittedRoot> roots, List<AdmittedFile> files, List<Integer> missing, List<Integer> found) {
  public static final Admission NONE = new Admission(List.of(), List.of(), List.of(), List.of());

  public Admission {
    roots = List.copyOf(roots);
    files = List.copyOf(files);
    missing = List.copyOf(missing);
    found = List.copyOf(found);
  }
}
