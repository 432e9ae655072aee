"""Put the site's one stylesheet and what it needs under static/vendor/: our parts and what we use of the base.

Run by `make`; does nothing when nothing changed. Of Det Fælles Designsystem (dkfds) only the rules of the families
named here are taken: a seventh of its stylesheet. Name a family to get another of its parts.
"""

import re
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
DKFDS = BASE / "node_modules" / "dkfds" / "dist"
PARTS = BASE / "static" / "skolebro" / "css"
VENDOR = BASE / "static" / "vendor"
FAMILIES = ("breadcrumbs", "button", "container", "form-", "input-width-", "skipnav", "sr-only")
FONTS = "fonts/IBMPlexSans/split/woff2"
FACES = {400: f"{FONTS}/IBMPlexSans-Regular-Latin1.woff2", 600: f"{FONTS}/IBMPlexSans-SemiBold-Latin1.woff2"}

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STATEMENT = re.compile(r"@(?:import|charset)[^;]+;")
PART = re.compile(r'@import url\("([^"]+)"\);')
NOT = re.compile(r":not\([^()]*\)")
CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
ASSET = re.compile(r"url\(['\"]?(?!data:)(?:\.\./)?([^)'\"]+)['\"]?\)")


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Each rule as what stands before its braces and what stands in them."""
    start = 0
    while (opened := css.find("{", start)) >= 0:
        end, depth = opened + 1, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[start:opened].strip(), css[opened + 1 : end - 1]
        start = end


def is_used(selector: str) -> bool:
    """Whether a selector only asks for elements and for families we use."""
    return "#" not in selector and all(name.startswith(FAMILIES) for name in CLASS.findall(NOT.sub("", selector)))


def subset(css: str) -> str:
    """The rules we use, without font faces and animations."""
    kept = []
    for head, body in rules(css):
        if head.startswith(("@media", "@supports")):
            body = subset(body)
        elif head.startswith("@"):
            continue
        else:
            head = ",".join(part for part in head.split(",") if is_used(part))
        if head and body:
            kept.append(f"{head}{{{body}}}")
    return "".join(kept)


def base_layer() -> tuple[str, set[str]]:
    """What we use of the base as a cascade layer, and the pictures it names."""
    css = (DKFDS / "css" / "dkfds.min.css").read_text(encoding="utf-8").lstrip("\ufeff")
    css = subset(STATEMENT.sub("", COMMENT.sub("", css)))
    pictures = {name for name in ASSET.findall(css) if (DKFDS / name).is_file()}
    css = ASSET.sub(lambda found: f'url("dkfds/{found[1]}")' if found[1] in pictures else "none", css)
    return f"@layer dkfds{{{css}}}\n", pictures


def font_faces() -> str:
    """Two weights of IBM Plex Sans, the Latin part only."""
    face = '@font-face{{font-family:Bro;font-weight:{};font-display:swap;src:url("dkfds/{}") format("woff2")}}\n'
    return "".join(face.format(weight, name) for weight, name in FACES.items())


def part_names() -> list[str]:
    """Our parts in the order of the entry; a part it does not name is an error."""
    names = PART.findall((PARTS / "skolebro.css").read_text(encoding="utf-8"))
    found = {path.name for path in PARTS.glob("*.css")} - {"skolebro.css"}
    if set(names) != found:
        raise SystemExit(f"skolebro.css and its folder differ: {sorted(set(names) ^ found)}")
    return names


def own_parts() -> str:
    """Our parts as one text, with addresses as they are from static/vendor/."""
    css = "\n".join((PARTS / name).read_text(encoding="utf-8") for name in part_names())
    return css.replace('url("../', 'url("../skolebro/')


def fingerprint() -> str:
    """What the result depends on."""
    paths = [Path(__file__), DKFDS.parent / "package.json", *sorted(PARTS.glob("*.css"))]
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in paths)).hexdigest()


def main() -> None:
    """Write static/vendor/ anew unless it is up to date."""
    stamp, mark = VENDOR / ".stamp", fingerprint()
    if stamp.is_file() and stamp.read_text() == mark:
        return
    layer, pictures = base_layer()
    css = layer + font_faces() + own_parts()
    shutil.rmtree(VENDOR, ignore_errors=True)
    for name in sorted({*pictures, *FACES.values()}):
        (VENDOR / "dkfds" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DKFDS / name, VENDOR / "dkfds" / name)
    (VENDOR / "skolebro.css").write_text(css, encoding="utf-8")
    stamp.write_text(mark)


if __name__ == "__main__":
    main()
