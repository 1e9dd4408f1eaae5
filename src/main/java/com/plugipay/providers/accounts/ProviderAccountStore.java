package com.plugipay.providers.accounts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderKind;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.MasterKeys.Place;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Provider accounts in the database. */
public final class ProviderAccountStore {
    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};
    private static final String LIST = """
            select workspace_id, mode, kind, status, secret_key_last4, public_config::text, last_error_at,
                   last_error_code, updated_at
              from provider_accounts where workspace_id = $1 and mode = $2""";
    private static final String CONNECTED = """
            select credentials, public_config::text from provider_accounts
             where workspace_id = $1 and mode = $2 and kind = $3""";
    private static final String ROUTING =
            "select routing::text from method_routings where workspace_id = $1 and mode = $2";
    private static final String ROUTE =
            """
            changed as (
                insert into method_routings (workspace_id, mode, created_at, updated_at, routing)
                values ($1, $2, $3, $3, $4::text::jsonb)
                on conflict (workspace_id, mode) do update
                    set routing = excluded.routing, updated_at = %s
                returning routing)
            """.formatted(UpdatedAt.sql("excluded.updated_at", "method_routings.updated_at"));
    private static final String CONNECT =
            """
            changed as (
                insert into provider_accounts (workspace_id, mode, created_at, updated_at, kind, status, public_config,
                    credentials, secret_key_last4, last_error_code, last_error_at)
                values ($1, $2, $3, $3, $4, $5, $6::text::jsonb, $7, $8, $9, $10)
                on conflict (workspace_id, mode, kind) do update
                    set status = excluded.status, public_config = excluded.public_config,
                        credentials = excluded.credentials, secret_key_last4 = excluded.secret_key_last4,
                        last_error_at = excluded.last_error_at, last_error_code = excluded.last_error_code,
                        updated_at = %s
                returning kind)
            """.formatted(UpdatedAt.sql("excluded.updated_at", "provider_accounts.updated_at"));

    private final Database database;
    private final MasterKeys masterKeys;

    public ProviderAccountStore(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.masterKeys = masterKeys;
    }

    public Future<ProviderAccountList> all(Tenant tenant) {
        return database.many(LIST, Tuple.of(tenant.workspaceId(), tenant.mode().text()), ProviderAccountStore::read)
                .map(found -> {
                    Map<ProviderKind, ProviderAccount> accounts = new LinkedHashMap<>();
                    ProviderKind.all().forEach(kind -> accounts.put(kind, ProviderAccount.unconfigured(tenant, kind)));
                    found.forEach(account -> accounts.put(account.kind(), account));
                    return new ProviderAccountList(accounts);
                });
    }

    /** The account with its credentials, if one is connected. */
    Future<Optional<ProviderAccountCredentials>> connected(Tenant tenant, ProviderKind kind) {
        return database.one(
                CONNECTED,
                Tuple.of(tenant.workspaceId(), tenant.mode().text(), kind.text()),
                row -> new ProviderAccountCredentials(
                        tenant,
                        credentials(tenant, kind, row.getBuffer("credentials")),
                        Json.read(row.getString("public_config"), CONFIG)));
    }

    private Credentials credentials(Tenant tenant, ProviderKind kind, @Nullable Buffer sealed) {
        return sealed == null
                ? new Credentials(Map.of())
                : Credentials.unsealed(masterKeys.decrypt(place(tenant, kind), sealed.getBytes()));
    }

    /** Connects or replaces an account in one step. */
    Change<ProviderAccount> connect(ChangeContext origin, ProviderAccount account, Credentials credentials) {
        Buffer sealed = credentials.values().isEmpty()
                ? null
                : Buffer.buffer(masterKeys.encrypt(place(origin.tenant(), account.kind()), credentials.sealed()));
        return Write.of(
                        origin,
                        CONNECT,
                        account.kind().text(),
                        account.status().text(),
                        Columns.json(account.publicConfig()),
                        sealed,
                        account.secretKeyLast4(),
                        account.lastErrorCode(),
                        Columns.time(account.lastErrorAt()))
                .audit(
                        "provider_account.connected",
                        account.kind().text(),
                        Map.of("status", account.status().text()))
                .returning(account);
    }

    /** Who takes a method that several could; the default when the workspace has said nothing. */
    Future<MethodRouting> routing(Tenant tenant) {
        return database.one(
                        ROUTING,
                        Tuple.of(tenant.workspaceId(), tenant.mode().text()),
                        row -> Json.read(row.getString("routing"), MethodRouting.class))
                .map(found -> found.orElse(MethodRouting.DEFAULT));
    }

    Change<MethodRouting> route(ChangeContext origin, MethodRouting routing) {
        return Write.of(origin, ROUTE, Json.text(routing))
                .audit("method_routing.changed", origin.tenant().workspaceId(), Json.map(routing))
                .returning(routing);
    }

    /** The row's id is its mode and kind: credentials moved to the other world do not open. */
    private static Place place(Tenant tenant, ProviderKind kind) {
        return EncryptedColumn.PROVIDER_CREDENTIALS.of(
                tenant.workspaceId(), tenant.mode().text(), kind.text());
    }

    private static ProviderAccount read(Row row) {
        String config = row.getString("public_config");
        return new ProviderAccount(
                ProviderKind.of(row.getString("kind")),
                row.getString("workspace_id"),
                Columns.mode(row),
                Columns.constant(row, "status", ProviderAccount.Status.class),
                row.getString("secret_key_last4"),
                config == null ? null : Json.read(config, CONFIG),
                Columns.moment(row, "updated_at"),
                Columns.instant(row, "last_error_at"),
                row.getString("last_error_code"));
    }
}
