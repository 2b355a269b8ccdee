package panoptic.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The C functions of libvips 8.18 that we call, loaded from one shared library for the life of the process. Safe for several threads.
///
/// Who frees what: a `VipsImage*` that a function returns belongs to the [VipsPicture] made of it, which drops the reference on close.
/// Encoded bytes are copied to the Java heap and freed here by `g_free`. Pixels and files that Java hands over by address stay Java's and
/// must outlive every picture made of them. Strings for options live as long as the process.
///
/// libvips runs each picture on one thread (`vips_concurrency_set(1)`) and caches no operation: the files are what runs in parallel.
@SuppressWarnings("restricted")
public final class Vips {
  static final int ACCESS_SEQUENTIAL = 1;
  static final int FAIL_ON_TRUNCATED = 1;
  static final int FORMAT_UCHAR = 0;
  static final int FORMAT_USHORT = 2;
  static final int INTERPRETATION_MULTIBAND = 0;
  static final int INTERPRETATION_SRGB = 22;
  static final int INTERPRETATION_RGB16 = 25;
  static final int INTENT_RELATIVE = 1;

  private final SymbolLookup lookup;
  private final Linker linker = Linker.nativeLinker();
  private final Map<String, MemorySegment> strings = new ConcurrentHashMap<>();
  private final Map<String, MethodHandle> loaders = new ConcurrentHashMap<>();

  final MethodHandle unref;
  final MethodHandle free;
  final MethodHandle width;
  final MethodHandle height;
  final MethodHandle bands;
  final MethodHandle format;
  final MethodHandle interpretation;
  final MethodHandle orientation;
  final MethodHandle hasAlpha;
  final MethodHandle data;
  final MethodHandle copyMemory;
  final MethodHandle typeOf;
  final MethodHandle getBlob;
  final MethodHandle newFromMemory;
  final MethodHandle resize;
  final MethodHandle premultiply;
  final MethodHandle unpremultiply;
  final MethodHandle autorot;
  final MethodHandle colourspace;
  final MethodHandle cast;
  final MethodHandle iccTransform;
  final MethodHandle extractBands;
  final MethodHandle jpegsave;
  final MethodHandle webpsave;
  final MethodHandle writeToBuffer;
  final MethodHandle thumbnail;
  final MethodHandle copy;
  final MethodHandle regionNew;
  final MethodHandle regionFetch;
  private final MethodHandle thumbnailImage;
  private final MethodHandle newFromFile;
  private final MethodHandle errorBuffer;
  private final MethodHandle errorClear;
  private final String version;

  /// Loads the library and initialises it.
  public static Vips load(Path library) {
    return new Vips(library);
  }

