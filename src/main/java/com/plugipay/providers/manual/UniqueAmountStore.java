package com.plugipay.providers.manual;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Amounts with a unique code in the database, whose keys prevent the same amount from being used twice. */
public final class UniqueAmountStore {
    /** The constraint that is violated by an amount which another owner has just reserved: another amount has to be picked. */
    public static final String TAKEN = "unique_amounts_pkey";

    /** The constraint that is violated by a second amount of the same owner: the first has to be used. */
    public static final String OWNED = "unique_amounts_owner_key";

    /** How long an amount stays reserved after its owner has ended, so that late money can still be matched. */
    private static final Duration COOL_DOWN = Duration.ofDays(2);

    /** Whether a possible amount is free. */
    private static final String IS_FREE = """
            not exists (
                    select 1 from unique_amounts u
                     where u.workspace_id = :workspace and u.mode = :mode and u.currency = :currency
                       and u.amount = possible.amount and u.amount between :least and :most
                       and u.amount not in (select amount from ended))
                and not exists (
                    select 1 from payment_attempts a
                     where a.workspace_id = :workspace and a.mode = :mode and a.currency = :currency
                       and a.amount = possible.amount and a.amount between :least and :most
                       and a.provider = 'manual' and a.status in ('starting', 'active'))""";

    /**
     * Selects the owner's amount, or else a free one; releases the amounts of owners that ended long enough ago. Mostly one of
     * four guesses is free, and the others need not be looked at.
     */
    private static final NamedSql PICK = NamedSql.of("""
            with ended as (
                delete from unique_amounts u
                 where u.workspace_id = :workspace and u.mode = :mode and u.currency = :currency
                   and u.amount between :least and :most
                   and coalesce(
                        (select s.status <> 'open' and not s.review_pending and s.updated_at <= :ended_before
                           from checkout_sessions s
                          where s.workspace_id = :workspace and s.mode = :mode and s.id = u.owner_id),
                        (select p.status <> 'pending' and p.updated_at <= :ended_before
                           from payments p
                          where p.workspace_id = :workspace and p.mode = :mode and p.id = u.owner_id))
                returning amount)
            select own.amount is null as is_new,
                   coalesce(
                        own.amount,
                        (select possible.amount
                           from (select :least::bigint + floor(random() * (:most::bigint - :least::bigint + 1))::bigint as amount
                                   from generate_series(1, 4)) as possible
                          where possible.amount <= :most and %1$s
                          limit 1),
                        (select possible.amount
                           from generate_series(:least::bigint, :most::bigint) as possible (amount)
                          where %1$s
                          order by random() limit 1)) as amount
              from (select (select amount from unique_amounts
                             where workspace_id = :workspace and mode = :mode and owner_id = :owner_id
                               and currency = :currency) as amount) as own""".formatted(IS_FREE));

    /** Reserves an amount: a step of the statement that inserts the attempt, after {@code changed}. */
    public static final NamedSql RESERVE = NamedSql.of("""
            insert into unique_amounts (workspace_id, mode, created_at, currency, amount, code, owner_id)
            select :workspace, :mode, :now, :currency, :amount, :code, :owner_id from changed""");

    private final Database database;

    public UniqueAmountStore(Database database) {
        this.database = database;
    }

    /** Picks the owner's amount, or else a free one; empty when none is free. */
    Future<Optional<AmountDue>> pick(
            Tenant tenant, UniqueCode.Range range, String ownerId, long price, String currency, Instant now) {
        Values values = Values.of(tenant)
                .and("currency", currency)
                .and("least", range.least())
                .and("most", range.most())
                .and("owner_id", ownerId)
                .and("ended_before", now.minus(COOL_DOWN));
        return database.one(
                        PICK,
                        values,
                        row -> Optional.ofNullable(row.getLong("amount"))
                                .map(amount -> new AmountDue(amount, amount - price, row.getBoolean("is_new"))))
                .map(Optional::orElseThrow);
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
