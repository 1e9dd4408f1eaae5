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
 * <p>Each ends by itself all the same: what cannot be committed together is rolled back and run again one by one. So the
 * statements must be such that may be run again, and none may rely on another of its group.
 */
public final class GroupCommit implements Statements {
    private static final Batches.Limits LIMITS = new Batches.Limits(32, 4, 1_000);

    /** A row that somebody holds must not hold up the others of a group for long. */
    private static final String IMPATIENT = "set local lock_timeout = '500ms'";

    private final Database database;
    private final Batches<Asked> batches;

    public GroupCommit(Database database) {
        this.database = database;
        this.batches = new Batches<>(LIMITS, this::commit);
    }

    private record Asked(String sql, Tuple parameters, Promise<RowSet<Row>> answer) {}

    @Override
    public Future<RowSet<Row>> run(String sql, Tuple parameters) {
        Asked asked = new Asked(sql, parameters, Promise.promise());
        batches.add(asked).onFailure(asked.answer()::tryFail);
        return asked.answer().future();
    }

    @Override
    public Vertx vertx() {
        return database.vertx();
    }

    private Future<?> commit(List<Asked> group) {
        if (group.size() == 1) {
            return alone(group.getFirst());
        }
        return database.<CompositeFuture>transaction(transaction -> transaction
                        .run(IMPATIENT, Tuple.tuple())
                        .compose(ready -> Future.all(group.stream()
                                .map(asked -> transaction.run(asked.sql(), asked.parameters()))
                                .toList())))
                .compose(all -> {
                    for (int i = 0; i < group.size(); i++) {
                        group.get(i).answer().complete(all.resultAt(i));
                    }
                    return Future.succeededFuture();
                })
                .recover(failure -> {
                    // Nobody knows what became of the group, and nobody would answer now.
                    if (ErrorCode.UNAVAILABLE.is(failure)) {
                        return Future.failedFuture(failure);
                    }
                    group.forEach(this::alone);
                    return Future.succeededFuture();
                });
    }

    private Future<?> alone(Asked asked) {
        return database.run(asked.sql(), asked.parameters())
                .onComplete(asked.answer())
                .otherwiseEmpty();
    }
}
