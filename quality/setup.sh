# Sourced by run.sh: finds JDK 25, Maven, Node and Python, and sets JAVA_HOME. What is missing is installed where this user may
# install Debian packages, else named in one sentence.

missing() {
  echo "$1" >&2
  exit 2
}

apt_updated=
# Installs Debian packages where that can work; says nothing when it cannot.
try_apt() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 0
  [ -n "$apt_updated" ] || apt-get -qq update >&2 || return 0
  apt_updated=yes
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" >&2 || true
}

# Prints the home of a JDK 25. The file "release" is read, since starting each java would cost more than all the rest.
find_jdk() {
  on_path=$(command -v javac 2>/dev/null || true)
  [ -z "$on_path" ] || on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
  for home in "${JAVA_HOME:-}" "${on_path%/bin/javac}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="25[".]' "$home/release" 2>/dev/null; then
      echo "$home"
      return 0
    fi
  done
}

# True when the version $1 (numbers and dots) is at least $2.
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

maven_version() { mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p'; }
node_version() { node -v 2>/dev/null | sed 's/^v//'; }
python_version() { python3 -c 'import platform; print(platform.python_version())' 2>/dev/null || true; }

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  try_apt openjdk-25-jdk-headless
  JAVA_HOME=$(find_jdk)
fi
[ -n "$JAVA_HOME" ] || missing "JDK 25 is missing: install one (Temurin, or your system's openjdk-25-jdk) or point JAVA_HOME at it."
export JAVA_HOME

command -v mvn >/dev/null 2>&1 || try_apt maven
v=$(maven_version || true)
[ -n "$v" ] && at_least "$v" 3.8 || missing "Maven 3.8 or newer is missing${v:+ (found $v)}: install your system's package \"maven\"."

at_least "$(node_version || true)" 20 && command -v npm >/dev/null 2>&1 || try_apt nodejs npm
v=$(node_version || true)
[ -n "$v" ] && at_least "$v" 20 && command -v npm >/dev/null 2>&1 \
  || missing "Node 20 or newer with npm is missing${v:+ (found $v)}: install it from your system's packages or nodejs.org."

at_least "$(python_version)" 3.10 || try_apt python3
v=$(python_version)
[ -n "$v" ] && at_least "$v" 3.10 || missing "Python 3.10 or newer is missing${v:+ (found $v)}: install your system's package \"python3\"."

# Prints a browser of Chromium's kind: the one that PANOPTIC_BROWSER names, else the first that is found.
find_browser() {
  for name in "${PANOPTIC_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable chrome \
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
      command -v "$name"
      return 0
    fi
  done
}

# Sets PANOPTIC_BROWSER, which the page's journeys drive.
need_browser() {
  PANOPTIC_BROWSER=$(find_browser)
  if [ -z "$PANOPTIC_BROWSER" ]; then
    try_apt chromium
    PANOPTIC_BROWSER=$(find_browser)
  fi
  [ -n "$PANOPTIC_BROWSER" ] || missing "The tests of the page need Chromium or Chrome and find none: install your system's package \"chromium\", or set PANOPTIC_BROWSER to the program."
  export PANOPTIC_BROWSER
}
