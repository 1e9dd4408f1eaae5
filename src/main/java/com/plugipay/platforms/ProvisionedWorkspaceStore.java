package com.plugipay.platforms;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workspaces of platforms in the database. A platform is the workspace of its key. */
final class ProvisionedWorkspaceStore {
    private static final String COLUMNS =
            "account_id, workspace_id, partner, discount_rate, brand_name, business_email, created_at, updated_at";

    /** The workspace of an id that was ever used is not made again: its rows may not be deleted yet. */
    private static final NamedSql MAKE = NamedSql.of("""
            insert into workspaces (id, name, created_at, updated_at)
            select :id, :name, :now, :now
             where not exists (select from deleted_workspaces where id = :id)
            on conflict (id) do nothing
            returning id""");

    private static final NamedSql PROVISION = NamedSql.of("""
            insert into provisioned_workspaces (platform_id, %s)
            select :workspace, :account_id, id, :partner, :discount_rate, :brand_name, :business_email, :now, :now
              from changed""".formatted(COLUMNS));

    private static final NamedSql FIND = NamedSql.of("select " + COLUMNS
            + " from provisioned_workspaces where platform_id = :workspace and account_id = :account_id");

    private static final NamedSql ALL = NamedSql.of(
            "select " + COLUMNS + " from provisioned_workspaces where platform_id = :workspace order by account_id");

    /** By the ids of payments, which begin with the time when they were made. */
    private static final NamedSql USAGE = NamedSql.of("""
            select w.account_id, w.brand_name, w.discount_rate, u.payments, u.volume
              from provisioned_workspaces w,
                   lateral (
                        select count(*) as payments, coalesce(sum(p.amount), 0)::bigint as volume
                          from payments p
                         where p.workspace_id = w.workspace_id and p.mode = :mode
                           and p.id >= :first and p.id < :last
                           and p.status in ('succeeded', 'partially_refunded', 'refunded') and p.currency = :currency) u
             where w.platform_id = :workspace and w.partner = :partner
             order by w.account_id""");

    private final Database database;

    ProvisionedWorkspaceStore(Database database) {
        this.database = database;
    }

    /** Makes a workspace for a merchant; fails with a conflict when the platform has one of that id, or anybody has. */
    Change<ProvisionedWorkspace> provision(ChangeContext platform, ProvisionedWorkspace made) {
        String brand = made.brandName();
        Values values = Values.none()
                .and("account_id", made.accountId())
                .and("partner", made.partner())
                .and("discount_rate", made.discountRate())
                .and("brand_name", brand)
                .and("business_email", made.businessEmail());
        return Write.of(platform)
                .step(
                        "changed",
                        MAKE,
                        Values.none().and("id", made.workspace()).and("name", brand == null ? made.accountId() : brand))
                .step("provisioned", PROVISION, values)
                .refusing("provisioned_workspaces_account_key", ProvisionedWorkspaceStore::taken)
                .audit(
                        "workspace.provisioned",
                        made.workspace(),
                        Map.of("accountId", made.accountId(), "partner", made.partner()))
                .returning(made)
                .orFail(ProvisionedWorkspaceStore::taken);
    }

    private static RuntimeException taken() {
        return ErrorCode.CONFLICT.withMessage("There is a workspace of this accountId.");
    }

    Future<Optional<ProvisionedWorkspace>> find(Tenant platform, String accountId) {
        return database.one(FIND, of(platform).and("account_id", accountId), ProvisionedWorkspaceStore::read);
    }

    /** All that a platform has provisioned. */
    Future<List<ProvisionedWorkspace>> all(Tenant platform) {
        return database.many(ALL, of(platform), ProvisionedWorkspaceStore::read);
    }

    /** What the merchants of a partner have been paid in a currency, in payments that were made from one time until another. */
    Future<List<PartnerUsage.Line>> usage(Tenant platform, String partner, String currency, Instant from, Instant to) {
        Values values = Values.of(platform)
                .and("partner", partner)
                .and("currency", currency)
                .and("first", Ids.before(from, "pay"))
                .and("last", Ids.before(to, "pay"));
        return database.many(
                USAGE,
                values,
                row -> PartnerUsage.Line.of(
                        row.getString("account_id"),
                        row.getString("brand_name"),
                        row.getLong("payments"),
                        row.getLong("volume"),
                        row.getBigDecimal("discount_rate")));
    }

    private static Values of(Tenant platform) {
        return Values.none().and("workspace", platform.workspaceId());
    }

    private static ProvisionedWorkspace read(Row row) {
        return new ProvisionedWorkspace(
                row.getString("account_id"),
                row.getString("workspace_id"),
                row.getString("partner"),
                row.getBigDecimal("discount_rate"),
                row.getString("brand_name"),
                row.getString("business_email"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
