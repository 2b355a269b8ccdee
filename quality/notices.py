#!/usr/bin/env python3
"""Makes app/http/src/main/resources/THIRD_PARTY_NOTICES from what Maven and npm install, with the licence texts that lie in the packages themselves.

Usage: quality/notices.py [--check]. Needs a build: the program of ./panoptic in .build, and web/node_modules. With --check it writes nothing and
ends with 1 where the file would be another."""
import json, os, pathlib, re, subprocess, sys, zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE = ROOT / "app/http/src/main/resources/THIRD_PARTY_NOTICES"
TEXTS = re.compile(r"(^|/)(META-INF/)?(LICEN[CS]E|NOTICE|COPYING)[^/]*$", re.I)
KNOWN = {"Apache-2.0": r"Apache License[\s\S]{0,60}Version 2\.0|apache\.org/licenses/LICENSE-2\.0", "EPL-2.0": r"Eclipse Public License[\s\S]{0,30}2\.0",
         "BSD-3-Clause": r"Neither the name", "MIT": r"Permission is hereby granted, free of charge"}


def maven():
    """Jars by name, version, licence and text. What a jar does not say is looked up in docs/dependencies.md and the list below."""
    said = dict(re.findall(r"\| `[^`:]+:([^`]+)` \| [^|]+ \| ([^|;]+)", (ROOT / "docs/dependencies.md").read_text()))
    families = {"jetty": "EPL-2.0 OR Apache-2.0", "jakarta.": "EPL-2.0 OR GPL-2.0 WITH Classpath-exception-2.0", "kotlin": "Apache-2.0", "annotations": "Apache-2.0",
                "asm": "BSD-3-Clause", "xmpcore": "BSD-3-Clause", "jackson": "Apache-2.0", "flatbuffers": "Apache-2.0", "slf4j": "MIT", "snakeyaml": "Apache-2.0"}
    program = ROOT / ".build" / (ROOT / ".build/current").read_text().strip()
    for jar in sorted((program / "lib").glob("*.jar")):
        name, _, version = re.fullmatch(r"(.+?)(-)(\d[\w.+-]*)\.jar", jar.name).groups()
        if version == "0.1.0":
            continue
        with zipfile.ZipFile(jar) as z:
            text = "\n\n".join(z.read(n).decode("utf-8", "replace").strip() for n in sorted(z.namelist()) if TEXTS.search(n) and not n.endswith("/") and n.count("/") < 2)
        licence = said.get(name, "").strip() or next((l for start, l in families.items() if name.startswith(start) or start in name), "")
        licence = licence or next((l for l, pattern in KNOWN.items() if re.search(pattern, text)), "")
        assert licence, f"which licence has {jar.name}? Add it to quality/notices.py"
        yield name, version, licence, text


def npm():
    """Packages that end up in the page: those that the lock file does not call development."""
    lock = json.loads((ROOT / "web/package-lock.json").read_text())
    for path, package in sorted(lock["packages"].items()):
        folder = ROOT / "web" / path
        if not path or package.get("dev") or package.get("optional") or not folder.is_dir():
            continue
        text = "\n\n".join(f.read_text(errors="replace").strip() for f in sorted(folder.iterdir()) if f.is_file() and TEXTS.search(f.name))
        yield path.removeprefix("node_modules/"), package["version"], package.get("license", "see text"), text


def natives():
    lock = json.loads((ROOT / "images/vips/native/package.json").read_text())
    for name, version in sorted((lock.get("optionalDependencies") or lock.get("dependencies") or {}).items()):
        yield name, version, "LGPL-3.0-or-later", "libvips and the libraries built into it; their licences are listed in the package's THIRD-PARTY-NOTICES.md. It is loaded as a shared library, which you may replace."


def main():
    seen, texts, out = set(), {}, ["What Panoptic is made of. Made by quality/notices.py.\n"]
    for name, version, licence, text in [*maven(), *natives(), *npm()]:
        if (name, version) in seen:
            continue
        seen.add((name, version))
        text = re.sub(r"(?m)^== ", " == ", text)
        if text in texts and len(text) > 400:
            text = "The text is that of " + texts[text] + "."
        else:
            texts.setdefault(text, name)
        out.append(f"== {name} {version} · {licence}\n{text}\n")
    made = "\n".join(out)
    if "--check" in sys.argv:
        if not FILE.exists() or FILE.read_text() != made:
            sys.exit("THIRD_PARTY_NOTICES is not what is installed: run quality/notices.py")
    else:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(made)
        print(f"{len(seen)} notices, {len(made) // 1000} kB")


main()
