# LocalStack itself on a machine without Docker, in the folder .data/localstack. It needs Python 3.13, which a Debian 13 in a
# folder has. What it cannot do there is run functions, for which it wants Docker. Sourced after lib.sh, not run.
# shellcheck shell=bash

localstack=$root/.data/localstack
localstack_version=$(sed -n 's/^localstack-core==//p' "$root/localstack/localstack.txt")

# require_localstack says what is missing for LocalStack in a folder.
require_localstack() {
  local missing=()
  ((EUID == 0)) || missing+=("root, to make and enter a Debian in a folder (chroot): sudo make test-localstack")
  command -v debootstrap >/dev/null || missing+=("debootstrap: apt-get install debootstrap")
  [[ -n $(debian_mirror) ]] || missing+=("a Debian mirror: name one in ALERTSIM_DEBIAN_MIRROR")
  command -v mvn >/dev/null || missing+=("Maven, for DynamoDB Local: apt-get install maven")
  ((${#missing[@]} == 0)) && return
  say "LocalStack without Docker needs"
  printf '  %s\n' "${missing[@]}" >&2
  exit 1
}

# debian_mirror is where this machine's own packages come from.
debian_mirror() {
  if [[ -n ${ALERTSIM_DEBIAN_MIRROR:-} ]]; then
    echo "$ALERTSIM_DEBIAN_MIRROR"
    return
  fi
  command -v apt-get >/dev/null || return 0
  # shellcheck disable=SC1091,SC2016 # the machine's own file; apt replaces $(REPO_URI)
  (. /etc/os-release && apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' \
    "Release: ${VERSION_CODENAME:-}" | head -1)
}

# install_localstack makes the Debian, with LocalStack and DynamoDB Local in it, once for each version of what it is made from.
install_localstack() {
  require_localstack
  fetch_dynamodb_local
  local made_from=$localstack/installed.txt
  { cat "$root/localstack/localstack.txt" "$root/localstack/dynamodb-local.xml" "$root/localstack/localstack_functions.py" &&
    declare -f make_localstack place_dynamodb_local place_functions; } |
    sha256sum >"$data/localstack.sum"
  cmp -s "$data/localstack.sum" "$made_from" && return
  make_localstack
  cp "$data/localstack.sum" "$made_from"
}

make_localstack() {
  say "Making a Debian 13 with LocalStack $localstack_version in $localstack"
  rm -rf "$localstack"
  mkdir -p "$localstack"
  debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates,openjdk-21-jre-headless \
    trixie "$localstack/root" "$(debian_mirror)" >"$localstack/debootstrap.log" 2>&1 ||
    fail "debootstrap failed: $(tail -5 "$localstack/debootstrap.log")"
  borrow_pip_settings
  cp "$root/localstack/localstack.txt" "$localstack/root/"
  chroot "$localstack/root" /usr/bin/python3 -m venv /ls
  chroot "$localstack/root" /ls/bin/pip install --quiet --no-deps --requirement /localstack.txt 2>"$localstack/pip.log" ||
    fail "pip failed: $(tail -5 "$localstack/pip.log")"
  place_dynamodb_local
  place_functions
}

# borrow_pip_settings lets pip inside get what pip outside gets: an index of one's own, and certificates to trust.
borrow_pip_settings() {
  local file
  for file in /etc/pip.conf /etc/xdg/pip/pip.conf ~/.pip/pip.conf ~/.config/pip/pip.conf /etc/hosts /etc/resolv.conf; do
    [[ -f $file ]] || continue
    mkdir -p "$localstack/root$(dirname "$file")"
    cp -L "$file" "$localstack/root$file"
  done
  rm -rf "$localstack/root/etc/ssl/certs"
  cp -rL /etc/ssl/certs "$localstack/root/etc/ssl/certs"
}

# place_dynamodb_local puts it where LocalStack would download it to, with a Java of this Debian's that starts it.
place_dynamodb_local() {
  local libraries=$localstack/root/ls/lib/python3.13/site-packages/.filesystem/usr/lib/localstack
  local folder=${libraries#"$localstack/root"}/dynamodb-local/2
  mkdir -p "$libraries/dynamodb-local/2" "$libraries/java/21/bin"
  cp -r "$dynamodb/lib" "$libraries/dynamodb-local/2/DynamoDBLocal_lib"
  cp "$dynamodb"/lib/DynamoDBLocal-*.jar "$libraries/dynamodb-local/2/DynamoDBLocal.jar"
  cat >"$libraries/java/21/bin/java" <<END
#!/bin/sh
# LocalStack calls java OPTION... -jar DynamoDBLocal.jar SWITCH... One of its options names an agent that allows more than
# twenty indexes, which is not here, and the jar does not find its libraries by the names that Maven gives them.
while [ "\$1" != -jar ]; do shift; done
shift 2
exec /usr/bin/java -Xmx256m -Djava.library.path=$folder/DynamoDBLocal_lib -cp "$folder/DynamoDBLocal_lib/*" \\
  software.amazon.dynamodb.services.local.main.ServerRunner "\$@"
END
  chmod +x "$libraries/java/21/bin/java"
}

# place_functions registers localstack_functions.py, without which no function can be created.
place_functions() {
  local packages=$localstack/root/ls/lib/python3.13/site-packages
  cp "$root/localstack/localstack_functions.py" "$packages/"
  mkdir -p "$packages/localstack_functions-1.dist-info"
  printf 'Metadata-Version: 2.1\nName: localstack_functions\nVersion: 1\n' >"$packages/localstack_functions-1.dist-info/METADATA"
  printf '[localstack.lambda.runtime_executor]\nstored = localstack_functions:StoredFunctions\n' \
    >"$packages/localstack_functions-1.dist-info/entry_points.txt"
}

# compose prints what localstack/compose.yaml says after a pattern, without the switch around it.
compose() { sed -n "s|^ *$1 *||p" "$root/localstack/compose.yaml"; }

localstack_answers() { curl --silent --fail --output /dev/null --max-time 2 "$AWS_ENDPOINT_URL/_localstack/health"; }

# start_localstack starts it in the background with the services that compose.yaml names, as empty as a new container, and
# leaves its process in localstack_process. DynamoDB Local is in the same group of processes. Java wants /proc, which is
# mounted for these processes alone and so goes with them.
start_localstack() {
  SERVICES=$(compose SERVICES:) GATEWAY_LISTEN=127.0.0.1:$port DNS_ADDRESS=0 SKIP_SSL_CERT_DOWNLOAD=1 DISABLE_EVENTS=1 \
    DYNAMODB_IN_MEMORY=1 LAMBDA_RUNTIME_EXECUTOR=stored \
    setsid unshare --mount sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" /ls/bin/python -m localstack.runtime.main' \
    "$localstack/root" >"$data/localstack.log" 2>&1 </dev/null &
  localstack_process=$!
  wait_until 90 localstack_answers || fail "LocalStack does not answer on port $port; see $data/localstack.log"
}

stop_localstack() {
  [[ -n ${localstack_process:-} ]] || return 0
  kill -TERM -- "-$localstack_process" 2>/dev/null || return 0
  # shellcheck disable=SC2317 # called by wait_until
  over() { ! kill -0 -- "-$localstack_process" 2>/dev/null; }
  wait_until 15 over || kill -KILL -- "-$localstack_process" 2>/dev/null || true
}
