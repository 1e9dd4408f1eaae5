package com.plugipay.billing.plans;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.billing.calendar.BillingInterval;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.PreviousAttributes;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Plans and their prices in the database. A plan is read and written with all of its prices. */
public final class PlanStore {
    private static final TypeReference<List<Price>> PRICES = new TypeReference<>() {};

    /** The names of the JSON are those of {@link Price}. */
    private static final String SELECT = """
            select workspace_id, mode, id, name, description, billing_interval, interval_count, trial_days,
                   usage_aggregate, metered_unit, portal_features::text, dunning_policy_id, active, archived_at,
                   metadata::text, created_at, updated_at,
                   (select coalesce(json_agg(json_build_object(
                               'id', prices.id, 'workspaceId', prices.workspace_id, 'mode', prices.mode,
                               'planId', prices.plan_id, 'currency', currency, 'model', model,
                               'unitAmount', unit_amount, 'tiers', tiers, 'taxMode', tax_mode,
                               'active', prices.active, 'createdAt', prices.created_at,
                               'updatedAt', prices.updated_at) order by position), '[]')::text
                      from prices
                     where prices.workspace_id = plans.workspace_id and prices.mode = plans.mode
                       and prices.plan_id = plans.id) as prices
              from plans""";

    private static final String OF_TENANT = " where workspace_id = :workspace and mode = :mode";
    private static final NamedSql FIND = NamedSql.of(SELECT + OF_TENANT + " and id = :id");
    private static final NamedSql FIND_BY_PRICE =
            NamedSql.of(SELECT + OF_TENANT + " and id = (select plan_id from prices" + OF_TENANT + " and id = :id)");
    private static final NamedSql FIND_ALL_BY_PRICE = NamedSql.of(
            SELECT + OF_TENANT + " and id in (select plan_id from prices" + OF_TENANT + " and id = any (:price_ids))");
    private static final NamedSql ON_SALE = NamedSql.of(SELECT + OF_TENANT + """

             and active
             and exists (select from prices
                          where workspace_id = :workspace and mode = :mode and plan_id = plans.id
                            and currency = any (:currencies) and prices.active)
             order by id desc limit :most""");
    private static final NamedSql INSERT = NamedSql.of("""
            insert into plans (workspace_id, mode, created_at, updated_at, id, name, description, billing_interval,
                interval_count, trial_days, usage_aggregate, metered_unit, portal_features, dunning_policy_id, active,
                archived_at, metadata)
            values (:workspace, :mode, :now, :now, :id, :name, :description, :billing_interval, :interval_count,
                :trial_days, :usage_aggregate, :metered_unit, :portal_features::text::jsonb, :dunning_policy_id,
                :active, :archived_at, :metadata::text::jsonb)
            returning id""");
    private static final NamedSql UPDATE = NamedSql.of("""
            update plans
               set name = :name, description = :description, trial_days = :trial_days, usage_aggregate = :usage_aggregate,
                   portal_features = :portal_features::text::jsonb, dunning_policy_id = :dunning_policy_id,
                   active = :active, archived_at = :archived_at, metadata = :metadata::text::jsonb,
                   updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at_before
            returning id""");
    private static final NamedSql PUT_PRICES = NamedSql.of("""
            insert into prices (workspace_id, mode, id, plan_id, currency, model, unit_amount, tiers, tax_mode, active,
                position, created_at, updated_at)
            select :workspace, :mode, id, "planId", currency, model, "unitAmount", tiers, "taxMode", active,
                   position + coalesce((select max(position) from prices
                                         where workspace_id = :workspace and mode = :mode and plan_id = put."planId"), 0),
                   "createdAt", "updatedAt"
              from rows from (jsonb_to_recordset(:prices::text::jsonb) as (id text, "planId" text, currency text,
                   model text, "unitAmount" bigint, tiers jsonb, "taxMode" text, active boolean,
                   "createdAt" timestamptz, "updatedAt" timestamptz))
                   with ordinality as put (id, "planId", currency, model, "unitAmount", tiers, "taxMode", active,
                   "createdAt", "updatedAt", position)
             where exists (select from changed)
            on conflict (workspace_id, mode, id)
            do update set active = excluded.active, updated_at = excluded.updated_at""");
    private static final NamedSql DELETE_PRICES = NamedSql.of("""
            delete from prices
             where workspace_id = :workspace and mode = :mode and id = any(:ids) and exists (select from changed)""");
    private static final Map<String, String> FILTERS = Map.of("active", "active::text");

    private final Database database;

    public PlanStore(Database database) {
        this.database = database;
    }

