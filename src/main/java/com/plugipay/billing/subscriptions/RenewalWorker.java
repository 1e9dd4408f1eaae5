package com.plugipay.billing.subscriptions;

import com.plugipay.billing.subscriptions.SubscriptionProgress.Result;
import com.plugipay.db.Database;
import com.plugipay.model.Tenant;
import com.plugipay.work.Claimed;
import com.plugipay.work.Claims;
import com.plugipay.work.DueRounds;
import com.plugipay.work.DueWork;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import com.plugipay.work.WorkspaceConcurrency;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Claims subscriptions with something to do, such as a period that ends, and does it. Those of a workspace that are claimed
 * together are written together. None is ever given up: a subscription that fails is tried again, and shown as stuck.
 */
public final class RenewalWorker implements DueWork<RenewalWorker.Item> {
    private static final int BATCH = 2 * SubscriptionProgress.TOGETHER;

    /** Two rounds at a time: one claims and reads while the other writes. */
    private static final int ROUNDS = 2;

    private static final DueRounds.Limits LIMITS = new DueRounds.Limits(BATCH, 2 * ROUNDS * BATCH, 2 * ROUNDS * BATCH);

    /** How many workspaces are renewed at a time: few, so that requests have the most of the database. */
    private static final int WORKSPACES = 3;

    private static final long LONGEST_PAUSE_MS = 500;

    private final Database database;
    private final Claims claims;
    private final SubscriptionProgress progress;

    /** Two works on one workspace would take the same invoice numbers, and one of them have to begin again. */
    private final WorkspaceConcurrency ofWorkspace = new WorkspaceConcurrency(1);

    /** All of them wait as if they were of one workspace. */
    private final WorkspaceConcurrency ofAll = new WorkspaceConcurrency(WORKSPACES);

    private RenewalWorker(Database database, Claims claims, SubscriptionProgress progress) {
        this.database = database;
        this.claims = claims;
        this.progress = progress;
    }

    public static Work of(Database database, Claims claims, SubscriptionProgress progress) {
        return Work.due("renewal", Duration.ofSeconds(1), LIMITS, new RenewalWorker(database, claims, progress))
                .atOnce(ROUNDS);
    }

    /** A claimed subscription and those of its tenant that were claimed with it. */
    record Item(Claimed<String> claimed, Together together) {
        /** Whether the claim was ended by a change of the subscription. */
        private boolean hasChanged() {
            return together.results().get(claimed.id()) instanceof Result.Changed;
        }
    }

    /** Subscriptions of one tenant; the first of them that is worked on starts the work on all. */
    static final class Together {
        private final Supplier<Future<Map<String, Result>>> work;
        private @Nullable Future<Map<String, Result>> results;

        private Together(Supplier<Future<Map<String, Result>>> work) {
            this.work = work;
        }

        private synchronized Future<Map<String, Result>> run() {
            Future<Map<String, Result>> begun = results;
            if (begun == null) {
                begun = work.get();
                results = begun;
            }
            return begun;
        }

        /** What is known of them. */
        private synchronized Map<String, Result> results() {
            return results != null && results.succeeded() ? results.result() : Map.of();
        }
    }

    private Future<Map<String, Result>> inTurn(Tenant tenant, Supplier<Future<Map<String, Result>>> work) {
        return ofWorkspace.run(tenant.workspaceId(), () -> ofAll.run("", () -> yielding(work)));
    }

    /** While requests wait for a connection, pauses for as long as the work took: half of its time is theirs too. */
    private Future<Map<String, Result>> yielding(Supplier<Future<Map<String, Result>>> work) {
        long begun = System.nanoTime();
        return work.get().compose(results -> {
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            return database.isCrowdedByRequests()
                    ? database.vertx()
                            .timer(Math.clamp(tookMs, 1, LONGEST_PAUSE_MS))
                            .map(results)
                    : Future.succeededFuture(results);
        });
    }

    @Override
    public Future<List<Item>> claim(Instant now, int most, Set<String> busy) {
        return claims.claim(SubscriptionStore.DUE, null, now, most, busy, row -> row.getString("id"))
                .map(claimed -> items(claimed, now));
    }

    private List<Item> items(List<Claimed<String>> claimed, Instant now) {
        Map<Tenant, List<Claimed<String>>> byTenant =
                claimed.stream().collect(Collectors.groupingBy(Claimed::tenant, HashMap::new, Collectors.toList()));
        List<Item> items = new ArrayList<>(claimed.size());
        byTenant.forEach((tenant, rows) -> {
            List<String> ids = rows.stream().map(Claimed::id).toList();
            Together together = new Together(() -> inTurn(tenant, () -> progress.run(tenant, ids, now)));
            rows.forEach(row -> items.add(new Item(row, together)));
        });
        return items;
    }

    @Override
    public String id(Item item) {
        return item.claimed().id();
    }

    @Override
    public String workspaceId(Item item) {
        return item.claimed().tenant().workspaceId();
    }

    @Override
    public Future<WorkResult> run(Item item, Instant now) {
        return item.together().run().compose(results -> switch (results.get(
                item.claimed().id())) {
            case null -> Future.succeededFuture(WorkResult.DONE);
            case Result.Changed changed -> Future.succeededFuture(WorkResult.DONE);
            case Result.Reached reached -> Future.succeededFuture(reached.result());
            case Result.Failed failed -> Future.failedFuture(failed.cause());
        });
    }

    @Override
    public Instant again(Item item, Instant now) {
        return WorkSchedule.unceasing(item.claimed().tries(), now);
    }

    @Override
    public Future<?> end(List<Ended<Item>> ended, Instant now) {
        List<Ended<Claimed<String>>> claimed = ended.stream()
                .filter(each -> !each.item().hasChanged())
                .map(each -> new Ended<>(each.item().claimed(), each.result()))
                .toList();
        return claims.end(SubscriptionStore.DUE, null, claimed, now);
    }
}
