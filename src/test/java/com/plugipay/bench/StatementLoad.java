package com.plugipay.bench;

import com.plugipay.async.Rounds;
import com.plugipay.db.Database;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Sends one statement again and again on the gateway's own pool: what is possible without HTTP. */
final class StatementLoad {
    private final Database database;
    private final List<Context> loops = new CopyOnWriteArrayList<>();

    StatementLoad(Database database) {
        this.database = database;
        for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
            Blocking.get(database.vertx().deployVerticle(new Loop()));
        }
    }

    /** On as many event loops as the gateway serves from. */
    private final class Loop extends VerticleBase {
        @Override
        public Future<?> start() {
            loops.add(context);
            return Future.succeededFuture();
        }
    }

    Result run(long seconds, int concurrency, String sql, Supplier<Tuple> parameters) {
        Measurement measurement = new Measurement(seconds);
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            Promise<Void> done = Promise.promise();
            all.add(done.future());
            loops.get(i % loops.size())
                    .runOnContext(go -> repeat(measurement, sql, parameters).onComplete(done));
        }
        Blocking.get(Future.all(all));
        return measurement.result();
    }

    private Future<Void> repeat(Measurement measurement, String sql, Supplier<Tuple> parameters) {
        return Rounds.whileMore(measurement::isOver, () -> {
            long sentAt = System.nanoTime();
            return database.run(sql, parameters.get()).transform(outcome -> {
                measurement.record(System.nanoTime() - sentAt, outcome.succeeded());
                return Future.succeededFuture(true);
            });
        });
    }
}