    Change<Plan> insert(ChangeContext context, Plan plan) {
        Write write = withPolicy(Write.of(context).step("changed", INSERT, values(plan)));
        put(write, plan.prices());
        return write.event(EventType.PLAN_CREATED, plan).returning(plan);
    }

    /** Changes a plan, and with it the prices that differ, if it has not been changed since it was read. */
    Write update(ChangeContext context, EventType event, Plan before, Plan after) {
        Write write = withPolicy(
                Write.of(context).step("changed", UPDATE, values(after).and("updated_at_before", before.updatedAt())));
        put(write, difference(after.prices(), price -> !before.prices().contains(price)));
        List<Price> removed = difference(
                before.prices(),
                price -> after.prices().stream().noneMatch(kept -> kept.id().equals(price.id())));
        if (!removed.isEmpty()) {
            write.step(
                    "removed_prices",
                    DELETE_PRICES,
                    Values.none().and("ids", removed.stream().map(Price::id).toArray(String[]::new)));
        }
        return write.event(event, after, PreviousAttributes.of(before, after))
                .refusing("subscriptions_price_fkey", PlanStore::hasSubscriptions)
                .refusing("subscriptions_next_price_fkey", PlanStore::hasSubscriptions);
    }

    private static Write withPolicy(Write write) {
        return write.refusing(
                "plans_dunning_policy_fkey",
                () -> ErrorCode.VALIDATION_ERROR.forField("dunningPolicyId", "There is no such dunning policy."));
    }

    public Future<Optional<Plan>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), PlanStore::read);
    }

    /** The plan that has this price. */
    public Future<Optional<Plan>> findByPrice(Tenant tenant, String priceId) {
        return database.one(FIND_BY_PRICE, Values.of(tenant).and("id", priceId), PlanStore::read);
    }

    /** The plans that have these prices. */
    public Future<List<Plan>> findAllByPrice(Tenant tenant, Set<String> priceIds) {
        return database.many(
                FIND_ALL_BY_PRICE,
                Values.of(tenant).and("price_ids", priceIds.toArray(String[]::new)),
                PlanStore::read);
    }

    /** The newest plans with a price on sale in one of these currencies; the newest first. */
    public Future<List<Plan>> onSale(Tenant tenant, Set<String> currencies, int most) {
        Values values = Values.of(tenant)
                .and("currencies", currencies.toArray(String[]::new))
                .and("most", most);
        return database.many(ON_SALE, values, PlanStore::read);
    }

    Future<Page<Plan>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), PlanStore::read)
                .map(found -> Page.of(listing, found));
    }

    private static List<Price> difference(List<Price> prices, Predicate<Price> differs) {
        return prices.stream().filter(differs).toList();
    }

    private static void put(Write write, List<Price> prices) {
        if (!prices.isEmpty()) {
            write.step("put_prices", PUT_PRICES, Values.none().and("prices", Columns.json(prices)));
        }
    }

    private static ApiException hasSubscriptions() {
        return ErrorCode.CONFLICT.withMessage("A subscription has this price; take it off sale instead.");
    }

    private static Values values(Plan plan) {
        return Values.none()
                .and("id", plan.id())
                .and("name", plan.name())
                .and("description", plan.description())
                .and("billing_interval", plan.interval().text())
                .and("interval_count", plan.intervalCount())
                .and("trial_days", plan.trialDays())
                .and(
                        "usage_aggregate",
                        plan.usageAggregate() == null
                                ? null
                                : plan.usageAggregate().text())
                .and("metered_unit", plan.meteredUnit())
                .and("portal_features", Columns.json(plan.portalFeatures()))
                .and("dunning_policy_id", plan.dunningPolicyId())
                .and("active", plan.active())
                .and("archived_at", plan.archivedAt())
                .and("metadata", Columns.json(plan.metadata()))
                .and("updated_at", plan.updatedAt());
    }

    private static Plan read(Row row) {
        return new Plan(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("name"),
                row.getString("description"),
                Columns.constant(row, "billing_interval", BillingInterval.class),
                row.getInteger("interval_count"),
                row.getInteger("trial_days"),
                Columns.list(row, "prices", PRICES),
                row.getString("usage_aggregate") == null
                        ? null
                        : Columns.constant(row, "usage_aggregate", UsageAggregate.class),
                row.getString("metered_unit"),
                Objects.requireNonNull(Columns.object(row, "portal_features", PortalFeatures.class)),
                row.getString("dunning_policy_id"),
                row.getBoolean("active"),
                Columns.instant(row, "archived_at"),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
