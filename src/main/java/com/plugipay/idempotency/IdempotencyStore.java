package com.plugipay.idempotency;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.RequestLifetime;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.IdempotentResponse;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.MasterKeys.Place;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The responses to requests with idempotency keys. {@link Write} stores those of successful requests, with their effect. */
public final class IdempotencyStore {
    private static final NamedSql FIND = NamedSql.of("""
            select fingerprint, request_id, resource_id, status, body, encrypted, created_at, resumable
              from idempotency_keys
             where workspace_id = :workspace and mode = :mode and key = :key and expires_at > :now""");
    private static final String STORE = """
            insert into idempotency_keys (workspace_id, mode, key, fingerprint, request_id, status, body, created_at,
                expires_at)
            values (:workspace, :mode, :key, :fingerprint, :request_id, :status, :body, :now, :expires_at)
            on conflict (workspace_id, mode, key)\s""";
    private static final NamedSql STORE_FIRST = NamedSql.of(STORE + "do nothing returning key");
    private static final NamedSql STORE_OWN = NamedSql.of(STORE + """
            do update
                set request_id = excluded.request_id, status = excluded.status, body = excluded.body,
                    encrypted = false
              where idempotency_keys.status is null and idempotency_keys.fingerprint = excluded.fingerprint
            returning key""");
    private static final NamedSql END_RESERVATION = NamedSql.of("""
            update idempotency_keys set resumable = true
             where workspace_id = :workspace and mode = :mode and key = :key and request_id = :request_id
               and status is null""");
    private static final NamedSql DELETE_IF_EXPIRED = NamedSql.of("""
            delete from idempotency_keys
             where workspace_id = :workspace and mode = :mode and key = :key and expires_at <= :now""");

    /** Of all workspaces, like the next statement. */
    private static final NamedSql DELETE_EXPIRED_RESPONSES = NamedSql.of("""
            delete from idempotency_keys where ctid = any (array(
                select ctid from idempotency_keys where expires_at <= :now limit :most))""");

    private static final NamedSql DELETE_EXPIRED_SIGNED_WRITES = NamedSql.of("""
            delete from signed_writes where ctid = any (array(
                select ctid from signed_writes where expires_at <= :now limit :most))""");

    private final Database database;
    private final MasterKeys masterKeys;

    /** The keys encrypt the responses that show secrets. */
    public IdempotencyStore(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.masterKeys = masterKeys;
    }

    /** Encrypts a response that shows a secret. */
    public byte[] encrypt(Tenant tenant, IdempotencyKey key, byte[] body) {
        return masterKeys.encrypt(place(tenant, key), new Secret(new String(body, StandardCharsets.UTF_8)));
    }

    private static Place place(Tenant tenant, IdempotencyKey key) {
        return EncryptedColumn.STORED_RESPONSE.of(
                tenant.workspaceId(), tenant.mode().text(), key.key());
    }

    /** What is stored under a key. */
    public sealed interface Entry permits StoredResponse, Reservation {}

    /** The response to the first request. */
    public record StoredResponse(String requestId, int status, Buffer body) implements Entry {}

    /** The id of the resource that the first request was going to make; it has ended without a response to store. */
    public record Reservation(String resourceId) implements Entry {}

    /** Whether a response was stored. */
    public enum StoreResult {
        STORED,
        /** The key has a response already, or belongs to another request. */
        KEY_TAKEN
    }

    /**
     * The entry under this key, if there is one.
     *
     * @return fails when the first request was a different one or is still running
     */
    public Future<Optional<Entry>> find(Tenant tenant, IdempotencyKey key, Instant now) {
        return database.pointQueries().one(FIND, values(tenant, key).and("now", now), row -> {
            String difference = key.differenceTo(row.getString("fingerprint"));
            if (difference != null) {
                throw ErrorCode.IDEMPOTENCY_MISMATCH.forField(
                        difference, "The Idempotency-Key was used for a request with another " + difference + ".");
            }
            Short status = row.getShort("status");
            if (status == null) {
                boolean isRecent = Columns.moment(row, "created_at")
                        .plus(RequestLifetime.LONGEST)
                        .isAfter(now);
                if (isRecent && !row.getBoolean("resumable")) {
                    throw ErrorCode.IDEMPOTENCY_IN_PROGRESS.exception();
                }
                return new Reservation(row.getString("resource_id"));
            }
            Buffer body = row.getBuffer("body");
            return new StoredResponse(
                    row.getString("request_id"),
                    status,
                    row.getBoolean("encrypted")
                            ? Buffer.buffer(masterKeys
                                    .decrypt(place(tenant, key), body.getBytes())
                                    .bytes())
                            : body);
        });
    }

    /** Notes that the request which reserved the key has ended, so that a repeat may continue its work at once. */
    public Future<Void> endReservation(Tenant tenant, IdempotencyKey key, String requestId) {
        return database.run(END_RESERVATION, values(tenant, key).and("request_id", requestId))
                .mapEmpty();
    }

    /**
     * Stores a response that no write has stored.
     *
     * @param ownsKey whether the request has reserved the key, or resumes the one that has: only then does the response
     *     join the reservation
     */
    public Future<StoreResult> store(
            Tenant tenant,
            IdempotencyKey key,
            String requestId,
            int status,
            byte[] body,
            boolean ownsKey,
            Instant now) {
        return database.run(
                        ownsKey ? STORE_OWN : STORE_FIRST,
                        values(tenant, key)
                                .and("fingerprint", key.fingerprint())
                                .and("request_id", requestId)
                                .and("status", (short) status)
                                .and("body", Buffer.buffer(body))
                                .and("now", now)
                                .and("expires_at", now.plus(IdempotentResponse.KEPT)))
                .map(stored -> stored.size() == 1 ? StoreResult.STORED : StoreResult.KEY_TAKEN);
    }

    /** Frees a key whose response has expired. */
    public Future<Void> deleteIfExpired(Tenant tenant, IdempotencyKey key, Instant now) {
        return database.run(DELETE_IF_EXPIRED, values(tenant, key).and("now", now))
                .mapEmpty();
    }

    /** Deletes some digests of signed writes whose signatures are no longer valid; gives their number. */
    static Future<Integer> deleteExpiredSignedWrites(Database database, Instant now, int most) {
        return delete(database, DELETE_EXPIRED_SIGNED_WRITES, now, most);
    }

    /** Deletes some expired responses; gives their number. */
    static Future<Integer> deleteExpiredResponses(Database database, Instant now, int most) {
        return delete(database, DELETE_EXPIRED_RESPONSES, now, most);
    }

    private static Future<Integer> delete(Database database, NamedSql statement, Instant now, int most) {
        return database.run(statement, Values.none().and("now", now).and("most", most))
                .map(rows -> rows.rowCount());
    }

    private static Values values(Tenant tenant, IdempotencyKey key) {
        return Values.of(tenant).and("key", key.key());
    }
}
