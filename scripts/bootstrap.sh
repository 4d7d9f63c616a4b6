#!/bin/sh
# Make this checkout ready to run: system packages, .venv, Python packages.
#
#   ./scripts/bootstrap.sh        what 'nscl up' needs
#   ./scripts/bootstrap.sh test   also what the tests need (a browser, kubectl, …)
#   ./scripts/bootstrap.sh --dry-run [test]   only say what is missing
#
# Safe to repeat; does nothing in under a second when nothing is missing.  Needs
# git, Python >= 3.11 and, for missing system packages, root or sudo; without
# them it prints the line an administrator must run.  No system service is
# started.  PYTHON=/path/to/python chooses the interpreter.  Package indexes are
# taken from the environment and configuration of uv and pip.
set -eu
cd "$(dirname "$0")/.."

began=$(date +%s)
dry_run=
with_tests=
for argument in "$@"; do
    case $argument in
        test) with_tests=yes ;;
        --dry-run) dry_run=yes ;;
        *) sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
done

say() {
    printf '[%3d s] %s\n' "$(($(date +%s) - began))" "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

# --- Python ------------------------------------------------------------------

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

can_make_environments() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

# The first interpreter that can make environments, else the first new enough.
choose_python() {
    python=
    for candidate in ${PYTHON:-/usr/bin/python3.11 /usr/bin/python3 python3.11 python3.12 \
            python3.13 python3}; do
        new_enough "$candidate" || continue
        python=${python:-$candidate}
        if can_make_environments "$candidate"; then
            python=$candidate
            return
        fi
    done
    [ -n "$python" ] || fail "no Python >= 3.11 found; install it or set PYTHON=/path/to/python"
}

# --- system packages ---------------------------------------------------------

has() {
    PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1
}

# Papers as PDF embed Liberation Serif; only from version 2 on it has Vietnamese letters.
has_serif() {
    [ -e /usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf ] || {
        [ -e /usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf ] &&
            dpkg --compare-versions "$(dpkg-query -W -f '${Version}' fonts-liberation)" ge 1:2
    }
}

missing_packages() {
    [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || echo rabbitmq-server
    has nginx || echo nginx-light
    has setpriv || echo util-linux
    has_serif || echo fonts-liberation2
    [ -e /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
    [ -x .venv/bin/python ] || can_make_environments "$python" || echo python3-venv
    [ -n "$with_tests" ] || return 0
    has chromium || echo chromium
    has docker-compose || echo docker-compose
    has kubectl || echo kubernetes-client
    has promtool || echo prometheus
    has node || echo nodejs
    has npm || echo npm
    has pdftotext || echo poppler-utils
}

administrator() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

can_administrate() {
    [ "$(id -u)" = 0 ] || { has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}

# Debian asks policy-rc.d whether a freshly installed service may start.
forbid_service_starts() {
    [ ! -e /usr/sbin/policy-rc.d ] || return 0
    trap allow_service_starts EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    administrator sh -c 'printf "#!/bin/sh\nexit 101\n" >/usr/sbin/policy-rc.d &&
        chmod 755 /usr/sbin/policy-rc.d'
}

allow_service_starts() {
    administrator rm -f /usr/sbin/policy-rc.d
}

# Ours are private instances: the packages' own services stay off after a reboot, too.
disable_services() {
    has systemctl || return 0
    for package in $1; do
        case $package in
            rabbitmq-server | prometheus) administrator systemctl --quiet disable "$package" ;;
            nginx-light) administrator systemctl --quiet disable nginx ;;
        esac
    done >/dev/null 2>&1 || true
}

apt_install() {
    # shellcheck disable=SC2086  # one word per package
    administrator env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet \
        --no-install-recommends -o Dpkg::Use-Pty=0 $1 >"$apt_log" 2>&1
}

install_packages() {
    apt_log=$(mktemp)
    say "installing with apt: $*"
    forbid_service_starts
    if ! apt_install "$*"; then
        administrator apt-get update --quiet >>"$apt_log" 2>&1 || true
        apt_install "$*" || { cat "$apt_log" >&2; fail "apt-get could not install: $*"; }
    fi
    disable_services "$*"
    rm -f "$apt_log"
}

system_packages() {
    packages=$(missing_packages | tr '\n' ' ')
    packages=${packages% }
    [ -n "$packages" ] || return 0
    line="apt-get install --no-install-recommends $packages"
    if [ -n "$dry_run" ]; then
        say "would run: $line"
    elif can_administrate; then
        # shellcheck disable=SC2086
        install_packages $packages
    else
        say "system packages are missing and this account cannot install them."
        say "Ask an administrator to run:"
        echo "    $line"
        exit 1
    fi
}

# --- Python packages ---------------------------------------------------------

members() {
    for project in contracts shared services/* examples/*; do
        [ ! -f "$project/pyproject.toml" ] || echo "$project"
    done
}

# What the environment was made from; a moved checkout needs a new one.
fingerprint() {
    {
        pwd
        cat requirements.lock pyproject.toml
        for member in $(members); do cat "$member/pyproject.toml"; done
    } | sha256sum | cut -d' ' -f1
}

# uv does not read pip's configuration: hand it over unless uv has its own.  The
# lock's hashes are checked, so any index that has the right file will do.
pip_setting() {
    .venv/bin/python - "$1" <<'PYTHON'
import configparser, os, pathlib, sys
home = pathlib.Path.home()
files = [
    "/etc/xdg/pip/pip.conf", "/etc/pip.conf", home / ".pip/pip.conf",
    home / ".config/pip/pip.conf", os.environ.get("PIP_CONFIG_FILE", ""),
]
parser = configparser.RawConfigParser()
parser.read(str(file) for file in files if file)
found = [parser.get(s, sys.argv[1], fallback="") for s in ("install", "global")]
variable = "PIP_" + sys.argv[1].upper().replace("-", "_")
print(" ".join((os.environ.get(variable) or found[0] or found[1]).split()))
PYTHON
}

use_pip_configuration() {
    index=$(pip_setting index-url)
    extra=$(pip_setting extra-index-url)
    links=$(pip_setting find-links)
    if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
        export UV_DEFAULT_INDEX="$index"
    fi
    if [ -n "$extra" ] && [ -z "${UV_INDEX:-}${UV_EXTRA_INDEX_URL:-}" ]; then
        export UV_EXTRA_INDEX_URL="$extra" UV_INDEX_STRATEGY=unsafe-best-match
    fi
    if [ -n "$links" ] && [ -z "${UV_FIND_LINKS:-}" ]; then
        UV_FIND_LINKS=$(printf '%s' "$links" | tr ' ' ',')
        export UV_FIND_LINKS
    fi
}

install_uv() {
    say "installing uv"
    .venv/bin/python -c 'import pip' 2>/dev/null || .venv/bin/python -m ensurepip >/dev/null
    pinned=$(mktemp)
    awk '/^uv==/ { on = 1 } /^[^ ]/ && !/^uv==/ { on = 0 } on' requirements.lock >"$pinned"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        --requirement "$pinned" || fail "pip could not install uv (see above)"
    rm -f "$pinned"
}

python_packages() {
    stamp=.venv/nscl-stamp
    wanted=$(fingerprint)
    if [ -x .venv/bin/nscl ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    if [ -n "$dry_run" ]; then
        say "would install the Python packages of requirements.lock into .venv"
        return
    fi
    if ! .venv/bin/python -c '' 2>/dev/null; then
        say "creating .venv with $python"
        rm -rf .venv
        "$python" -m venv .venv
    fi
    .venv/bin/uv --version >/dev/null 2>&1 || install_uv
    use_pip_configuration
    say "installing the Python packages of requirements.lock"
    .venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
    editable=
    for member in $(members); do editable="$editable -e $member"; done
    say "installing the members of the workspace"
    # shellcheck disable=SC2086
    .venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps \
        --no-build-isolation $editable
    echo "$wanted" >"$stamp"
}

# One at a time in this checkout.
exec 9<"$0"
! has flock || flock 9

choose_python
system_packages
python_packages
[ -n "$dry_run" ] || say "ready"
