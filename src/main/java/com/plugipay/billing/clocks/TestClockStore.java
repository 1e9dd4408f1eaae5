package com.plugipay.billing.clocks;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.work.DueTable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Test clocks in the database. */
public final class TestClockStore {
    private static final String COLUMNS =
            "workspace_id, mode, id, name, frozen_time, status, advancing_to, created_at, updated_at,"
                    + " advanced_from";

    /** Clocks that advance, as claims find them. */
    public static final DueTable DUE =
            new DueTable.Layout("test_clocks", "id", "due_at", "tries", COLUMNS + ", tries").together();

    private static final String SELECT = "select " + COLUMNS + " from test_clocks";
    private static final String ONE = " where workspace_id = :workspace and mode = :mode and id = :id";
    private static final NamedSql FIND = NamedSql.of(SELECT + ONE);
    private static final NamedSql INSERT = NamedSql.of("""
            insert into test_clocks (workspace_id, mode, id, name, frozen_time, status, tries, created_at, updated_at)
            values (:workspace, :mode, :id, :name, :frozen_time, 'ready', 0, :now, :now)
            returning id""");

    /** It is due in real time: a worker is to advance it now. */
    private static final NamedSql BEGIN = NamedSql.of("""
            update test_clocks
               set status = 'advancing', advancing_to = :advancing_to, advanced_from = frozen_time, due_at = :now,
                   updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'ready'
               and updated_at = :updated_at_before
            returning id""");

    /** Puts a customer on a clock, if no worker is busy with its subscriptions or their invoices. */
    private static final NamedSql ADOPT = NamedSql.of("""
            update customers set test_clock_id = :id
             where workspace_id = :workspace and mode = :mode and id = :customer_id and test_clock_id is null
               and not exists (
                select 1 from subscriptions
                 where workspace_id = :workspace and mode = :mode and customer_id = :customer_id
                   and claimed_by is not null)
               and not exists (
                select 1 from invoices i
                  join collection_tries t on t.workspace_id = :workspace and t.mode = :mode and t.invoice_id = i.id
                 where i.workspace_id = :workspace and i.mode = :mode and i.customer_id = :customer_id
                   and t.claimed_by is not null)
            returning id""");

    private static final NamedSql INSERT_ADVANCING = NamedSql.of("""
            insert into test_clocks (workspace_id, mode, id, name, frozen_time, status, advancing_to, advanced_from, due_at,
                tries, created_at, updated_at)
            select :workspace, :mode, :id, :name, :frozen_time, 'advancing', :advancing_to, :frozen_time, :now,
                   0, :now, :updated_at
              from changed""");

    private static final NamedSql FOLLOW = NamedSql.of("""
            update subscriptions set test_clock_id = :id, clock_due_at = due_at, due_at = null
             where workspace_id = :workspace and mode = :mode and customer_id = :customer_id
               and exists (select 1 from changed)""");

    private static final NamedSql COLLECTION_FOLLOWS = NamedSql.of("""
            update collection_tries set test_clock_id = :id, clock_due_at = due_at, due_at = null
             where workspace_id = :workspace and mode = :mode and exists (select 1 from changed)
               and invoice_id in (
                select invoices.id from invoices
                 where workspace_id = :workspace and mode = :mode and customer_id = :customer_id)""");

    private static final NamedSql MOVE = NamedSql.of("""
            update test_clocks set frozen_time = :frozen_time
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'advancing'
               and frozen_time <= :frozen_time and advancing_to >= :frozen_time""");

    private static final NamedSql FINISH = NamedSql.of("""
            update test_clocks
               set status = 'ready', frozen_time = advancing_to, advancing_to = null, advanced_from = null, due_at = null,
                   claimed_by = null, tries = 0, last_error = null, updated_at =\s""" + UpdatedAt.SQL + """

             where workspace_id = :workspace and mode = :mode and id = :id and status = 'advancing'""");

