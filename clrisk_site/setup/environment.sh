#!/bin/sh
# Makes .venv at the root of the checkout exactly as the lock files say. Does nothing when it already is.
# Works as root and as any user, with nothing installed but some Python >= 3.12 (or uv).
set -eu
cd "$(dirname "$0")/../.."

uv_version=0.13.9 # the one that wrote uv.lock
stamp=.venv/.lock-stamp
wanted="$(cat uv.lock clrisk_site/setup/environment.sh | cksum) $(pwd)"

fit() { .venv/bin/python -c 'import sys; assert sys.version_info >= (3, 12)' 2>/dev/null; }

# The Pythons that the wheels of a bundle are for, oldest first; empty in a checkout.
bundled="$(cat wheels/PYTHONS 2>/dev/null || true)"

if fit && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

find_python() { sh clrisk_site/setup/find_python.sh ${bundled:+"${bundled##* }"}; }

# Where no Python is installed but uv is, uv may fetch one; as root to where the accounts of services reach it.
fetch_python() {
    [ "$(id -u)" != 0 ] || export UV_PYTHON_INSTALL_DIR="${UV_PYTHON_INSTALL_DIR:-/opt/python}"
    echo "Fetching a Python with uv ${UV_PYTHON_INSTALL_DIR:+into $UV_PYTHON_INSTALL_DIR }..."
    UV_SYSTEM_CERTS=1 uv python install --quiet 3.13 || uv python install --quiet 3.13
}

if ! fit; then
    rm -rf .venv
    if [ -z "$bundled" ] && command -v uv >/dev/null && ! find_python >/dev/null 2>&1; then
        fetch_python || true # what is missing is said below
    fi
    python="$(find_python)" || exit 1
    echo "Making .venv with $python ..."
    # Debian and Ubuntu ship Python without the part that puts pip into an environment.
    "$python" -m venv .venv >/dev/null 2>&1 || "$python" -m venv --clear --without-pip .venv
fi

# A bundle brings its wheels: nothing is fetched, and what only tests need is left out.
if [ -n "$bundled" ]; then
    version="$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    case " $bundled " in
        *" $version "*) ;;
        *)
            echo "This bundle is for Python $bundled; the best on this machine is $version. Install one of those." >&2
            rm -rf .venv
            exit 1
            ;;
    esac
    echo "Installing the Python packages of the bundle ..."
    pip="$(ls wheels/pip-*.whl)"
    .venv/bin/python "$pip/pip" install --quiet --disable-pip-version-check --no-index --find-links wheels \
        --require-hashes --no-deps -r requirements.txt
    .venv/bin/python -m compileall -q .venv/lib >/dev/null || true
    echo "$wanted" >"$stamp"
    exit 0
fi

# pip as one file, taken by its hash, for environments that came without it.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    .venv/bin/python clrisk_site/setup/fetch_pip.py .venv/pip.whl
    pip() { .venv/bin/python .venv/pip.whl/pip "$@"; }
else
    pip() { .venv/bin/python -m pip "$@"; }
fi

# uv inside .venv: one of another version elsewhere on PATH would read the lock file its own way.
if [ ! -x .venv/bin/uv ] || [ "$(.venv/bin/uv --version | cut -d' ' -f2)" != "$uv_version" ]; then
    pip install --quiet --disable-pip-version-check "uv==$uv_version" 2>/dev/null || true
fi

# Bytecode now, once: the first start of the site takes a third of the time.
sync_with_uv() {
    env -u VIRTUAL_ENV -u UV_PYTHON UV_PROJECT_ENVIRONMENT="$(pwd)/.venv" .venv/bin/uv sync --quiet \
        --frozen --inexact --compile-bytecode --python .venv/bin/python "$@"
}

echo "Installing the locked Python packages ..."
# Some offices look into their traffic with a certificate that only the system knows; others have no such store.
if [ -x .venv/bin/uv ] && { sync_with_uv --system-certs 2>/dev/null || sync_with_uv; }; then
    :
else
    echo "uv could not; trying pip ..." >&2
    pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
        -r requirements.txt -r requirements-dev.txt
fi
echo "$wanted" >"$stamp"
