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
    "$python" -m venv .venv >/dev/null 2>&1 && return 0
    # Debian and Ubuntu ship Python without the part that makes environments.
    version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    if command -v uv >/dev/null; then
        uv venv --quiet --clear --python "$python" .venv && return 0
    fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing python$version-venv ..."
        if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv" >/dev/null; then
            rm -rf .venv && "$python" -m venv .venv && return 0
        fi
    fi
    echo "$python cannot make environments. Install that part: sudo apt-get install python$version-venv" >&2
    return 1
}

if ! fit; then
    rm -rf .venv
    # Where no Python is installed but uv is, uv may fetch one.
    make_with_venv || { command -v uv >/dev/null && uv venv --quiet --clear --python '>=3.12,<3.15' .venv; } || exit 1
fi

# uv inside .venv: one of another version elsewhere on PATH would read the lock file its own way.
if [ ! -x .venv/bin/uv ] || [ "$(.venv/bin/uv --version | cut -d' ' -f2)" != "$uv_version" ]; then
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null 2>&1 || true
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version" 2>/dev/null ||
        { command -v uv >/dev/null && uv pip install --quiet --python .venv/bin/python "uv==$uv_version"; } || true
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
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
        -r requirements.txt -r requirements-dev.txt
fi
echo "$wanted" >"$stamp"
