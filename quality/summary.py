"""Sums up a test run: reads the reports of all modules and of the page, prints one table, and exits 1 unless every test ran and passed.

Usage: summary.py all|quick BUILD_EXIT_CODE SECONDS
With "all", a test class that left no report is a failure: its process died, or its name hid it from Surefire.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent
SLOWEST = 10
MARKS = re.compile(r"^\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|ArchTest|AnalyzeClasses|CsvSource)\b", re.M)


def modules():
    return [m.text for m in xml.parse(ROOT / "pom.xml").getroot().iter() if m.tag.endswith("}module")]


def test_classes(module):
    """The concrete classes with tests of their own in a module's test sources."""
    sources = ROOT / module / "src/test/java"
    for source in sorted(sources.rglob("*.java")):
        text = source.read_text(encoding="utf-8")
        if MARKS.search(text) and not re.search(rf"\b(abstract\s+class|interface)\s+{source.stem}\b", text):
            yield ".".join(source.relative_to(sources).with_suffix("").parts)


PAGE = {"web": "unit.xml", "web, journeys": "journeys.xml"}


def reported(module):
    """The reports of a module, as Surefire, Vitest and Playwright write them: (class, test, seconds, state, first line of the message)."""
    found = [ROOT / "web/reports" / PAGE[module]] if module in PAGE else (ROOT / module / "target/surefire-reports").glob("TEST-*.xml")
    for report in sorted(r for r in found if r.is_file()):
        for case in xml.parse(report).getroot().iter("testcase"):
            state, message = "passed", ""
            for child in case:
                if child.tag in ("failure", "error", "skipped"):
                    state = "skipped" if child.tag == "skipped" else "failed"
                    text = (child.get("message") or child.text or child.get("type") or "").strip()
                    message = text.splitlines()[0] if text else ""
            yield case.get("classname") or "", case.get("name") or "", float((case.get("time") or "0").replace(",", "")), state, message


def main():
    kind, build, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    total = {"passed": 0, "failed": 0, "skipped": 0}
    cases, troubles = [], []
    print(f"\n{'module':<28}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for module in [*modules(), *PAGE]:
        found = list(reported(module))
        cases += found
        count = {state: sum(1 for c in found if c[3] == state) for state in total}
        if kind == "all" and module in PAGE and not found:
            count["failed"] += 1
            troubles.append(f"failed   {module}: left no report")
        elif kind == "all":
            ran = {c[0].split("$")[0] for c in found}
            for lost in (name for name in test_classes(module) if name not in ran):
                count["failed"] += 1
                troubles.append(f"failed   {lost}: left no report; its process died, or Surefire did not see it")
        for state in total:
            total[state] += count[state]
        if any(count.values()):
            print(f"{module:<28}{count['passed']:>8}{count['failed']:>8}{count['skipped']:>9}{sum(c[2] for c in found):>9.1f}")
    browser = ROOT / "web/reports/browser"
    if browser.is_file():
        journeys = sum(1 for _ in reported("web, journeys"))
        print(f"\n{journeys} journeys ran in {browser.read_text(encoding='utf-8').strip()}; what they saw is in web/e2e/out.")
        second = ROOT / "web/reports/second-try"
        for line in second.read_text(encoding="utf-8").splitlines() if second.is_file() else []:
            print(f"passed only at the second try: {line}")
    print(f"\nThe {SLOWEST} slowest tests:")
    for name, test, took, _, _ in sorted(cases, key=lambda c: -c[2])[:SLOWEST]:
        print(f"{took:>8.2f} s  {name}.{test}")
    troubles += [f"{state:<8} {name}.{test}: {message}" for name, test, _, state, message in cases if state != "passed"]
    if build != 0:
        total["failed"] += 1
        troubles.append("failed   the build itself (formatting, compilation or packaging): see the output above")
    if total["passed"] + total["failed"] == 0:
        troubles.append("failed   no test ran")
    if troubles:
        print("\n" + "\n".join(troubles))
    bad = bool(troubles) or total["failed"] > 0 or total["skipped"] > 0
    print(f"\n{'FAILED' if bad else 'All is well'} after {seconds // 60} min {seconds % 60} s." + (" A skipped test counts as a failure." if total["skipped"] else ""))
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
