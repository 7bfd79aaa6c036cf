#!/bin/sh
# Makes .venv at the root of the checkout exactly as the lock files say. Does nothing when it already is.
# Works as root and as any user, with nothing installed but some Python >= 3.12 (or uv).
set -eu
cd "$(dirname "$0")/../.."

uv_version=0.13.9 # the one that wrote uv.lock
stamp=.venv/.lock-stamp
wanted="$(cat uv.lock clrisk_site/setup/environment.sh | cksum) $(pwd)"

fit() { .venv/bin/python -c 'import sys; assert sys.version_info >= (3, 12)' 2>/dev/null; }

if fit && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

make_with_venv() {
    python="$(sh clrisk_site/setup/find_python.sh)" || return 1
    echo "Making .venv with $python ..."
    # Debian and Ubuntu ship Python without the part that puts pip into an environment.
    "$python" -m venv .venv >/dev/null 2>&1 || "$python" -m venv --clear --without-pip .venv
}

if ! fit; then
    rm -rf .venv
    # Where no Python is installed but uv is, uv may fetch one.
    make_with_venv || { command -v uv >/dev/null && uv venv --quiet --clear --python '>=3.12,<3.15' .venv; } || exit 1
fi

# A bundle brings its wheels: nothing is fetched, and what only tests need is left out.
if [ -d wheels ]; then
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
