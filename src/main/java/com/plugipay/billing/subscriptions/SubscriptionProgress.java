package com.plugipay.billing.subscriptions;

import com.plugipay.async.Rounds;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.work.WorkResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is due of subscriptions of one workspace, one step of each at a time, until nothing is due any more. One
 * statement makes the steps of all of them, with a run of invoice numbers, so that the numbers of a workspace are not waited
 * for once for each subscription. When that fails, each subscription is tried alone: one of them does not stop the others.
 */
public final class SubscriptionProgress {
    private static final Actor ACTOR = Actor.timer("renewal", "Renewal of subscriptions");

    private final Database database;
    private final SubscriptionStore subscriptions;
    private final SubscriptionReader reader;
    private final InvoiceStore invoices;

    public SubscriptionProgress(
            Database database, SubscriptionStore subscriptions, SubscriptionReader reader, InvoiceStore invoices) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.reader = reader;
        this.invoices = invoices;
    }

    /** A result of one subscription: nothing more is due, or the reason why that is not so. */
    public sealed interface Result {
        record Reached(WorkResult result) implements Result {}

        record Failed(Throwable cause) implements Result {}
    }

    /** Makes everything that is due at that time; the result of each subscription that there is. */
    public Future<Map<String, Result>> run(Tenant tenant, Collection<String> ids, Instant now) {
        return run(tenant, ids, now, null);
    }

    /** The same while their test clock advances by so many days; null in real time. */
    Future<Map<String, Result>> run(Tenant tenant, Collection<String> ids, Instant now, @Nullable Long daysAdvanced) {
        Run run = new Run(tenant, ids, now, daysAdvanced);
        return Rounds.until(run::round);
    }

    private final class Run {
        private final Tenant tenant;
        private final @Nullable Long daysAdvanced;
        private Instant now;
        private final Deque<List<String>> groups = new ArrayDeque<>();
        private final Map<String, Result> results = new HashMap<>();
        private final Set<String> changed = new HashSet<>();

        Run(Tenant tenant, Collection<String> ids, Instant now, @Nullable Long daysAdvanced) {
            this.tenant = tenant;
            this.daysAdvanced = daysAdvanced;
            this.now = now;
            groups.add(List.copyOf(ids));
        }

        Future<Optional<Map<String, Result>>> round() {
            List<String> group = groups.peek();
            if (group == null) {
                return Future.succeededFuture(Optional.of(results));
            }
            // Ids sort by time: the invoices of one subscription are in the order of its periods.
            now = now.plusMillis(1);
            return reader.findAll(tenant, group, now)
                    .compose(this::step)
                    .map(more -> {
                        if (!more) {
                            groups.remove();
                        }
                        return Optional.<Map<String, Result>>empty();
                    })
                    .recover(failure -> {
                        if (ErrorCode.UNAVAILABLE.is(failure)) {
                            return Future.failedFuture(failure);
                        }
                        groups.remove();
                        fail(group, failure);
                        return Future.succeededFuture(Optional.empty());
                    });
        }

        private void fail(List<String> group, Throwable failure) {
            if (group.size() == 1) {
                results.put(group.getFirst(), new Result.Failed(failure));
            } else {
                group.stream().filter(id -> !results.containsKey(id)).forEach(id -> groups.add(List.of(id)));
            }
        }

        /** Makes a step of each; gives whether there may be more. */
        private Future<Boolean> step(List<BillingFacts> all) {
            List<SubscriptionStep> steps = new ArrayList<>(all.size());
            for (BillingFacts facts : all) {
                if (!results.containsKey(facts.subscription().id())) {
                    decide(facts).ifPresent(steps::add);
                }
            }
            return steps.isEmpty()
                    ? Future.succeededFuture(false)
                    : write(steps).map(true);
        }

        private Optional<SubscriptionStep> decide(BillingFacts facts) {
            Subscription subscription = facts.subscription();
            try {
                Optional<SubscriptionStep> next = SubscriptionPeriods.next(facts);
                if (next.isEmpty()) {
                    Instant due = subscription.dueAt();
                    WorkResult result = due == null || changed.contains(subscription.id())
                            ? WorkResult.DONE
                            : new WorkResult.Again(null, due);
                    results.put(subscription.id(), new Result.Reached(result));
                }
                return next;
            } catch (RuntimeException failure) {
                results.put(subscription.id(), new Result.Failed(failure));
                return Optional.empty();
            }
        }

        /** Changes nothing after a concurrent change; then the next round decides again. */
        private Future<?> write(List<SubscriptionStep> steps) {
            return invoices.nextNumber(tenant)
                    .compose(first -> subscriptions
                            .update(ChangeContext.worker(tenant, ACTOR, now), steps, first, daysAdvanced)
                            .run(database))
                    .onSuccess(written -> {
                        if (written) {
                            steps.forEach(step -> changed.add(step.after().id()));
                        }
                    });
        }
    }
}
