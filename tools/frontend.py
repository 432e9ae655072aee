"""Put the site's one stylesheet and what it needs under static/vendor/, from node_modules and our own parts.

Run by `make`; does nothing when nothing changed.
"""

import re
import shutil
from hashlib import sha256
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
DKFDS = BASE / "node_modules" / "dkfds" / "dist"
PARTS = BASE / "static" / "skolebro" / "css"
VENDOR = BASE / "static" / "vendor"
FONTS = "fonts/IBMPlexSans/split/woff2"
FACES = {400: f"{FONTS}/IBMPlexSans-Regular-Latin1.woff2", 600: f"{FONTS}/IBMPlexSans-SemiBold-Latin1.woff2"}
ORDER = (
    "tokens",
    "ground",
    "base",
    "frame",
    "plates",
    "home",
    "offer-card",
    "catalogue",
    "booking",
    "desk",
    "story",
    "forms",
    "conditions",
)
FONT_FACE = re.compile(r"@font-face\{.*?\}", re.DOTALL)
IMPORTS = re.compile(r"@(?:import|charset)[^;]+;")
ASSET = re.compile(r"url\(\.\./(img/[^)\"']+)\)")


def base_layer() -> tuple[str, set[str]]:
    """The designsystem's stylesheet as a cascade layer without its font faces, and the pictures it names."""
    css = (DKFDS / "css" / "dkfds.min.css").read_text(encoding="utf-8")
    css = IMPORTS.sub("", FONT_FACE.sub("", css)).lstrip("\ufeff")
    pictures = {name for name in ASSET.findall(css) if (DKFDS / name).is_file()}
    css = ASSET.sub(lambda found: f"url({found[1]})" if found[1] in pictures else "none", css)
    return f"@layer dkfds{{{css}}}\n", pictures


def font_faces() -> str:
    """Two weights of IBM Plex Sans, the Latin part only."""
    return "".join(
        f'@font-face{{font-family:Bro;font-weight:{weight};font-display:swap;src:url("{name}") format("woff2")}}\n'
        for weight, name in FACES.items()
    )


def own_parts() -> str:
    """Our parts in their order; a part nobody named is an error."""
    known = {path.stem for path in PARTS.glob("*.css")}
    if known != set(ORDER):
        raise SystemExit(f"stylesheets and ORDER differ: {sorted(known ^ set(ORDER))}")
    return "\n".join((PARTS / f"{name}.css").read_text(encoding="utf-8") for name in ORDER)


def fingerprint() -> str:
    """What the result depends on."""
    paths = [Path(__file__), DKFDS.parent / "package.json", *sorted(PARTS.glob("*.css"))]
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def main() -> None:
    """Write static/vendor/ anew unless it is up to date."""
    stamp, mark = VENDOR / ".stamp", fingerprint()
    if stamp.is_file() and stamp.read_text() == mark:
        return
    shutil.rmtree(VENDOR, ignore_errors=True)
    layer, pictures = base_layer()
    for name in {*pictures, *FACES.values()}:
        (VENDOR / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DKFDS / name, VENDOR / name)
    (VENDOR / "skolebro.css").write_text(layer + font_faces() + own_parts(), encoding="utf-8")
    stamp.write_text(mark)


main()
