package com.plugipay.keys;

import com.plugipay.auth.AuthVerticle;
import com.plugipay.auth.Principal;
import com.plugipay.auth.Role;
import com.plugipay.auth.Signature;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** API keys in the database. */
public final class ApiKeyStore implements AuthVerticle.Keys {
    private static final String COLUMNS = """
            workspace_id, mode, id, key_id, name, description, role, scopes, created_at, updated_at, last_used_at,
            revoked_at""";
    private static final String INSERT = """
            changed as (
                insert into api_keys (workspace_id, mode, created_at, updated_at, id, key_id, name, description, role,
                    scopes, secret, bearer_hash)
                values ($1, $12, $3, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id)
            """;
    private static final String REVOKE = """
            changed as (
                update api_keys set revoked_at = $3, updated_at = %s
                 where workspace_id = $1 and mode = $2 and id = $4 and revoked_at is null returning id)
            """.formatted(UpdatedAt.SQL);
    private static final String FIND =
            "select " + COLUMNS + " from api_keys where workspace_id = $1 and mode = $2 and id = $3";
    private static final String PRINCIPAL = """
            select workspace_id, mode, id, key_id, name, role, scopes, secret, bearer_hash from api_keys
             where key_id = $1 and revoked_at is null""";
    private static final String TOUCH = """
            update api_keys set last_used_at = $4
             where workspace_id = $1 and mode = $2 and id = $3 and (last_used_at is null or last_used_at < $4)""";

    private final Database database;
    private final MasterKeys masterKeys;

    public ApiKeyStore(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.masterKeys = masterKeys;
    }

    /** Stores a new key: its signing secret encrypted, its bearer form as a hash. A live key may make a test key. */
    public Change<IssuedApiKey> insert(ChangeContext origin, IssuedApiKey issued) {
        ApiKey key = issued.apiKey();
        return Write.of(
                        origin,
                        INSERT,
                        key.id(),
                        key.keyId(),
                        key.name(),
                        key.description(),
                        key.role().text(),
                        key.scopes().toArray(String[]::new),
                        Buffer.buffer(masterKeys.encrypt(
                                EncryptedColumn.API_KEY_SECRET.of(
                                        key.workspaceId(), key.mode().text(), key.id()),
                                issued.signingSecret())),
                        Buffer.buffer(issued.bearerHash()),
                        key.mode().text())
                .audit("api_key.created", key.id(), Map.of("name", key.name(), "role", key.role()))
                .returning(issued);
    }

    /** Ends a key for good, unless it was ended before. */
    public Change<Void> revoke(ChangeContext origin, ApiKey key) {
        return Write.of(origin, REVOKE, key.id())
                .audit("api_key.revoked", key.id(), Map.of("name", key.name()))
                .returningNothing();
    }

    public Future<Optional<ApiKey>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), ApiKeyStore::read);
    }

    public Future<Page<ApiKey>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, Map.of());
        return database.many(
                        "select " + COLUMNS + " from api_keys" + query.where(), query.parameters(), ApiKeyStore::read)
                .map(found -> Page.of(listing, found));
    }

    /** Who signs with this key id, unless it is revoked or unknown. */
    @Override
    public Future<Optional<Principal>> principal(String keyId) {
        return database.one(PRINCIPAL, Tuple.of(keyId), row -> {
            String id = row.getString("id");
            Secret secret = masterKeys.decrypt(
                    EncryptedColumn.API_KEY_SECRET.of(row.getString("workspace_id"), row.getString("mode"), id),
                    row.getBuffer("secret").getBytes());
            return new Principal(
                    Columns.tenant(row),
                    id,
                    row.getString("key_id"),
                    row.getString("name"),
                    Columns.constant(row, "role", Role.class),
                    Columns.texts(row, "scopes"),
                    Signature.key(secret),
                    new Secret(HexFormat.of()
                            .formatHex(row.getBuffer("bearer_hash").getBytes())));
        });
    }

    /** Notes when a key was last used. */
    @Override
    public Future<Void> touch(Tenant tenant, String id, Instant usedAt) {
        return database.run(TOUCH, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id, Columns.time(usedAt)))
                .mapEmpty();
    }

    private static ApiKey read(Row row) {
        return new ApiKey(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("key_id"),
                row.getString("name"),
                row.getString("description"),
                Columns.constant(row, "role", Role.class),
                Columns.texts(row, "scopes"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"),
                Columns.instant(row, "last_used_at"),
                Columns.instant(row, "revoked_at"));
    }
}
