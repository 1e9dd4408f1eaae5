package com.plugipay.providers;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.Origin;
import com.plugipay.db.Write;
import com.plugipay.json.Json;
import com.plugipay.providers.manual.ManualAccount;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Provider accounts in the database. */
public final class ProviderAccountStore {
    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};
    private static final String LIST = """
            select workspace_id, mode, kind, status, secret_key_last4, public_config::text, last_error_at,
                   last_error_code, updated_at
              from provider_accounts where workspace_id = $1 and mode = $2""";
    private static final String MANUAL = """
            select public_config::text from provider_accounts
             where workspace_id = $1 and mode = $2 and kind = 'manual' and status = 'active'""";
    private static final String CONNECT = """
            changed as (
                insert into provider_accounts (workspace_id, mode, created_at, updated_at, kind, status, public_config)
                values ($1, $2, $3, $3, $4, 'active', $5::text::jsonb)
                on conflict (workspace_id, mode, kind) do update
                    set status = excluded.status, public_config = excluded.public_config, credentials = null,
                        last_error_at = null, last_error_code = null, updated_at = excluded.updated_at
                returning kind)
            """;

    private final Database database;

    public ProviderAccountStore(Database database) {
        this.database = database;
    }

    public Future<ProviderAccounts> all(Tenant tenant) {
        return database.many(LIST, Tuple.of(tenant.workspaceId(), tenant.mode().text()), ProviderAccountStore::read)
                .map(found -> {
                    Map<ProviderKind, ProviderAccount> accounts = new EnumMap<>(ProviderKind.class);
                    for (ProviderKind kind : ProviderKind.values()) {
                        accounts.put(kind, ProviderAccount.unconfigured(tenant, kind));
                    }
                    found.forEach(account -> accounts.put(account.kind(), account));
                    return new ProviderAccounts(
                            Objects.requireNonNull(accounts.get(ProviderKind.XENDIT)),
                            Objects.requireNonNull(accounts.get(ProviderKind.MIDTRANS)),
                            Objects.requireNonNull(accounts.get(ProviderKind.PAYPAL)),
                            Objects.requireNonNull(accounts.get(ProviderKind.MANUAL)));
                });
    }

    /** Where this workspace takes bank transfers, if it does. */
    public Future<Optional<ManualAccount>> manual(Tenant tenant) {
        return database.one(
                MANUAL,
                Tuple.of(tenant.workspaceId(), tenant.mode().text()),
                row -> Json.read(row.getString("public_config"), ManualAccount.class));
    }

    /** Connects or replaces the manual account in one step. */
    public Future<ProviderAccount> connect(Origin origin, ManualAccount account) {
        Tenant tenant = origin.tenant();
        ProviderAccount connected = new ProviderAccount(
                ProviderKind.MANUAL,
                tenant.workspaceId(),
                tenant.mode(),
                ProviderAccount.Status.ACTIVE,
                null,
                Json.MAPPER.convertValue(account, CONFIG),
                origin.now(),
                null,
                null);
        return Write.of(origin, CONNECT, ProviderKind.MANUAL.text(), Json.text(account))
                .audit("provider_account.connected", ProviderKind.MANUAL.text())
                .answer(connected)
                .run(database)
                .map(connected);
    }

    private static ProviderAccount read(Row row) {
        String config = row.getString("public_config");
        return new ProviderAccount(
                Columns.constant(row, "kind", ProviderKind.class),
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
