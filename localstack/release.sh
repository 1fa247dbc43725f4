#!/usr/bin/env bash
# Usage: release.sh VERSION OS/ARCH…
# One archive for each platform and their checksums, in build/release. The same sources give the same bytes: no paths, no
# times but the commit's, no owners.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$1
shift
out=build/release
time=$(git log -1 --format=%ct 2>/dev/null || echo 0)
commit=$(git rev-parse HEAD 2>/dev/null || true)
flags="-s -w -X alertsim/internal/version.release=$version -X alertsim/internal/version.commit=$commit"
flags+=" -X alertsim/internal/version.date=$(TZ=UTC git log -1 --date=iso-strict-local --format=%cd 2>/dev/null || true)"
rm -rf "$out"
mkdir -p "$out"
for platform in "$@"; do
  system=${platform%/*} arch=${platform#*/} suffix=
  [ "$system" = windows ] && suffix=.exe
  name=alertsim-$version-$system-$arch
  echo "$name"
  mkdir "$out/$name"
  CGO_ENABLED=0 GOOS=$system GOARCH=$arch go build -trimpath -buildvcs=false -ldflags "$flags" \
    -o "$out/$name/alertsim$suffix" ./localstack/alertsim
  cp README.md LICENSE "$out/$name/"
  tar --sort=name --mtime="@$time" --owner=0 --group=0 --numeric-owner --mode='u=rwX,go=rX' -C "$out" -cf - "$name" | gzip -n -9 >"$out/$name.tar.gz"
  rm -r "${out:?}/$name"
done
(cd "$out" && sha256sum ./*.tar.gz | sed 's# \./# #' >SHA256SUMS)
