package panoptic.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Scripts that stand in for programs of the system, in a folder of their own.
final class StandIns {
  private StandIns() {}

  static void tool(Path bin, String name, String body) throws IOException {
    Path file = bin.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// An apt that downloads a package of one stamp, an owl, after something else; on an update it leaves the file `updated` in `temp`.
  static void apt(Path bin, Path temp, String beforeDownload) throws IOException {
    Path owl = temp.resolve("owl.png");
    Drawing.png(owl, 5);
    tool(bin, "apt-get",
        "case \"$*\" in *download*) " + beforeDownload + "; echo package >tuxpaint-stamps-default_1_all.deb ;; *update*) echo yes >'"
            + temp.resolve("updated") + "' ;; esac");
    tool(bin, "dpkg-deb", "/bin/mkdir -p \"$3/usr/share/tuxpaint/stamps/animals\" \"$3/usr/share/doc/tuxpaint-stamps-default\"; /bin/cp '"
        + owl + "' \"$3/usr/share/tuxpaint/stamps/animals/owl.png\"; echo 'An owl.' >\"$3/usr/share/tuxpaint/stamps/animals/owl.txt\"\n"
        + "echo sound >\"$3/usr/share/tuxpaint/stamps/animals/owl.ogg\"; echo GPL-2 >\"$3/usr/share/doc/tuxpaint-stamps-default/copyright\"");
  }
}
