package com.plugipay.bench;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.NewAttempt;
import com.plugipay.bench.RenewalLoad.Subscriptions;
import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.collection.CollectionTryRow;
import com.plugipay.billing.dunning.CollectionStatements;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceNumber;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.invoices.InvoiceUrls;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.billing.subscriptions.SubscriptionPeriods;
import com.plugipay.billing.subscriptions.SubscriptionProgress;
import com.plugipay.billing.subscriptions.SubscriptionReader;
import com.plugipay.billing.subscriptions.SubscriptionStep;
import com.plugipay.billing.subscriptions.SubscriptionStore;
import com.plugipay.billing.usage.UsageStore;
import com.plugipay.db.Database;
import com.plugipay.db.GroupCommit;
import com.plugipay.db.Statements;
import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.providers.Method;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.settlement.SettlementStatements;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The statements that write renewals and charges, without the workers: each kind for all, then the next kind. */
final class RenewalStatements {
    private static final Actor ACTOR = Actor.timer("benchmark", "Benchmark");

    /** How many charges of a workspace, and of all of them, are under way at a time. */
    private static final int CHARGES = 10;

    private static final int CHARGES_IN_ALL = 50;

    private static final String TRIES = "select " + CollectionTryRow.SELECTED + """

              from collection_tries
             where workspace_id = $1 and mode = $2 and invoice_id = any (array(
                select id from invoices where workspace_id = $1 and mode = $2 and subscription_id = any ($3)))""";

    private final Database database;
    private final Statements grouped;
    private final InvoiceStore invoices;
    private final SubscriptionStore subscriptions;
    private final SubscriptionReader reader;

    RenewalStatements(TestGateway gateway) {
        this.database = gateway.gateway().database();
        this.grouped = new GroupCommit(database);
        this.invoices = new InvoiceStore(
                database,
                new BillingSettingsStore(database),
                new InvoiceUrls(gateway.baseUrl()),
                InstantSource.system());
        this.subscriptions = new SubscriptionStore(database, invoices, false);
        this.reader = new SubscriptionReader(subscriptions, new PlanStore(database), new UsageStore(database));
    }

    private record Statement(String sql, Tuple parameters) {
        static Statement of(Write write) {
            return new Statement(write.sql(), write.parameters());
        }
    }

    /** A charge of an invoice. */
    private record Charge(Tenant tenant, CollectionTry due, Attempt attempt) {}

    /** Renews all, those of one merchant one batch after the other; gives the seconds. */
    double renewed(List<Subscriptions> due) {
        List<Queue<Statement>> all = due.stream().map(this::renewals).toList();
        return seconds(() -> Future.all(
                all.stream().map(statements -> send(database, statements)).toList()));
    }

    /** Starts a charge of the invoice of each and settles it; gives the seconds. */
    double charged(List<Subscriptions> renewed) {
        int atOnce = Math.min(CHARGES_IN_ALL, CHARGES * renewed.size());
        List<Charge> charges =
                renewed.stream().flatMap(of -> charges(of).stream()).toList();
        return seconds(
                        grouped,
                        atOnce,
                        charges,
                        charge -> CollectionStatements.start(context(charge), charge.due(), charge.attempt()))
                + seconds(grouped, atOnce, charges, this::settlement);
    }

    private Queue<Statement> renewals(Subscriptions due) {
        InvoiceNumber number = Blocking.get(invoices.nextNumber(due.tenant()));
        Queue<Statement> statements = new ArrayDeque<>();
        for (int from = 0; from < due.ids().size(); from += SubscriptionProgress.TOGETHER) {
            int to = Math.min(due.ids().size(), from + SubscriptionProgress.TOGETHER);
            // The gateway must not begin to collect these invoices by itself.
            Instant now = RenewalLoad.in(Duration.ofDays(1).toSeconds());
            List<SubscriptionStep> steps =
                    Blocking.get(reader.findAll(due.tenant(), due.ids().subList(from, to), now)).stream()
                            .map(SubscriptionPeriods::next)
                            .flatMap(Optional::stream)
                            .toList();
            statements.add(
                    Statement.of(subscriptions.update(ChangeContext.worker(due.tenant(), ACTOR, now), steps, number)));
            number = number.plus(steps.size());
        }
        return statements;
    }

    private List<Charge> charges(Subscriptions of) {
        Tuple values = Tuple.of(
                of.tenant().workspaceId(), of.tenant().mode().text(), of.ids().toArray(String[]::new));
        List<Charge> charges = new ArrayList<>();
        Blocking.get(database.run(TRIES, values)).forEach(row -> charges.add(charge(CollectionTryRow.read(row))));
        return charges;
    }

    private Charge charge(CollectionTry due) {
        Invoice invoice =
                Blocking.get(invoices.find(due.tenant(), due.invoiceId())).orElseThrow();
        Attempt attempt = new NewAttempt(
                        due.tenant(),
                        null,
                        invoice.id(),
                        null,
                        XenditFactory.KIND,
                        Method.of("card"),
                        invoice.amountDue(),
                        invoice.currency())
                .charging("pt_" + invoice.customerId().substring("cus_".length()))
                .unattended()
                .at(RenewalLoad.in(Duration.ofDays(1).toSeconds()));
        return new Charge(due.tenant(), due, attempt);
    }

    private Write settlement(Charge charge) {
        return Blocking.get(invoices.find(charge.tenant(), charge.due().invoiceId())
                .compose(found -> subscriptions.dependentOn(charge.tenant(), found.orElseThrow()))
                .map(payable -> SettlementStatements.paid(context(charge), payable, charge.attempt())));
    }

    private static ChangeContext context(Charge charge) {
        return ChangeContext.worker(charge.tenant(), ACTOR, charge.attempt().createdAt());
    }

    private static double seconds(
            Statements statements, int atOnce, List<Charge> charges, Function<Charge, Write> write) {
        Queue<Statement> all = new ConcurrentLinkedQueue<>();
        charges.forEach(charge -> all.add(Statement.of(write.apply(charge))));
        return seconds(() -> Future.all(IntStream.range(0, atOnce)
                .mapToObj(each -> send(statements, all))
                .toList()));
    }

    private static double seconds(Supplier<Future<?>> work) {
        long begun = System.nanoTime();
        Blocking.get(work.get());
        return (System.nanoTime() - begun) / 1e9;
    }

    private static Future<Void> send(Statements statements, Queue<Statement> queue) {
        return Rounds.whileMore(() -> {
            Statement next = queue.poll();
            return next == null
                    ? Future.succeededFuture(false)
                    : statements.run(next.sql(), next.parameters()).map(rows -> {
                        if (rows.iterator().next().getLong(0) == 0) {
                            throw new IllegalStateException("Nothing was changed");
                        }
                        return true;
                    });
        });
    }
}
