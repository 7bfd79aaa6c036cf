#!/bin/sh
# Prints the path of the best Python on this machine for the project, or fails. It needs nothing but a shell.
# Looks at every usual name in every folder of PATH, and where pyenv, uv, asdf, mise and conda keep theirs.
# Newest of 3.12 to 3.14 wins, for which all packages come ready-made; a newer one is better than none.
# `find_python.sh 3.13` ends that range earlier.
# For root, one that every account may run goes first: a server's site does not run as root.
set -u

newest="${1:-3.14}"

probe='
import os, pathlib, sys, sysconfig
fit = sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED")
import ctypes, sqlite3, ssl, venv, zlib  # a Python built without one of these cannot run the site
major, minor, micro = sys.version_info[:3]
assert fit and sys.version_info.releaselevel == "final" and (major, minor) >= (3, 12)
known = 1 if (major, minor) <= tuple(map(int, sys.argv[1].split("."))) else 0
place = pathlib.Path(sys.executable).resolve()  # a link to a Python elsewhere does not find its library
everyones = 1 if os.geteuid() or all(part.stat().st_mode & 1 for part in (place, *place.parents)) else 0
print("%d %d %d %d %d %s" % (everyones, known, major, minor, micro, place))
'

home="${HOME:-}"
# A service or a clean shell may carry another HOME than the account it runs as.
account_home="$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6)"

candidates() {
    IFS=:
    for folder in $PATH; do
        printf '%s\n' "$folder"/python3.[0-9]* "$folder"/python3 "$folder"/python
        # The shims of pyenv answer for one version only; the others lie beside them.
        case "$folder" in */shims) printf '%s\n' "${folder%/shims}"/versions/*/bin/python3 ;; esac
    done
    unset IFS
    for root in "$home" "$account_home"; do
        [ -n "$root" ] || continue
        printf '%s\n' "$root"/.pyenv/versions/*/bin/python3 "$root"/.local/share/uv/python/*/bin/python3 \
            "$root"/.asdf/installs/python/*/bin/python3 "$root"/.local/share/mise/installs/python/*/bin/python3 \
            "$root"/miniconda3/bin/python3 "$root"/miniforge3/bin/python3 "$root"/.local/bin/python3.[0-9]*
    done
    printf '%s\n' "${PYENV_ROOT:-/nonexistent}"/versions/*/bin/python3 \
        "${UV_PYTHON_INSTALL_DIR:-/nonexistent}"/*/bin/python3 \
        /usr/local/bin/python3.[0-9]* /opt/*/bin/python3 /opt/python/*/bin/python3
}

best="$(candidates | sort -u | while read -r candidate; do
    case "$candidate" in *-config|*.py) continue ;; esac
    [ -x "$candidate" ] && [ ! -d "$candidate" ] && "$candidate" -c "$probe" "$newest" 2>/dev/null </dev/null
done | sort -k1,1n -k2,2n -k3,3n -k4,4n -k5,5n | tail -n 1 | cut -d' ' -f6-)"

if [ -z "$best" ]; then
    echo "No Python >= 3.12 was found on this machine. Install one, for example:" >&2
    echo "    sudo apt-get install python3 python3-venv        (Debian 13, Ubuntu 24.04 and later)" >&2
    echo "    uv python install 3.13                           (any system, see https://docs.astral.sh/uv)" >&2
    exit 1
fi
printf '%s\n' "$best"
