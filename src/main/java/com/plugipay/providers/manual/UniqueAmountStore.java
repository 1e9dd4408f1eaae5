package com.plugipay.providers.manual;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Amounts with a code in the database, which sees to it that no two are the same. */
public final class UniqueAmountStore {
    /** What the database says when somebody else was faster; another amount is to be picked then. */
    public static final String TAKEN = "unique_amounts_pkey";

    /** The same when the same buyer was faster: that amount is to be used. */
    public static final String OWNED = "unique_amounts_owner_key";

    /** Late money still finds its place by its amount for this long after the end. */
    private static final Duration COOL_DOWN = Duration.ofDays(2);

    private static final String PICK = """
            with ended as (
                delete from unique_amounts u
                 where workspace_id = $1 and mode = $2 and currency = $3 and amount between $4 and $5
                   and (exists (
                         select 1 from checkout_sessions s
                          where s.workspace_id = $1 and s.mode = $2 and s.id = u.owner_id and s.status <> 'open'
                            and not s.review_pending and s.updated_at <= $7)
                     or exists (
                         select 1 from payments p
                          where p.workspace_id = $1 and p.mode = $2 and p.id = u.owner_id and p.status <> 'pending'
                            and p.updated_at <= $7))
                returning amount)
            (select amount, false as is_new from unique_amounts
              where workspace_id = $1 and mode = $2 and owner_id = $6 and currency = $3)
            union all
            (select possible.amount, true from generate_series($4::bigint, $5::bigint) as possible (amount)
              where not exists (
                    select 1 from unique_amounts u
                     where u.workspace_id = $1 and u.mode = $2 and u.currency = $3 and u.amount = possible.amount
                       and u.amount not in (select amount from ended))
                and not exists (
                    select 1 from payment_attempts a
                     where a.workspace_id = $1 and a.mode = $2 and a.currency = $3 and a.amount = possible.amount
                       and a.provider = 'manual' and a.status in ('starting', 'active'))
              order by random() limit 1)
            order by is_new limit 1""";
    private static final String CODE = """
            select u.code from payment_attempts a
              join unique_amounts u on u.workspace_id = a.workspace_id and u.mode = a.mode
                and u.owner_id = coalesce(a.checkout_session_id, a.payment_id)
                and u.currency = a.currency and u.amount = a.amount
             where a.workspace_id = $1 and a.mode = $2 and a.id = $3""";

    /** The step of an attempt's own statement that reserves its amount, after {@code changed}. */
    public static final NamedSql RESERVE = NamedSql.of("""
            insert into unique_amounts (workspace_id, mode, created_at, currency, amount, code, owner_id)
            select :workspace, :mode, :now, :currency, :amount, :code, :owner_id from changed""");

    private final Database database;

    public UniqueAmountStore(Database database) {
        this.database = database;
    }

    /** The owner's amount, or one that is free; nothing when none is. */
    Future<Optional<AmountDue>> pick(
            Tenant tenant, UniqueCode code, String ownerId, long price, String currency, Instant now) {
        return database.one(
                PICK,
                Tuple.of(
                        tenant.workspaceId(),
                        tenant.mode().text(),
                        currency,
                        code.least(price),
                        code.most(price),
                        ownerId,
                        Columns.time(now.minus(COOL_DOWN))),
                row -> {
                    long amount = row.getLong("amount");
                    return new AmountDue(amount, amount - price, row.getBoolean("is_new"));
                });
    }

    /** The code in the amount of an attempt, if it has one. */
    Future<Optional<Long>> code(Tenant tenant, String attemptId) {
        return database.one(
                CODE, Tuple.of(tenant.workspaceId(), tenant.mode().text(), attemptId), row -> row.getLong("code"));
    }

    /** The values of {@link #RESERVE}. */
    public static Values reserving(AmountDue due, String currency, String ownerId) {
        return Values.none()
                .and("currency", currency)
                .and("amount", due.amount())
                .and("code", due.code())
                .and("owner_id", ownerId);
    }
}
