package com.plugipay.billing.subscriptions;

import com.plugipay.async.Rounds;
import com.plugipay.billing.invoices.InvoiceNumber;
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
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is due of subscriptions of one workspace, one step of each at a time, until nothing is due any more. One
 * statement makes the steps of many of them, with a run of invoice numbers, so that the numbers of a workspace are not waited
 * for once for each subscription. When that fails, each subscription is tried alone: one of them does not stop the others.
 */
public final class SubscriptionProgress {
    /** How many subscriptions one statement changes: its events have numbers below 1,024, at most four for each. */
    public static final int TOGETHER = 100;

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

    /** A result of one subscription. */
    public sealed interface Result {
        /** It was changed, and nothing more is due. The change has set when it is due again, and has ended its claim. */
        record Changed() implements Result {}

        /** Nothing was due. */
        record Reached(WorkResult result) implements Result {}

        /** The reason why something is still due. */
        record Failed(Throwable cause) implements Result {}
    }

    /** Makes everything that is due at that time; the result of each subscription that there is. */
    public Future<Map<String, Result>> run(Tenant tenant, List<String> ids, Instant now) {
        return run(tenant, ids, now, null);
    }

    /** The same while their test clock advances by so many days; null in real time. */
    Future<Map<String, Result>> run(Tenant tenant, List<String> ids, Instant now, @Nullable Long daysAdvanced) {
        Run run = new Run(tenant, ids, now, daysAdvanced);
        return Rounds.until(run::round);
    }

    private final class Run {
        private final Tenant tenant;
        private final @Nullable Long daysAdvanced;
        private Instant now;
        private final Deque<List<String>> groups = new ArrayDeque<>();
        private final Map<String, Result> results = new HashMap<>();
        private @Nullable Reading ahead;
        private @Nullable InvoiceNumber nextNumber;

        Run(Tenant tenant, List<String> ids, Instant now, @Nullable Long daysAdvanced) {
            this.tenant = tenant;
            this.daysAdvanced = daysAdvanced;
            this.now = now;
            for (int from = 0; from < ids.size(); from += TOGETHER) {
                groups.add(List.copyOf(ids.subList(from, Math.min(ids.size(), from + TOGETHER))));
            }
        }

        /** The facts of a group, and the time of its steps. */
        private record Reading(List<String> group, Instant at, Future<List<BillingFacts>> facts) {}

        private Reading read(List<String> group) {
            // Ids sort by time: the invoices of one subscription are in the order of its periods.
            now = now.plusMillis(1);
            return new Reading(group, now, reader.findAll(tenant, group, now));
        }

        /** The facts that were read while others were written, if they are of this group. */
        private Reading reading(List<String> group) {
            Reading done = ahead;
            if (done == null || !done.group().equals(group)) {
                return read(group);
            }
            ahead = null;
            return done;
        }

        Future<Optional<Map<String, Result>>> round() {
            List<String> group = groups.peek();
            if (group == null) {
                return Future.succeededFuture(Optional.of(results));
            }
            Reading reading = reading(group);
            return Future.all(reading.facts(), number())
                    .compose(read -> step(reading, read.<List<BillingFacts>>resultAt(0), read.resultAt(1)))
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
                        nextNumber = null;
                        fail(group, failure);
                        return Future.succeededFuture(Optional.empty());
                    });
        }

        private Future<InvoiceNumber> number() {
            return nextNumber == null ? invoices.nextNumber(tenant) : Future.succeededFuture(nextNumber);
        }

        private void fail(List<String> group, Throwable failure) {
            if (group.size() == 1) {
                results.put(group.getFirst(), new Result.Failed(failure));
            } else {
                group.stream().filter(id -> !results.containsKey(id)).forEach(id -> groups.add(List.of(id)));
            }
        }

        /** Makes a step of each; gives whether there may be more. */
        private Future<Boolean> step(Reading reading, List<BillingFacts> all, InvoiceNumber first) {
            List<SubscriptionStep> steps = new ArrayList<>(all.size());
            List<String> last = new ArrayList<>(all.size());
            for (BillingFacts facts : all) {
                if (!results.containsKey(facts.subscription().id())) {
                    decide(facts).ifPresent(step -> {
                        steps.add(step);
                        if (!step.after().isDue(facts.now())) {
                            last.add(step.after().id());
                        }
                    });
                }
            }
            return steps.isEmpty()
                    ? Future.succeededFuture(false)
                    : write(reading, steps, first).map(written -> {
                        if (written) {
                            last.forEach(id -> results.put(id, new Result.Changed()));
                        }
                        return !written || last.size() < steps.size();
                    });
        }

        private Optional<SubscriptionStep> decide(BillingFacts facts) {
            Subscription subscription = facts.subscription();
            try {
                Optional<SubscriptionStep> next = SubscriptionPeriods.next(facts);
                if (next.isEmpty()) {
                    Instant due = subscription.dueAt();
                    results.put(
                            subscription.id(),
                            new Result.Reached(due == null ? WorkResult.DONE : new WorkResult.Again(null, due)));
                }
                return next;
            } catch (RuntimeException failure) {
                results.put(subscription.id(), new Result.Failed(failure));
                return Optional.empty();
            }
        }

        private static long invoices(List<SubscriptionStep> steps) {
            return steps.stream().filter(step -> step.invoice() != null).count();
        }

        /**
         * Reads the next group meanwhile. Changes nothing after a concurrent change, of a subscription or of the numbers; then
         * the next round decides again.
         */
        private Future<Boolean> write(Reading reading, List<SubscriptionStep> steps, InvoiceNumber first) {
            Future<Boolean> writing = subscriptions
                    .update(ChangeContext.worker(tenant, ACTOR, reading.at()), steps, first, daysAdvanced)
                    .run(database);
            if (ahead == null) {
                groups.stream().skip(1).findFirst().ifPresent(next -> ahead = read(next));
            }
            return writing.onSuccess(written -> nextNumber = written ? first.plus(invoices(steps)) : null);
        }
    }
}
