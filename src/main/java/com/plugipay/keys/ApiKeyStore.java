package com.plugipay.keys;

import com.plugipay.auth.AuthVerticle;
import com.plugipay.auth.KeyPrincipal;
import com.plugipay.auth.KeyRole;
import com.plugipay.auth.KeyScopes;
import com.plugipay.auth.Signature;
import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** API keys in the database. */
public final class ApiKeyStore implements AuthVerticle.Keys {
    private static final String COLUMNS = """
            workspace_id, mode, id, key_id, name, description, role, scopes, created_at, updated_at, last_used_at,
            revoked_at""";
    private static final String SELECT = "select " + COLUMNS + " from api_keys";
    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");

    private static final NamedSql ACTIVE = NamedSql.of(
            SELECT + " where workspace_id = :workspace and mode = :mode and revoked_at is null order by id");

    /** In a mode of its own: a live key may create a test key. */
    private static final NamedSql INSERT = NamedSql.of("""
            insert into api_keys (workspace_id, mode, created_at, updated_at, id, key_id, name, description, role, scopes,
                secret, bearer_hash)
            values (:workspace, :mode_of_key, :now, :now, :id, :key_id, :name, :description, :role, :scopes, :secret,
                :bearer_hash)
            returning id""");

    private static final NamedSql REVOKE = NamedSql.of("""
            update api_keys set revoked_at = :now, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and revoked_at is null
            returning id""".formatted(UpdatedAt.SQL));

    /** Without the workspace, which is only known by the key. */
    private static final NamedSql PRINCIPAL = NamedSql.of("""
            select workspace_id, mode, id, key_id, name, role, scopes, secret, bearer_hash from api_keys
             where key_id = :key_id and revoked_at is null and %s""".formatted(ExistingWorkspaces.only("workspace_id")));

    /** Of all workspaces. The rows are locked in one order, so that nodes do not wait for each other in a circle. */
    private static final NamedSql RECORD_USES = NamedSql.of("""
            with used as (
                select k.workspace_id, k.mode, k.id, u.used_at
                  from unnest(:workspaces::text[], :modes::text[], :ids::text[], :used_at::timestamptz[])
                        as u (workspace_id, mode, id, used_at)
                  join api_keys k on k.workspace_id = u.workspace_id collate "C" and k.mode = u.mode
                   and k.id = u.id collate "C" and (k.last_used_at is null or k.last_used_at < u.used_at)
                 order by k.workspace_id, k.mode, k.id
                   for no key update of k)
            update api_keys k set last_used_at = used.used_at
              from used
             where k.workspace_id = used.workspace_id and k.mode = used.mode and k.id = used.id""");

    private final Database database;
    private final MasterKeys masterKeys;

    public ApiKeyStore(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.masterKeys = masterKeys;
    }

    /** Stores a new key: its signing secret encrypted, its bearer form as a hash. A live key may make a test key. */
    public Change<IssuedApiKey> insert(ChangeContext context, IssuedApiKey issued) {
        ApiKey key = issued.apiKey();
        byte[] secret = masterKeys.encrypt(
                EncryptedColumn.API_KEY_SECRET.of(key.workspaceId(), key.mode().text(), key.id()),
                issued.signingSecret());
        Values values = Values.none()
                .and("mode_of_key", key.mode().text())
                .and("id", key.id())
                .and("key_id", key.keyId())
                .and("name", key.name())
                .and("description", key.description())
                .and("role", key.role().text())
                .and("scopes", key.scopes().toArray(String[]::new))
                .and("secret", Buffer.buffer(secret))
                .and("bearer_hash", Buffer.buffer(issued.bearerHash()));
        return Write.of(context)
                .step("changed", INSERT, values)
                .audit("api_key.created", key.id(), Map.of("name", key.name(), "role", key.role()))
                .returning(issued);
    }

    /** Revokes a key, unless it is revoked already. */
    public Change<Void> revoke(ChangeContext context, ApiKey key) {
        return Write.of(context)
                .step("changed", REVOKE, Values.none().and("id", key.id()))
                .audit("api_key.revoked", key.id(), Map.of("name", key.name()))
                .returningNothing();
    }

    public Future<Optional<ApiKey>> find(Tenant tenant, String id) {
        return database.one(FIND, Values.of(tenant).and("id", id), ApiKeyStore::read);
    }

    public Future<Page<ApiKey>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, Map.of("revoked", "(revoked_at is not null)::text"));
        return database.many(SELECT + query.where(), query.parameters(), ApiKeyStore::read)
                .map(found -> Page.of(listing, found));
    }

    /** The keys that are not revoked, the oldest first. */
    public Future<List<ApiKey>> active(Tenant tenant) {
        return database.many(ACTIVE, Values.of(tenant), ApiKeyStore::read);
    }

    /** The principal who signs with this key id; empty when the key is revoked or unknown. */
    @Override
    public Future<Optional<KeyPrincipal>> principal(String keyId) {
        return database.one(PRINCIPAL, Values.none().and("key_id", keyId), row -> {
            String id = row.getString("id");
            Secret secret = masterKeys.decrypt(
                    EncryptedColumn.API_KEY_SECRET.of(row.getString("workspace_id"), row.getString("mode"), id),
                    row.getBuffer("secret").getBytes());
            return new KeyPrincipal(
                    Columns.tenant(row),
                    id,
                    row.getString("key_id"),
                    row.getString("name"),
                    Columns.constant(row, "role", KeyRole.class),
                    KeyScopes.allowing(Columns.texts(row, "scopes")),
                    Signature.key(secret),
                    new Secret(HexFormat.of()
                            .formatHex(row.getBuffer("bearer_hash").getBytes())));
        });
    }

    /** Records when keys were last used, unless a later time is recorded; each key occurs once. */
    @Override
    public Future<Void> recordUses(List<AuthVerticle.Used> uses) {
        Values values = Batch.of(uses)
                .tenants(AuthVerticle.Used::tenant)
                .texts("ids", AuthVerticle.Used::id)
                .times("used_at", AuthVerticle.Used::at)
                .values();
        return database.run(RECORD_USES, values).mapEmpty();
    }

    private static ApiKey read(Row row) {
        return new ApiKey(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("key_id"),
                row.getString("name"),
                row.getString("description"),
                Columns.constant(row, "role", KeyRole.class),
                Columns.texts(row, "scopes"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"),
                Columns.instant(row, "last_used_at"),
                Columns.instant(row, "revoked_at"));
    }
}
