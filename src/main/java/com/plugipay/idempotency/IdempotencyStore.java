package com.plugipay.idempotency;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.IdempotentResponse;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys.Place;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The answers that were given under idempotency keys. Successes are written by {@link Write} with their effect. */
public final class IdempotencyStore {
    private static final String FIND = """
            select fingerprint, request_id, resource_id, status, body, encrypted, created_at, laid_down
              from idempotency_keys
             where workspace_id = $1 and mode = $2 and key = $3 and expires_at > $4""";
    private static final String KEEP = """
            insert into idempotency_keys (workspace_id, mode, key, fingerprint, request_id, status, body, created_at,
                expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (workspace_id, mode, key)\s""";
    private static final String KEEP_FIRST = KEEP + "do nothing returning key";
    private static final String KEEP_OWN = KEEP + """
            do update
                set request_id = excluded.request_id, status = excluded.status, body = excluded.body,
                    encrypted = false
              where idempotency_keys.status is null and idempotency_keys.fingerprint = excluded.fingerprint
            returning key""";
    private static final String LAY_DOWN = """
            update idempotency_keys set laid_down = true
             where workspace_id = $1 and mode = $2 and key = $3 and request_id = $4 and status is null""";
    private static final String FORGET = """
            delete from idempotency_keys where workspace_id = $1 and mode = $2 and key = $3 and expires_at <= $4""";
    private static final String FORGET_EXPIRED = """
            delete from idempotency_keys where ctid = any (array(
                select ctid from idempotency_keys where expires_at <= $1 limit $2))""";

    private static final String FORGET_SIGNED = """
            delete from signed_writes where ctid = any (array(
                select ctid from signed_writes where expires_at <= $1 limit $2))""";

    /** A request that has not been answered for this long has lost its process. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(1);

    private final Database database;

    private final MasterKeys masterKeys;

    /** The answers in that database; those that show secrets are encrypted with these keys. */
    public IdempotencyStore(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.masterKeys = masterKeys;
    }

    /** Encrypts an answer that shows a secret. */
    public byte[] encrypt(Tenant tenant, IdempotencyKey key, byte[] body) {
        return masterKeys.encrypt(place(tenant, key), new Secret(new String(body, StandardCharsets.UTF_8)));
    }

    private static Place place(Tenant tenant, IdempotencyKey key) {
        return EncryptedColumn.KEPT_ANSWER.of(
                tenant.workspaceId(), tenant.mode().text(), key.key());
    }

    /** What is known under a key. */
    public sealed interface Kept permits Answered, Intended {}

    /** An answer as it was first given. */
    public record Answered(String requestId, int status, Buffer body) implements Kept {}

    /** The first request has lost its process, or was answered without an end: this is what it was going to make. */
    public record Intended(String resourceId) implements Kept {}

    /**
     * The answer under this key, if there is one.
     *
     * @return fails when the first request was another one or still runs
     */
    public Future<Optional<Kept>> find(Tenant tenant, IdempotencyKey key, Instant now) {
        Tuple parameters = Tuple.of(tenant.workspaceId(), tenant.mode().text(), key.key(), Columns.time(now));
        return database.one(FIND, parameters, row -> {
            String difference = key.differenceTo(row.getString("fingerprint"));
            if (difference != null) {
                throw ErrorCode.IDEMPOTENCY_MISMATCH.forField(
                        difference, "The Idempotency-Key was used for a request with another " + difference + ".");
            }
            Short status = row.getShort("status");
            if (status == null) {
                boolean runs =
                        Columns.moment(row, "created_at").plus(GIVEN_UP_AFTER).isAfter(now);
                if (runs && !row.getBoolean("laid_down")) {
                    throw ErrorCode.IDEMPOTENCY_IN_PROGRESS.exception();
                }
                return new Intended(row.getString("resource_id"));
            }
            Buffer body = row.getBuffer("body");
            return new Answered(
                    row.getString("request_id"),
                    status,
                    row.getBoolean("encrypted")
                            ? Buffer.buffer(masterKeys
                                    .decrypt(place(tenant, key), body.getBytes())
                                    .bytes())
                            : body);
        });
    }

    /** The request that intended something is over, and a repeat may go on with it at once. */
    public Future<Void> layDown(Tenant tenant, IdempotencyKey key, String requestId) {
        return database.run(
                        LAY_DOWN, Tuple.of(tenant.workspaceId(), tenant.mode().text(), key.key(), requestId))
                .mapEmpty();
    }

    /**
     * Keeps an answer that no write has stored; false when the key is taken.
     *
     * @param ownsKey whether the request has reserved the key, or resumes the one that has: only then does the answer
     *     join the reservation
     */
    public Future<Boolean> keep(
            Tenant tenant,
            IdempotencyKey key,
            String requestId,
            int status,
            byte[] body,
            boolean ownsKey,
            Instant now) {
        return database.run(
                        ownsKey ? KEEP_OWN : KEEP_FIRST,
                        Tuple.of(
                                tenant.workspaceId(),
                                tenant.mode().text(),
                                key.key(),
                                key.fingerprint(),
                                requestId,
                                (short) status,
                                Buffer.buffer(body),
                                Columns.time(now),
                                Columns.time(now.plus(IdempotentResponse.KEPT))))
                .map(kept -> kept.size() == 1);
    }

    /** Makes room for a new request under a key whose answer has expired. */
    public Future<Void> forget(Tenant tenant, IdempotencyKey key, Instant now) {
        return database.run(FORGET, Tuple.of(tenant.workspaceId(), tenant.mode().text(), key.key(), Columns.time(now)))
                .mapEmpty();
    }

    /** Deletes some of what was noted of signed writes and cannot be sent again any more; gives how many. */
    static Future<Integer> forgetSigned(Database database, Instant now, int most) {
        return database.run(FORGET_SIGNED, Tuple.of(Columns.time(now), most)).map(rows -> rows.rowCount());
    }

    /** Deletes some of the answers whose time is over; gives how many. */
    static Future<Integer> forgetExpired(Database database, Instant now, int most) {
        return database.run(FORGET_EXPIRED, Tuple.of(Columns.time(now), most)).map(rows -> rows.rowCount());
    }
}
