package com.plugipay.billing.dunning;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dunning policies in the database. Which one is the default is stored apart, so that there is at most one. */
final class DunningPolicyStore {
    private static final String SELECT = """
            select workspace_id, mode, id, name, retry_after_days, final_action, metadata::text, created_at, updated_at,
                   exists (select 1 from default_dunning_policies chosen
                            where chosen.workspace_id = dunning_policies.workspace_id
                              and chosen.mode = dunning_policies.mode and chosen.policy_id = dunning_policies.id) as is_default
              from dunning_policies""";
    private static final String OF_TENANT = " where workspace_id = :workspace and mode = :mode";
    private static final NamedSql FIND = NamedSql.of(SELECT + OF_TENANT + " and id = :id");

    /** That of the plan, else the default. */
    private static final NamedSql FOR_PLAN = NamedSql.of(SELECT + OF_TENANT + """

               and id = coalesce(:id::text,
                        (select policy_id from default_dunning_policies where workspace_id = :workspace and mode = :mode))""");

    private static final NamedSql INSERT = NamedSql.of("""
            insert into dunning_policies (workspace_id, mode, id, name, retry_after_days, final_action, metadata, created_at,
                updated_at)
            values (:workspace, :mode, :id, :name, :retry_after_days, :final_action, :metadata::text::jsonb, :now, :now)
            returning id""");
    private static final NamedSql UPDATE = NamedSql.of("""
            update dunning_policies
               set name = :name, retry_after_days = :retry_after_days, final_action = :final_action,
                   metadata = :metadata::text::jsonb, updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at_before
            returning id""");
    private static final NamedSql MAKE_DEFAULT = NamedSql.of("""
            insert into default_dunning_policies (workspace_id, mode, policy_id)
            select :workspace, :mode, :id from changed
            on conflict (workspace_id, mode) do update set policy_id = excluded.policy_id""");
    private static final NamedSql END_DEFAULT = NamedSql.of("""
            delete from default_dunning_policies
             where workspace_id = :workspace and mode = :mode and policy_id = :id and exists (select 1 from changed)""");

    private final Database database;

    DunningPolicyStore(Database database) {
        this.database = database;
    }

    Change<DunningPolicy> insert(ChangeContext context, DunningPolicy policy) {
        return write(context, INSERT, values(policy), policy)
                .audit("dunning_policy.created", policy.id())
                .returning(policy);
    }

    /** Changes a policy that has not been changed since it was read. */
    Change<DunningPolicy> update(ChangeContext context, DunningPolicy before, DunningPolicy after) {
        return write(context, UPDATE, values(after).and("updated_at_before", before.updatedAt()), after)
                .audit("dunning_policy.updated", after.id())
                .returning(after);
    }

    private static Write write(ChangeContext context, NamedSql sql, Values values, DunningPolicy policy) {
        return Write.of(context)
                .step("changed", sql, values)
                .step(
                        "default_policy",
                        policy.isDefault() ? MAKE_DEFAULT : END_DEFAULT,
                        Values.none().and("id", policy.id()));
    }

    Future<Optional<DunningPolicy>> find(Tenant tenant, String id) {
        return database.one(FIND, Values.of(tenant).and("id", id), DunningPolicyStore::read);
    }

    /** How an invoice of a plan that names this policy, or none, is collected. */
    Future<DunningPolicy.Schedule> schedule(Tenant tenant, @Nullable String policyId) {
        return database.one(FOR_PLAN, Values.of(tenant).and("id", policyId), DunningPolicyStore::read)
                .map(found -> found.map(DunningPolicy::schedule).orElse(DunningPolicy.STANDARD));
    }

    Future<Page<DunningPolicy>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, Map.of());
        return database.many(SELECT + query.where(), query.parameters(), DunningPolicyStore::read)
                .map(found -> Page.of(listing, found));
    }

    private static Values values(DunningPolicy policy) {
        return Values.none()
                .and("id", policy.id())
                .and("name", policy.name())
                .and("retry_after_days", policy.retryAfterDays().toArray(Integer[]::new))
                .and("final_action", policy.finalAction().text())
                .and("metadata", Columns.json(policy.metadata()))
                .and("updated_at", policy.updatedAt());
    }

    private static DunningPolicy read(Row row) {
        return new DunningPolicy(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("name"),
                List.of(row.getArrayOfIntegers("retry_after_days")),
                Columns.constant(row, "final_action", FinalAction.class),
                row.getBoolean("is_default"),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
