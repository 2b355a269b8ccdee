#!/bin/sh
# What the goals of the Makefile do. Usage: quality/run.sh test|check|bench|soak|format|clean [more arguments]
set -eu
cd "$(dirname "$0")/.."
. quality/setup.sh
goal=$1
shift

# Maven's own libraries use memory access that JDK 25 warns of.
MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
export MAVEN_OPTS
maven() { mvn -B -ntp -Dstyle.color=never "$@"; }

natives() {
  if [ -x images/vips/fetch.sh ]; then
    images/vips/fetch.sh
  fi
}

# The page's packages, as its lock file names them; again where that changed.
packages() {
  if ! cmp -s web/package-lock.json web/node_modules/.lock; then
    (cd web && npm ci --no-fund --no-audit)
    cp web/package-lock.json web/node_modules/.lock
  fi
}

# The page: types, lint, formatting, unit tests, the build.
page() {
  packages
  (cd web && rm -rf reports && npm run check && npm run build && npm test -- --reporter=default --reporter=junit --outputFile.junit=reports/unit.xml)
}

# The journeys through the page, in a real browser; they begin the program themselves.
journeys() {
  "$PANOPTIC_BROWSER" --version >web/reports/browser
  (cd web && npm run e2e)
}

# Runs the tests with the given Maven arguments; the summary decides whether they passed.
tests() {
  kind=$1
  shift
  find . -name surefire-reports -prune -exec rm -rf {} +
  began=$(date +%s)
  built=0
  page || built=$?
  maven -q -N spotless:check || built=$?
  maven verify -fae -Dmaven.test.failure.ignore=true -Dspotless.check.skip=true "$@" || built=$?
  [ "$kind" = quick ] || journeys || : # what failed is in its report
  python3 quality/summary.py "$kind" "$built" "$(($(date +%s) - began))"
}

# Runs a program of quality/bench.
program() {
  maven -q package -DskipTests -Dspotless.check.skip=true -pl quality/bench -am
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dpanoptic.root="$PWD" \
    -cp "quality/bench/target/classes:$(ls app/panoptic/target/panoptic-*.jar):app/panoptic/target/lib/*" "$@"
}

case $goal in
  test)
    need_browser
    natives
    tests all -T2 "$@"
    ;;
  check)
    natives
    tests quick -T2 -DexcludedGroups=slow "$@"
    ;;
  soak)
    need_browser
    natives
    tests all -Dpanoptic.scale=100 "$@"
    quality/corpora.sh "$PWD/.build/corpora"
    set --
    for corpus in pillow exiv2 libpng1.6 twelvemonkeys; do
      [ ! -d ".build/corpora/$corpus" ] || set -- "$@" ".build/corpora/$corpus"
    done
    program panoptic.bench.HostileCorpora "$@"
    ;;
  bench)
    natives
    program panoptic.bench.Bench "$@"
    ;;
  format)
    maven -q -N spotless:apply
    ;;
  clean)
    maven -q clean
    ;;
  *)
    echo "quality/run.sh knows test, check, bench, soak, format and clean, not \"$goal\"" >&2
    exit 2
    ;;
esac
