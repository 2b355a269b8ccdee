#!/bin/sh
# Fetches libvips for this machine by npm (pinned by integrity hash in native/package-lock.json) into .build/natives.
# Prints nothing but trouble; a second call is a no-op. The file .build/natives/libvips.path then holds the library's path.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
target=${1:-$here/../../.build/natives}
if [ -f "$target/libvips.path" ] && [ "$target/libvips.path" -nt "$here/native/package-lock.json" ]; then
  read -r library < "$target/libvips.path"
  if [ -f "$library" ]; then exit 0; fi
fi
if ! command -v npm > /dev/null 2>&1; then
  echo "npm is missing: install Node 20 or newer (it brings npm), which fetches the picture decoder libvips." >&2
  exit 1
fi
mkdir -p "$target"
target=$(cd "$target" && pwd -P)
cp "$here/native/package.json" "$here/native/package-lock.json" "$here/native/.npmrc" "$target/"
if ! (cd "$target" && npm ci --silent --ignore-scripts) > "$target/npm.log" 2>&1; then
  cat "$target/npm.log" >&2
  echo "libvips could not be fetched by npm: check the network or npm's registry setting, then try again." >&2
  exit 1
fi
library=$(find "$target/node_modules/@img" -type f \( -name 'libvips-cpp.so.*' -o -name 'libvips-cpp*.dylib' -o -name 'libvips-42.dll' \) | head -n 1)
if [ -z "$library" ]; then
  echo "There is no libvips for this system ($(uname -s) $(uname -m)) among the packages of images/vips/native/package.json." >&2
  exit 1
fi
printf '%s\n' "$library" > "$target/libvips.path.part"
mv "$target/libvips.path.part" "$target/libvips.path"
