package panoptic.storagesqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/// How SQLite guards a log against others, by the file system that it lies on.
///
/// Usually several connections share a log: they agree by locks on parts of the file and by memory that they map together. File systems of a network, and those that
/// a program of a user serves, do not promise both; there one connection holds the log as long as it is open, and its part of the memory is its own.
enum Locking {
  SHARED,
  EXCLUSIVE;

  private static final Set<String> DISTANT = Set.of("9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "fuse",
      "gfs2", "glusterfs", "gpfs",
      "lustre", "ncpfs", "nfs", "nfs3", "nfs4", "prl_fs", "smb", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav");

  /// Returns what suits a folder that is there. Where nobody can say on what it lies, it is the careful one.
  static Locking of(Path folder) {
    Path root = folder.toAbsolutePath().getRoot();
    if (root != null && root.toString().startsWith("\\\\")) {
      return EXCLUSIVE; // a share that Windows names by its machine
    }
    try {
      return ofType(Files.getFileStore(folder).type());
    } catch (IOException e) {
      return EXCLUSIVE;
    }
  }

  /// Returns what suits a file system, by the name that the system has for its type: `ext4`, `nfs4`, `fuse.sshfs`.
  static Locking ofType(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    return DISTANT.contains(name) || name.startsWith("fuse.") ? EXCLUSIVE : SHARED;
  }
}