  private Vips(Path library) {
    lookup = SymbolLookup.libraryLookup(library, Arena.global());
    unref = function("g_object_unref", null, ADDRESS);
    free = function("g_free", null, ADDRESS);
    width = function("vips_image_get_width", JAVA_INT, ADDRESS);
    height = function("vips_image_get_height", JAVA_INT, ADDRESS);
    bands = function("vips_image_get_bands", JAVA_INT, ADDRESS);
    format = function("vips_image_get_format", JAVA_INT, ADDRESS);
    interpretation = function("vips_image_get_interpretation", JAVA_INT, ADDRESS);
    orientation = function("vips_image_get_orientation", JAVA_INT, ADDRESS);
    hasAlpha = function("vips_image_hasalpha", JAVA_INT, ADDRESS);
    data = function("vips_image_get_data", ADDRESS, ADDRESS);
    copyMemory = function("vips_image_copy_memory", ADDRESS, ADDRESS);
    typeOf = function("vips_image_get_typeof", JAVA_LONG, ADDRESS, ADDRESS);
    getBlob = function("vips_image_get_blob", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    newFromMemory = function("vips_image_new_from_memory", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    // The trailing ADDRESS of each list of options is the NULL that ends it.
    resize = variadic("vips_resize", List.of(ADDRESS, ADDRESS, JAVA_DOUBLE), ADDRESS, JAVA_DOUBLE, ADDRESS);
    premultiply = variadic("vips_premultiply", List.of(ADDRESS, ADDRESS), ADDRESS);
    unpremultiply = variadic("vips_unpremultiply", List.of(ADDRESS, ADDRESS), ADDRESS);
    autorot = variadic("vips_autorot", List.of(ADDRESS, ADDRESS), ADDRESS);
    colourspace = variadic("vips_colourspace", List.of(ADDRESS, ADDRESS, JAVA_INT), ADDRESS);
    cast = variadic("vips_cast", List.of(ADDRESS, ADDRESS, JAVA_INT), ADDRESS);
    iccTransform = variadic("vips_icc_transform", List.of(ADDRESS, ADDRESS, ADDRESS), ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    extractBands = variadic("vips_extract_band", List.of(ADDRESS, ADDRESS, JAVA_INT), ADDRESS, JAVA_INT, ADDRESS);
    jpegsave = variadic("vips_jpegsave_buffer", List.of(ADDRESS, ADDRESS, ADDRESS), ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    webpsave = variadic("vips_webpsave_buffer", List.of(ADDRESS, ADDRESS, ADDRESS), ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT,
        ADDRESS);
    writeToBuffer = variadic("vips_image_write_to_buffer", List.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS), ADDRESS);
    thumbnail = variadic("vips_thumbnail", List.of(ADDRESS, ADDRESS, JAVA_INT), ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    copy = variadic("vips_copy", List.of(ADDRESS, ADDRESS), ADDRESS, JAVA_INT, ADDRESS);
    regionNew = function("vips_region_new", ADDRESS, ADDRESS);
    regionFetch = function("vips_region_fetch", ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    thumbnailImage = variadic("vips_thumbnail_image", List.of(ADDRESS, ADDRESS, JAVA_INT), ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    newFromFile = linker.downcallHandle(symbol("vips_image_new_from_file"), FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS),
        Linker.Option.firstVariadicArg(1));
    errorBuffer = function("vips_error_buffer", ADDRESS);
    errorClear = function("vips_error_clear", null);
    try {
      if ((int) function("vips_init", JAVA_INT, ADDRESS).invokeExact(string("panoptic")) != 0) {
        throw new IllegalStateException("libvips did not start: " + takeError());
      }
      function("vips_concurrency_set", null, JAVA_INT).invokeExact(1);
      function("vips_cache_set_max", null, JAVA_INT).invokeExact(0);
      version = text((MemorySegment) function("vips_version_string", ADDRESS).invokeExact());
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Returns libvips' version, for example `8.18.7`.
  public String version() {
    return version;
  }

  /// Returns an open picture of an encoded file that lies in memory. `function` is a loader that takes a buffer, `vips_jpegload_buffer`.
  /// The buffer must outlive the picture and all that is made of it, since pixels are decoded as they are asked for.
  VipsPicture open(String function, MemorySegment file, String option, int value) throws VipsException {
    MethodHandle loader = loaders.computeIfAbsent(function,
        f -> variadic(f, List.of(ADDRESS, JAVA_LONG, ADDRESS), ADDRESS, JAVA_INT, ADDRESS,
            JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      check((int) loader.invokeExact(file, file.byteSize(), out, string("access"), ACCESS_SEQUENTIAL, string("fail-on"), FAIL_ON_TRUNCATED,
          string(option), value, MemorySegment.NULL));
      return new VipsPicture(this, out.get(ADDRESS, 0));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /// As [#open(String, MemorySegment, String, int)], for loaders that take a scale.
  VipsPicture open(String function, MemorySegment file, double scale) throws VipsException {
    MethodHandle loader = loaders.computeIfAbsent(function,
        f -> variadic(f, List.of(ADDRESS, JAVA_LONG, ADDRESS), ADDRESS, JAVA_INT, ADDRESS,
            JAVA_INT, ADDRESS, JAVA_DOUBLE, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      check((int) loader.invokeExact(file, file.byteSize(), out, string("access"), ACCESS_SEQUENTIAL, string("fail-on"), FAIL_ON_TRUNCATED,
          string("scale"), scale, MemorySegment.NULL));
      return new VipsPicture(this, out.get(ADDRESS, 0));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /// Returns a picture of 8-bit pixels that lie in memory, row by row; the memory must outlive it.
  public VipsPicture pixels(MemorySegment pixels, int width, int height, int bands) throws IOException {
    try {
      var image = (MemorySegment) newFromMemory.invokeExact(pixels, pixels.byteSize(), width, height, bands, FORMAT_UCHAR);
      if (image.address() == 0) {
        throw new VipsException(takeError());
      }
      return new VipsPicture(this, image);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /// Returns libvips' own thumbnail of a file that fits `edge`, never enlarged, from all its pixels: the best there is to compare with.
  public VipsPicture thumbnailFromFullScale(Path file, int edge) throws IOException {
    try (Arena arena = Arena.ofConfined(); VipsPicture full = fromFile(arena, file)) {
      MemorySegment out = arena.allocate(ADDRESS);
      check((int) thumbnailImage.invokeExact(full.image(), out, edge, string("height"), edge, string("size"), 2, MemorySegment.NULL));
      return new VipsPicture(this, out.get(ADDRESS, 0)).inMemory();
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private VipsPicture fromFile(Arena arena, Path file) throws Throwable {
    var image = (MemorySegment) newFromFile.invokeExact(arena.allocateFrom(file.toString()), MemorySegment.NULL);
    if (image.address() == 0) {
      throw new VipsException(takeError());
    }
    return new VipsPicture(this, image);
  }

  /// Returns libvips' own thumbnail of a file that fits `edge`, never enlarged: what our speed is measured against.
  public VipsPicture thumbnail(Path file, int edge) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      check((int) thumbnail.invokeExact(arena.allocateFrom(file.toString()), out, edge, string("height"), edge, string("size"), 2,
          MemorySegment.NULL));
      return new VipsPicture(this, out.get(ADDRESS, 0));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  MemorySegment string(String s) {
    return strings.computeIfAbsent(s, k -> Arena.global().allocateFrom(k));
  }

  void check(int status) throws VipsException {
    if (status != 0) {
      throw new VipsException(takeError());
    }
  }

  /// Returns what went wrong last, on one line, and forgets it.
  String takeError() {
    try {
      String message = text((MemorySegment) errorBuffer.invokeExact());
      errorClear.invokeExact();
      return message.strip().replaceAll("\\s*\\n\\s*", "; ");
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static VipsException rethrow(Throwable e) {
    if (e instanceof VipsException v) {
      return v;
    }
    throw unexpected(e);
  }

  static RuntimeException unexpected(Throwable e) {
    if (e instanceof RuntimeException r) {
      return r;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a call of libvips failed", e);
  }

  private static String text(MemorySegment pointer) {
    MemorySegment all = pointer.reinterpret(Long.MAX_VALUE);
    long length = 0;
    while (length < 100_000 && all.get(java.lang.foreign.ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    return new String(all.asSlice(0, length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE), UTF_8);
  }

  private MethodHandle function(String name, @org.jspecify.annotations.Nullable MemoryLayout result, MemoryLayout... arguments) {
    var descriptor = result == null ? FunctionDescriptor.ofVoid(arguments) : FunctionDescriptor.of(result, arguments);
    return linker.downcallHandle(symbol(name), descriptor);
  }

  private MethodHandle variadic(String name, List<MemoryLayout> fixed, MemoryLayout... options) {
    var all = new ArrayList<>(fixed);
    all.addAll(List.of(options));
    return linker.downcallHandle(symbol(name), FunctionDescriptor.of(JAVA_INT, all.toArray(MemoryLayout[]::new)),
        Linker.Option.firstVariadicArg(fixed.size()));
  }

  private MemorySegment symbol(String name) {
    return lookup.find(name).orElseThrow(() -> new IllegalStateException("this libvips has no " + name));
  }
}
