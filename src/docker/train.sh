#!/bin/sh
# Writes plugipay.aot, the cache for the next starts of plugipay.jar: starts a node on a database that is thrown away, has it
# answer, and stops it. Not for root, with whom PostgreSQL does not start.
set -eu

data=$(mktemp -d)
initdb --no-sync --pgdata "$data/postgres" --username plugipay > "$data/initdb.log"
pg_ctl --pgdata "$data/postgres" --options "-p 54320 -k $data" --log "$data/postgres.log" --wait start
createdb --host "$data" --port 54320 --username plugipay plugipay

export PLUGIPAY_DATABASE_URL=postgresql://plugipay@127.0.0.1:54320/plugipay
export PLUGIPAY_MASTER_KEYS="1:$(head -c 32 /dev/urandom | base64)"
export PLUGIPAY_SHUTDOWN_DRAIN_SECONDS=0
plugipay() { java @plugipay.jvm -jar plugipay.jar "$@"; }
PLUGIPAY_API_KEY=$(plugipay workspace create Training | sed -n 's/^bearer  *\(pk_test_\)/\1/p')
export PLUGIPAY_API_KEY PLUGIPAY_URL=http://127.0.0.1:8080

# Not a line for each of the few hundred classes that cannot be kept.
java @plugipay.jvm -Xlog:aot=error -XX:AOTCacheOutput=plugipay.aot -jar plugipay.jar > "$data/node.log" &
node=$!
tries=60
until plugipay trigger payment.succeeded; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] && kill -0 "$node" || { cat "$data/node.log"; exit 1; }
    sleep 1
done
plugipay events
plugipay logs
kill "$node"
# It ends as one that was stopped, after it has written the cache.
wait "$node" || [ $? -eq 143 ]

pg_ctl --pgdata "$data/postgres" --mode fast stop
rm -r "$data"
test -s plugipay.aot