    private static final NamedSql OF_CUSTOMER = NamedSql.of("""
            select t.id, t.frozen_time
              from customers c
              join test_clocks t on t.workspace_id = :workspace and t.mode = :mode and t.id = c.test_clock_id
             where c.workspace_id = :workspace and c.mode = :mode and c.id = :customer_id""");

    private static final Map<String, String> NO_FILTERS = Map.of();

    private final Database database;

    public TestClockStore(Database database) {
        this.database = database;
    }

    Change<TestClock> insert(ChangeContext context, TestClock clock) {
        return Write.of(context)
                .step(
                        "changed",
                        INSERT,
                        Values.none()
                                .and("id", clock.id())
                                .and("name", clock.name())
                                .and("frozen_time", clock.frozenTime()))
                .audit("test_clock.created", clock.id())
                .returning(clock);
    }

    /**
     * Makes a clock that advances, and puts a customer on it who lives in real time, with its subscriptions. Changes
     * nothing while a worker is busy with them.
     */
    public ClockAdvances.Beginning adopt(ChangeContext context, TestClock clock, String customerId) {
        Values customer = Values.none().and("id", clock.id()).and("customer_id", customerId);
        Write write = Write.of(context)
                .step("changed", ADOPT, customer)
                .step(
                        "clock",
                        INSERT_ADVANCING,
                        Values.none()
                                .and("id", clock.id())
                                .and("name", clock.name())
                                .and("frozen_time", clock.frozenTime())
                                .and("advancing_to", clock.advancingTo())
                                .and("updated_at", clock.updatedAt()))
                .step("followed", FOLLOW, customer)
                .step("collection", COLLECTION_FOLLOWS, customer)
                .audit("test_clock.created", clock.id());
        return new ClockAdvances.Beginning(clock.id(), write);
    }

    /** Begins to advance a clock that is as it was read. */
    public ClockAdvances.Beginning advance(ChangeContext context, TestClock before, TestClock after) {
        Write write = Write.of(context)
                .step(
                        "changed",
                        BEGIN,
                        Values.none()
                                .and("id", before.id())
                                .and("advancing_to", after.advancingTo())
                                .and("updated_at", after.updatedAt())
                                .and("updated_at_before", before.updatedAt()))
                .audit("test_clock.advanced", before.id(), Map.of("to", String.valueOf(after.advancingTo())));
        return new ClockAdvances.Beginning(before.id(), write);
    }

    /** Sets the time of a clock that advances. */
    Future<?> move(Tenant tenant, String id, Instant frozenTime) {
        return database.run(MOVE, Values.of(tenant).and("id", id).and("frozen_time", frozenTime));
    }

    /** Ends the advance of a clock; its claim ends with it. */
    Future<?> finish(Tenant tenant, String id, Instant now) {
        return database.run(FINISH, Values.of(tenant).and("id", id).and("now", now));
    }

    public Future<Optional<TestClock>> find(Tenant tenant, String id) {
        return database.one(FIND, Values.of(tenant).and("id", id), TestClockStore::read);
    }

    Future<Page<TestClock>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, NO_FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), TestClockStore::read)
                .map(found -> Page.of(listing, found));
    }

    /** The time of a customer; {@code now} for those in real time, and for one that there is not. */
    public Future<CustomerTime> timeOf(Tenant tenant, String customerId, Instant now) {
        return database.one(
                        OF_CUSTOMER,
                        Values.of(tenant).and("customer_id", customerId),
                        row -> new CustomerTime(row.getString("id"), Columns.moment(row, "frozen_time")))
                .map(found -> found.orElseGet(() -> new CustomerTime(null, now)));
    }

    static TestClock read(Row row) {
        return new TestClock(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("name"),
                Columns.moment(row, "frozen_time"),
                Columns.constant(row, "status", TestClock.Status.class),
                Columns.instant(row, "advancing_to"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"),
                Columns.instant(row, "advanced_from"));
    }
}
