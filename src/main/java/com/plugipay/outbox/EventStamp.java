package com.plugipay.outbox;

import com.plugipay.db.Columns;
import com.plugipay.db.Horizon;
import com.plugipay.db.Statements;
import com.plugipay.model.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** The id and time of an event that has to be known before it is written. {@link com.plugipay.outbox.Write} does without. */
public record EventStamp(String id, Instant at) {
    /** Readers must wait for this transaction from here on, see {@link Horizon}. */
    private static final String LOCK = "lock table events in row exclusive mode";

    private static final String STAMP = """
            select timed_id('evt', now.at, $1) as id, date_trunc('milliseconds', now.at) as at
              from (select clock_timestamp() as at offset 0) now""";

    /** Those of an event that is written in that transaction, whose only one it is. */
    public static Future<EventStamp> in(Statements transaction) {
        return transaction
                .run(LOCK, Tuple.tuple())
                .compose(locked -> transaction.run(STAMP, Tuple.of(Ids.afterTime(0))))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new EventStamp(row.getString("id"), Columns.moment(row, "at"));
                });
    }
}
