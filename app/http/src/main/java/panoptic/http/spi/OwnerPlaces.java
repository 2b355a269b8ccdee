package panoptic.http.spi;

import java.nio.file.Path;
import java.util.List;

/// The folders that the owner allowed: home by default, and what was added by settings or by an import. Only what lies in them is shown, imported or served.
/// Any thread may use it.
public interface OwnerPlaces {

  /// Returns the allowed folders, home first where it is one of them. They need not be there now.
  List<Path> allowed();

  /// Returns the owner's home.
  Path home();

  /// Allows one more folder.
  void allow(Path folder);

  /// Allows these folders and no others.
  void set(List<Path> folders);
}
