package com.plugipay.db;

import com.plugipay.errors.ErrorCode;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Commits the statements of many callers together, because a commit waits for the disk and takes longer than a statement.
 *
 * <p>Each statement succeeds or fails by itself: when a group cannot be committed, it is rolled back and its statements are
 * run one by one. So it must be safe to run a statement again, and none may rely on another of its group.
 */
public final class GroupCommit implements Statements {
    private static final Batches.Limits LIMITS = new Batches.Limits(32, 4, 1_000);

    /** A locked row must not delay the other statements of a group for long. */
    private static final String SHORT_LOCK_TIMEOUT = "set local lock_timeout = '500ms'";

    private final Database database;
    private final Batches<Grouped> batches;

    public GroupCommit(Database database) {
        this.database = database;
        this.batches = new Batches<>(LIMITS, this::commit);
    }

    private record Grouped(String sql, Tuple parameters, Promise<RowSet<Row>> result) {}

    @Override
    public Future<RowSet<Row>> run(String sql, Tuple parameters) {
        Grouped grouped = new Grouped(sql, parameters, Promise.promise());
        batches.add(grouped).onFailure(grouped.result()::tryFail);
        return grouped.result().future();
    }

    @Override
    public Vertx vertx() {
        return database.vertx();
    }

    private Future<?> commit(List<Grouped> group) {
        if (group.size() == 1) {
            return alone(group.getFirst());
        }
        return database.<CompositeFuture>transaction(transaction -> transaction
                        .run(SHORT_LOCK_TIMEOUT, Tuple.tuple())
                        .compose(ready -> Future.all(group.stream()
                                .map(grouped -> transaction.run(grouped.sql(), grouped.parameters()))
                                .toList())))
                .compose(all -> {
                    for (int i = 0; i < group.size(); i++) {
                        group.get(i).result().complete(all.resultAt(i));
                    }
                    return Future.succeededFuture();
                })
                .recover(failure -> {
                    // It is unknown whether the group was committed, and the database would not answer now.
                    if (ErrorCode.UNAVAILABLE.is(failure)) {
                        return Future.failedFuture(failure);
                    }
                    group.forEach(this::alone);
                    return Future.succeededFuture();
                });
    }

    private Future<?> alone(Grouped grouped) {
        return database.run(grouped.sql(), grouped.parameters())
                .onComplete(grouped.result())
                .otherwiseEmpty();
    }
}
