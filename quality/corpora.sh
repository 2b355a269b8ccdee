#!/bin/sh
# Fetches pictures that other projects keep because they broke a decoder once, into the folder given: the sources of Debian's packages pillow,
# exiv2 and libpng1.6, by apt, and the test pictures of the Maven package imageio-jpeg of com.twelvemonkeys. No root is needed; what cannot
# be fetched is said and left out. Then unpacks them: one folder each.
set -eu
folder=$1
mkdir -p "$folder/apt/lists/partial" "$folder/fetched"
cd "$folder"

if command -v apt-get >/dev/null 2>&1; then
  # The machine's own sources, for source packages.
  { cat /etc/apt/sources.list 2>/dev/null || true; cat /etc/apt/sources.list.d/*.list 2>/dev/null || true; } \
    | sed -n 's/^deb \(\[[^]]*\] \)\{0,1\}/deb-src /p' >apt/sources.list
  for file in /etc/apt/sources.list.d/*.sources; do
    [ ! -f "$file" ] || sed 's/^Types:.*/Types: deb-src/' "$file" >"apt/$(basename "$file")"
  done
  apt() {
    apt-get -qq -o Dir::Etc::sourcelist="$PWD/../apt/sources.list" -o Dir::Etc::sourceparts="$PWD/../apt" -o Dir::State::lists="$PWD/../apt/lists" \
      -o APT::Sandbox::User="$(id -un)" "$@"
  }
  cd fetched
  apt update || true
  for package in pillow exiv2 libpng1.6; do
    [ -d "../$package" ] && continue
    apt source --download-only "$package" || true
    for archive in "${package}"_*.orig.tar.[bgxz]*z*; do
      case $archive in
        *.asc) ;;
        *[*]*) echo "The source of $package could not be fetched; it is left out." >&2 ;;
        *) mkdir -p "../$package" && tar -xf "$archive" -C "../$package" ;;
      esac
    done
  done
  cd ..
else
  echo "There is no apt-get here; pillow, exiv2 and libpng1.6 are left out." >&2
fi

if [ ! -d twelvemonkeys ]; then
  if mvn -B -q dependency:copy -Dartifact=com.twelvemonkeys.imageio:imageio-jpeg:3.12.0:jar:tests -DoutputDirectory="$PWD/fetched" >/dev/null 2>&1; then
    mkdir twelvemonkeys
    (cd twelvemonkeys && python3 -m zipfile -e ../fetched/imageio-jpeg-3.12.0-tests.jar .)
  else
    echo "The test pictures of twelvemonkeys could not be fetched; they are left out." >&2
  fi
fi
