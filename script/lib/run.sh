# Finds a Python that Odoo 19 runs on, or installs one when root, and starts a command of script/lib with it.
set -eu

fits() { "$1" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; }

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11 python3.10; do
        if fits "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

if [ -n "${PYTHON:-}" ]; then
    if ! fits "$PYTHON"; then
        echo "PYTHON=$PYTHON is not a Python from 3.10 to 3.13, which is what Odoo 19 runs on; point PYTHON to one that is." >&2
        exit 1
    fi
    python=$PYTHON
elif ! python=$(find_python); then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy python3 python3-venv; } </dev/null >/dev/null 2>&1 || true
    fi
    if ! python=$(find_python); then
        echo "No Python from 3.10 to 3.13 was found, which is what Odoo 19 runs on; install one (as root: apt-get install python3 python3-venv) or point PYTHON to it." >&2
        exit 1
    fi
fi

run() {
    PYTHONPATH=$root/script exec "$python" -B -m lib.bootstrap "$@"
}
