#!/usr/bin/env bash
# Tries the run command as a person uses it: READY, one batch to its end, the same batch after kill -9, the sentence for
# each reason not to serve, and the end.   try-serve.sh PORT
set -euo pipefail
umask 000 # private files must be private without a umask
port=$1
desk=http://127.0.0.1:$port/sms-desk
work=$(mktemp -d)
export SMSDESK_API_KEY=key-of-the-try-out-0123456789 SMSDESK_SANDBOX=true
process=

serve() { exec mvn -B -q package -Pserve -Dport="$port" -Ddata="$work/data" "$@"; }
fail() { echo "try-serve.sh: $1" >&2; cat "$work"/*.txt target/serve/serve.log >&2; exit 1; }
api() { curl -sS --max-time 10 -H "Authorization: Bearer $SMSDESK_API_KEY" "$@"; }
now() { echo $((${EPOCHREALTIME/./} / 1000)); } # milliseconds
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }
trap '[ -z "$process" ] || kill -9 "$process" 2>/dev/null || true; rm -rf "$work"' EXIT

await() { # seconds, what, command
  for _ in $(seq $(($1 * 10))); do
    "${@:3}" >/dev/null 2>&1 && return
    sleep 0.1
  done
  fail "$2 did not come within $1 s"
}

start() {
  local began
  began=$(now)
  : >"$work/out.txt"
  serve >"$work/out.txt" 2>"$work/err.txt" & # exec, and mvn also replaces itself by java: one process
  process=$!
  await 60 READY grep -q "^READY $desk/  admin: [^ ]*  password: [^ ]*$" "$work/out.txt"
  echo "READY after $(($(now) - began)) ms"
}

stop() {
  local began
  began=$(now)
  kill "-$1" "$process"
  wait "$process" 2>/dev/null || true
  process=
  ! listens || fail "something still listens on $port"
  echo "stopped by $1 after $(($(now) - began)) ms"
}

is_private() { [ -z "$(find "$work/data" target/serve -perm /077)" ]; }
delivered() { api "$desk/api/batches/$batch" | grep -q '"DELIVERED": *3'; }

refuses() { # sentence, command
  if ("${@:2}") >"$work/refused.out.txt" 2>"$work/refused.txt"; then fail "served, instead of: $1"; fi
  sed -i 's/\x1b\[0\?m//g' "$work/refused.txt" # Maven's own
  [ "$(grep -c . "$work/refused.txt")" = 1 ] && grep -q "$1" "$work/refused.txt" || fail "did not say just: $1"
  echo "said: $(cat "$work/refused.txt")"
}

start
batch=$(api -f -H 'Content-Type: application/json' \
  -d '{"from": "+46700000000", "to": ["+46701234501", "+46701234502", "+46701234503"], "text": "Hello"}' \
  "$desk/api/batches" | grep -o '"id": *"[^"]*"' | cut -d '"' -f 4)
await 30 "the end of batch $batch" delivered
echo "batch $batch: 3 delivered"
! api "$desk/%00" | grep -qi tomcat || fail "what Tomcat refuses by itself names the server"
refuses "Port $port" serve
refuses "in use by another" serve -Dport=$((port + 1))
await 5 "privacy of its files" is_private
key=$(cat "$work/data/secrets.key")
stop KILL
start
[ -n "$key" ] && [ "$key" = "$(cat "$work/data/secrets.key")" ] || fail "the key for secrets is another one"
delivered || fail "batch $batch is gone after kill -9"
echo "batch $batch is still there"
stop TERM
is_private || fail "left files that others may read"
SMSDESK_APIKEY=x refuses "SMSDESK_APIKEY" serve
