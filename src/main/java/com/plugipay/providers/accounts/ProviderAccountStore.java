package com.plugipay.providers.accounts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.notifications.NotificationKind;
import com.plugipay.notifications.Notifications;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Provider accounts in the database. */
public final class ProviderAccountStore {
    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};
    private static final NamedSql LIST = NamedSql.of("""
            select workspace_id, mode, kind, status, secret_key_last4, public_config::text, last_error_at,
                   last_error_code, updated_at
              from provider_accounts where workspace_id = :workspace and mode = :mode""");

    private static final NamedSql CONNECTED = NamedSql.of("""
            select credentials, public_config::text from provider_accounts
             where workspace_id = :workspace and mode = :mode and kind = :kind and %s""".formatted(ExistingWorkspaces.only("workspace_id")));

    private static final NamedSql CONNECT =
            NamedSql.of("""
            insert into provider_accounts (workspace_id, mode, created_at, updated_at, kind, status, public_config,
                credentials, secret_key_last4, last_error_code, last_error_at)
            values (:workspace, :mode, :now, :now, :kind, :status, :public_config::text::jsonb, :credentials,
                :secret_key_last4, :last_error_code, :last_error_at)
            on conflict (workspace_id, mode, kind) do update
                set status = excluded.status, public_config = excluded.public_config,
                    credentials = excluded.credentials, secret_key_last4 = excluded.secret_key_last4,
                    last_error_at = excluded.last_error_at, last_error_code = excluded.last_error_code,
                    updated_at = %s
              where :config_before::text is null or provider_accounts.public_config = :config_before::text::jsonb
            returning kind
            """.formatted(UpdatedAt.sql("excluded.updated_at", "provider_accounts.updated_at")));

    private final Database database;
    private final MasterKeys masterKeys;

    public ProviderAccountStore(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.masterKeys = masterKeys;
    }

    public Future<ProviderAccountList> all(Tenant tenant) {
        return database.many(LIST.sql(), LIST.parameters(Values.of(tenant)), ProviderAccountStore::read)
                .map(found -> {
                    Map<ProviderKind, ProviderAccount> accounts = new LinkedHashMap<>();
                    ProviderKind.all().forEach(kind -> accounts.put(kind, ProviderAccount.unconfigured(tenant, kind)));
                    found.forEach(account -> accounts.put(account.kind(), account));
                    return new ProviderAccountList(accounts);
                });
    }

    /** Finds the account with its credentials; empty when none is connected. */
    Future<Optional<ProviderAccountCredentials>> connected(Tenant tenant, ProviderKind kind) {
        return database.one(
                CONNECTED.sql(),
                CONNECTED.parameters(Values.of(tenant).and("kind", kind.text())),
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

    /**
     * Inserts or replaces an account.
     *
     * @param configBefore what the account must still have, so that none of it is lost; null when it does not matter
     */
    Change<ProviderAccount> connect(
            ChangeContext context,
            ProviderAccount account,
            @Nullable Map<String, Object> configBefore,
            Credentials credentials,
            Notifications notifications) {
        Buffer sealed = credentials.values().isEmpty()
                ? null
                : Buffer.buffer(masterKeys.encrypt(place(context.tenant(), account.kind()), credentials.sealed()));
        Values values = Values.none()
                .and("kind", account.kind().text())
                .and("status", account.status().text())
                .and("public_config", Columns.json(account.publicConfig()))
                .and("config_before", configBefore == null ? null : Json.text(configBefore))
                .and("credentials", sealed)
                .and("secret_key_last4", account.secretKeyLast4())
                .and("last_error_code", account.lastErrorCode())
                .and("last_error_at", account.lastErrorAt());
        String kind = account.kind().text();
        Write write = Write.of(context)
                .step("changed", CONNECT, values)
                .audit(
                        "provider_account.connected",
                        kind,
                        Map.of("status", account.status().text()));
        return (account.status() == ProviderAccount.Status.ERROR
                        ? notifications.queue(write, NotificationKind.PROVIDER_ERROR, kind, context.now())
                        : write)
                .returning(account);
    }

    /** Binds the credentials to mode and provider: moved to another row they cannot be decrypted. */
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
