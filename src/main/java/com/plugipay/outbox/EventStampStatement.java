package com.plugipay.outbox;

import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import com.plugipay.model.Ids;
import io.vertx.core.Future;
import java.util.Optional;

/** Makes the id and time of an event inside the transaction that writes it. */
public final class EventStampStatement {
    /** From here on readers wait for this transaction, see {@link com.plugipay.db.Horizon}. */
    private static final NamedSql LOCK = NamedSql.of("lock table events in row exclusive mode");

    private static final NamedSql STAMP = NamedSql.of("""
            select timed_id('evt', now.at, :rest) as id, date_trunc('milliseconds', now.at) as at
              from (select clock_timestamp() as at offset 0) now""");

    private EventStampStatement() {}

    /** The id and time of the only event that this transaction writes. */
    public static Future<EventStamp> stamp(Statements transaction) {
        return transaction
                .run(LOCK, Values.none())
                .compose(locked -> transaction.one(
                        STAMP,
                        Values.none().and("rest", Ids.afterTime(0)),
                        row -> new EventStamp(row.getString("id"), Columns.moment(row, "at"))))
                .map(Optional::orElseThrow);
    }
}
