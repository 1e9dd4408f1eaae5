package com.plugipay.billing.subscriptions;

import com.plugipay.billing.subscriptions.SubscriptionProgress.Result;
import com.plugipay.model.Tenant;
import com.plugipay.work.Claimed;
import com.plugipay.work.Claims;
import com.plugipay.work.DueWork;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Claims subscriptions with something to do, such as a period that ends, and does it. Those of a workspace that are claimed
 * together are written together. None is ever given up: a subscription that fails is tried again, and shown as stuck.
 */
public final class RenewalWorker implements DueWork<RenewalWorker.Item> {
    private static final int BATCH = 50;

    private final Claims claims;
    private final SubscriptionProgress progress;

    private RenewalWorker(Claims claims, SubscriptionProgress progress) {
        this.claims = claims;
        this.progress = progress;
    }

    public static Work of(Claims claims, SubscriptionProgress progress) {
        return Work.due("renewal", Duration.ofSeconds(1), BATCH, new RenewalWorker(claims, progress));
    }

    /** A claimed subscription and those of its tenant that were claimed with it. */
    record Item(Claimed<String> claimed, Together together) {}

    /** Subscriptions of one tenant; the first of them that is worked on starts the work on all. */
    static final class Together {
        private final SubscriptionProgress progress;
        private final Tenant tenant;
        private final List<String> ids;
        private @Nullable Future<Map<String, Result>> results;

        Together(SubscriptionProgress progress, Tenant tenant, List<String> ids) {
            this.progress = progress;
            this.tenant = tenant;
            this.ids = ids;
        }

        synchronized Future<Map<String, Result>> run(Instant now) {
            Future<Map<String, Result>> begun = results;
            if (begun == null) {
                begun = progress.run(tenant, ids, now);
                results = begun;
            }
            return begun;
        }
    }

    @Override
    public Future<List<Item>> claim(Instant now, int most, Set<String> busy) {
        return claims.claim(SubscriptionStore.DUE, null, now, most, busy, row -> row.getString("id"))
                .map(this::items);
    }

    private List<Item> items(List<Claimed<String>> claimed) {
        Map<Tenant, List<Claimed<String>>> byTenant =
                claimed.stream().collect(Collectors.groupingBy(Claimed::tenant, HashMap::new, Collectors.toList()));
        List<Item> items = new ArrayList<>(claimed.size());
        byTenant.forEach((tenant, rows) -> {
            Together together = new Together(
                    progress, tenant, rows.stream().map(Claimed::id).toList());
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
        return item.together().run(now).compose(results -> switch (results.get(
                item.claimed().id())) {
            case null -> Future.succeededFuture(WorkResult.DONE);
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
        return claims.end(
                SubscriptionStore.DUE,
                null,
                ended.stream()
                        .map(each -> new Ended<>(each.item().claimed(), each.result()))
                        .toList(),
                now);
    }
}
