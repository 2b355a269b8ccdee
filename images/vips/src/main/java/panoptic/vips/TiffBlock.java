package panoptic.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The tags of a TIFF file's first directory: enough to tell a raw camera file, and to copy what EXIF says into a block of its own.
final class TiffBlock {
  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int MAKE = 271;
  private static final int SUB_DIRECTORIES = 330;
  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int GPS_DIRECTORY = 0x8825;
  private static final int DNG_VERSION = 50706;
  /// Description, make, model, time, artist and copyright.
  private static final Set<Integer> WORDS = Set.of(270, MAKE, MAKE + 1, 306, 315, 33432);
  private static final int LARGEST_VALUE = 4096;
  private static final int MOST_TAGS = 200;
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  /// One tag with its value's bytes, in the file's byte order.
  @SuppressWarnings("ArrayRecordComponent")
  private record Tag(int number, int type, int count, byte[] value) {}

  private final MemorySegment file;
  private final ByteOrder order;

  private TiffBlock(MemorySegment file) {
    this.file = file;
    order = file.get(JAVA_BYTE, 0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /// Says whether this is a raw camera file: DNG, or one whose first picture is a camera's preview of what lies in sub-directories.
  static boolean isRaw(MemorySegment file) {
    boolean make = false;
    boolean subs = false;
    boolean preview = false;
    for (Tag t : new TiffBlock(file).directory()) {
      make |= t.number == MAKE;
      subs |= t.number == SUB_DIRECTORIES;
      preview |= t.number == NEW_SUBFILE_TYPE && t.value.length == 4 && (t.value[0] | t.value[3]) == 1;
      if (t.number == DNG_VERSION) {
        return true;
      }
    }
    return make && subs && preview;
  }

  /// Returns make, model, times, place and the words of the picture as a small TIFF; empty where the file has none of it.
  static byte[] exif(MemorySegment file) {
    var tiff = new TiffBlock(file);
    var main = new ArrayList<Tag>();
    List<Tag> exif = List.of();
    List<Tag> gps = List.of();
    for (Tag t : tiff.directory()) {
      if (t.number == EXIF_DIRECTORY && t.value.length == 4) {
        exif = tiff.directory(tiff.four(t.value));
      } else if (t.number == GPS_DIRECTORY && t.value.length == 4) {
        gps = tiff.directory(tiff.four(t.value));
      } else if (WORDS.contains(t.number)) {
        main.add(t);
      }
    }
    return main.isEmpty() && exif.isEmpty() && gps.isEmpty() ? new byte[0] : tiff.write(main, exif, gps);
  }

  private byte[] write(List<Tag> main, List<Tag> exif, List<Tag> gps) {
    var all = new ArrayList<>(main);
    int at = 8 + sizeOf(main) + 2 * 12;
    all.add(new Tag(EXIF_DIRECTORY, 4, 1, bytes(at)));
    at += sizeOf(exif);
    all.add(new Tag(GPS_DIRECTORY, 4, 1, bytes(at)));
    var out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(8).order(order).put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'))
        .put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M')).putShort((short) 42).putInt(8).array());
    write(out, all);
    write(out, exif);
    write(out, gps);
    return out.toByteArray();
  }

  private static int sizeOf(List<Tag> tags) {
    return 6 + tags.stream().mapToInt(t -> 12 + (t.value.length > 4 ? t.value.length : 0)).sum();
  }

  private void write(ByteArrayOutputStream out, List<Tag> tags) {
    int values = out.size() + 6 + 12 * tags.size();
    out.writeBytes(ByteBuffer.allocate(2).order(order).putShort((short) tags.size()).array());
    for (Tag t : tags) {
      var entry = ByteBuffer.allocate(12).order(order).putShort((short) t.number).putShort((short) t.type).putInt(t.count);
      if (t.value.length > 4) {
        entry.putInt(values);
        values += t.value.length;
      } else {
        entry.put(t.value);
      }
      out.writeBytes(entry.array());
    }
    out.writeBytes(new byte[4]);
    tags.stream().filter(t -> t.value.length > 4).forEach(t -> out.writeBytes(t.value));
  }

  private byte[] bytes(int value) {
    return ByteBuffer.allocate(4).order(order).putInt(value).array();
  }

  private long four(byte[] value) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(value).order(order).getInt());
  }

  /// Returns the first directory of a classic TIFF; none of a BigTIFF, whose layout differs.
  private List<Tag> directory() {
    return file.byteSize() >= 8 && take(2, 2).getShort() == 42 ? directory(Integer.toUnsignedLong(take(4, 4).getInt())) : List.of();
  }

  /// Reads the tags of one directory as far as the file has them; values that are long or out of the file are left out.
  private List<Tag> directory(long at) {
    var tags = new ArrayList<Tag>();
    if (at < 8 || at + 2 > file.byteSize()) {
      return tags;
    }
    int n = Math.min(MOST_TAGS, Short.toUnsignedInt(take(at, 2).getShort()));
    for (long entry = at + 2; n > 0 && entry + 12 <= file.byteSize(); entry += 12, n--) {
      ByteBuffer b = take(entry, 12);
      int number = Short.toUnsignedInt(b.getShort());
      int type = Short.toUnsignedInt(b.getShort());
      long count = Integer.toUnsignedLong(b.getInt());
      if (type == 0 || type >= TYPE_BYTES.length || count > LARGEST_VALUE) {
        continue;
      }
      int length = (int) count * TYPE_BYTES[type];
      long place = length <= 4 ? entry + 8 : Integer.toUnsignedLong(b.getInt());
      if (length <= LARGEST_VALUE && place + length <= file.byteSize()) {
        tags.add(new Tag(number, type, (int) count, take(place, length).array()));
      }
    }
    return tags;
  }

  private ByteBuffer take(long at, int length) {
    return ByteBuffer.wrap(file.asSlice(at, length).toArray(JAVA_BYTE)).order(order);
  }
}
