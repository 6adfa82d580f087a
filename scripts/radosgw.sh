#!/usr/bin/env bash
# A real S3 server on this machine, for tests: one small Ceph cluster behind its S3 gateway (radosgw), on loopback.
#
#   radosgw.sh up DIR [PORT]     starts it in DIR and writes how to reach it to DIR/s3.env; takes about 20 seconds
#   radosgw.sh down DIR          ends what `up` started in DIR; a second time does nothing
#   radosgw.sh hold DIR [PORT]   `up`, then waits for TERM or INT, then `down`: its own life is the server's
#
# PORT and the two ports after it are used; without PORT, three free ones are found. Nothing else may use DIR: `up`
# empties it. Where Ceph is missing, and this is Debian and we are root, it is installed (about a minute, once).
#
# Ceph because it is a store that people run, strict about signatures and ranges, and installed by two commands. The
# version in Debian 12 (16.2) does not know the checksums newer AWS clients send; see packages/adapters/s3.
set -euo pipefail

packages=(radosgw ceph-mon ceph-osd ceph-mgr ceph-common)

main() {
  local verb=${1:-} dir
  [[ $verb =~ ^(up|down|hold)$ && -n ${2:-} ]] || { echo 'usage: radosgw.sh up|down|hold DIR [PORT]' >&2; exit 64; }
  dir=$(realpath -m "$2")
  case $verb in
    up) up "$dir" "${3:-$(three_free_ports)}" ;;
    down) down "$dir" ;;
    hold)
      # Set before anything is started: an end that comes early must find what there is to end.
      trap 'down "$dir"; kill $(jobs -p) 2>/dev/null; exit 0' TERM INT
      up "$dir" "${3:-$(three_free_ports)}"
      # In the background, because a trap has to wait for a command in the foreground, but not for `wait`.
      while true; do sleep 3600 & wait $!; done
      ;;
  esac
}

up() {
  local dir=$1 port=$2
  install_ceph
  down "$dir"
  rm -rf "$dir"
  mkdir -p "$dir"/{mon,osd,mgr,run,log}
  write_configuration "$dir" "$port"
  if ! start_cluster "$dir" >"$dir/log/up.log" 2>&1; then
    tail -n 20 "$dir/log/up.log" >&2
    down "$dir"
    exit 70
  fi
  # Last, and in one step, because its presence is what a waiting test looks for.
  cat >"$dir/s3.env.part" <<ENV
S3_ENDPOINT=http://127.0.0.1:$port
S3_REGION=us-east-1
S3_ACCESS_KEY_ID=muster-test
S3_SECRET_ACCESS_KEY=muster-test-secret
ENV
  mv "$dir/s3.env.part" "$dir/s3.env"
  echo "radosgw answers at http://127.0.0.1:$port ($dir/s3.env)"
}

install_ceph() {
  if command -v radosgw >/dev/null && command -v ceph-osd >/dev/null; then return; fi
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    echo "Ceph is not installed. As root, on Debian: apt-get install ${packages[*]}" >&2
    exit 69
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends \
    "${packages[@]}" >/dev/null
}

# One of everything, one copy of every object, and a sparse file for a disk.
write_configuration() {
  local dir=$1 port=$2
  cat >"$dir/ceph.conf" <<CONF
[global]
fsid = $(</proc/sys/kernel/random/uuid)
mon_initial_members = a
mon_host = [v2:127.0.0.1:$((port + 1))/0,v1:127.0.0.1:$((port + 2))/0]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
# Without authentication between its parts the gateway never comes up.
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
auth_allow_insecure_global_id_reclaim = false
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
# A test machine may be nearly full; the cluster would refuse to start for reasons that do not concern it.
mon_data_avail_crit = 1
osd_objectstore = bluestore
bluestore_block_size = 6442450944
osd_memory_target = 939524096
run_dir = $dir/run
admin_socket = $dir/run/\$name.asok
log_file = $dir/log/\$name.log
keyring = $dir/keyring
[mon.a]
mon_data = $dir/mon
[mgr.x]
mgr_data = $dir/mgr
[osd.0]
osd_data = $dir/osd
[client.rgw.a]
rgw_frontends = beast endpoint=127.0.0.1:$port
CONF
}

# `set -e` does not hold inside a condition, so each step carries its own `|| return`.
start_cluster() {
  local dir=$1 conf=$1/ceph.conf keys=$1/keyring fsid osd entity mons port
  fsid=$(awk '/^fsid/ {print $3}' "$conf")
  mons=$(sed -n 's/^mon_host = //p' "$conf" | tr -d ' ' | sed 's#/0##g')
  port=$(sed -n 's/.*endpoint=127.0.0.1:\([0-9]*\)$/\1/p' "$conf")

  ceph-authtool --create-keyring "$keys" --gen-key -n mon. --cap mon 'allow *' || return
  for entity in client.admin mgr.x osd.0 client.rgw.a; do
    ceph-authtool "$keys" --gen-key -n "$entity" --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' || return
  done
  monmaptool --create --fsid "$fsid" --addv a "$mons" "$dir/monmap" || return
  ceph-mon --mkfs -i a --monmap "$dir/monmap" --keyring "$keys" -c "$conf" || return
  ceph-mon -i a -c "$conf" || return
  ceph-mgr -i x -c "$conf" || return

  osd=$(</proc/sys/kernel/random/uuid)
  ceph -c "$conf" --connect-timeout 30 osd new "$osd" 0 </dev/null || return
  ln -s "$keys" "$dir/osd/keyring" || return
  ceph-osd -i 0 --mkfs --osd-uuid "$osd" -c "$conf" || return
  ceph -c "$conf" --connect-timeout 30 osd crush add osd.0 1.0 root=default host=localhost || return
  ceph-osd -i 0 -c "$conf" || return

  timeout 100 radosgw -n client.rgw.a -c "$conf" || return
  until_listening "$port" || return
  radosgw-admin -c "$conf" user create --uid=muster --display-name=muster \
    --access-key=muster-test --secret-key=muster-test-secret || return
}

until_listening() {
  local tenths
  for ((tenths = 0; tenths < 600; tenths += 1)); do
    listening "$1" && return
    sleep 0.1
  done
  return 1
}

# What this folder's configuration started, told by the command line and nothing else: a PID noted in a file may by now
# be somebody else's, and the file may be gone when the process is not.
down() {
  local pid started=()
  for pid in $(pids_of "$1/ceph.conf"); do kill "$pid" 2>/dev/null && started+=("$pid"); done
  for pid in "${started[@]}"; do gone_within_15s "$pid" || kill -9 "$pid" 2>/dev/null || true; done
}

pids_of() {
  local process arguments
  for process in /proc/[0-9]*; do
    mapfile -d '' -t arguments 2>/dev/null <"$process/cmdline" || continue
    [[ ${arguments[0]:-} =~ ^(ceph-mon|ceph-mgr|ceph-osd|radosgw)$ && ${arguments[-1]} == "$1" ]] && echo "${process#/proc/}"
  done
  return 0
}

gone_within_15s() {
  local tenths
  for ((tenths = 0; tenths < 150; tenths += 1)); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  return 1
}

# Below the range the kernel hands out by itself (32768 and up), so that no connection takes one in between.
three_free_ports() {
  local port
  while true; do
    port=$((20000 + RANDOM % 12000))
    listening "$port" || listening $((port + 1)) || listening $((port + 2)) || { echo "$port"; return; }
  done
}

listening() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

main "$@"
