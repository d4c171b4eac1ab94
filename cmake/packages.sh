# SPDX-License-Identifier: BSD-3-Clause
# Shell functions of examples/quickstart.sh and tests/run.sh; source it.

# Installs those of the named Debian packages that are missing, and says which. Asks nothing of the network where none is.
install_missing_packages() {
  if ! command -v dpkg-query >/dev/null; then
    echo "Not a Debian: please see to it that these are installed: $*"
    return
  fi
  local package missing=()
  for package; do
    [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] ||
      missing+=("$package")
  done
  if ((${#missing[@]} == 0)); then
    echo "All Debian packages needed are installed."
    return
  fi
  echo "Installing Debian packages: ${missing[*]}"
  local as_root=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      echo "That takes root. Please run as root: apt-get install ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 install -q -y --no-install-recommends "${missing[@]}"
}

# How many compilers to run at once: a processor each, and as many kB of free memory as are named, 1.5 GB as a rule.
count_jobs() {
  local processors free_kilobytes each=${1:-1500000}
  processors=$(nproc)
  free_kilobytes=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' /proc/meminfo)
  local jobs=$((${free_kilobytes:-0} / each))
  ((jobs >= 1)) || jobs=1
  ((jobs <= processors)) || jobs=$processors
  echo "$jobs"
}

# Stops where an earlier run by another user left a build folder this one cannot write to.
check_writable() {
  local folder
  for folder; do
    if [[ -e "$folder" && ! -w "$folder" ]]; then
      echo "$folder belongs to $(stat --format=%U "$folder"); remove it or run as that user" >&2
      return 1
    fi
  done
}

# Run by sudo, leaves the folders to the user who asked, so that the next run may be without it.
give_to_sudo_user() {
  local folder
  for folder; do
    if ((EUID == 0)) && [[ -n "${SUDO_UID-}" && -e "$folder" ]]; then
      # shellcheck disable=SC2153  # sudo sets both
      chown --recursive "$SUDO_UID:$SUDO_GID" "$folder"
    fi
  done
}
