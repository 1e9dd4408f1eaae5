package com.plugipay.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.invoices.InvoiceUrls;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.billing.usage.UsageStore;
import com.plugipay.db.Database;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.support.Answer;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SecondNode;
import com.plugipay.support.TestGateway;
import com.plugipay.work.DueWork;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that happens at the same moment makes a period billed twice, or not at all. */
class RenewalRaceTest {
    private final TestGateway gateway = TestGateway.shared();
    private final DirectSql sql = new DirectSql(gateway.databaseConfig());
    private final Subscriber merchant = new Subscriber(gateway);
    private final Tenant tenant = new Tenant(merchant.api.key().apiKey().workspaceId(), Mode.TEST);

    /** The gateway's own worker has another time, at which nothing of this is due. */
    private final Instant later = gateway.clock()
            .instant()
            .truncatedTo(ChronoUnit.MILLIS)
            .plus(Duration.ofDays(100))
            .plus(Duration.ofHours(12));

    @Test
    void manyNodesThatRenewTheSameSubscriptionsBillEachPeriodOnce() {
        Answer plan = merchant.monthly(100_000);
        List<Answer> made = IntStream.range(0, 10)
                .mapToObj(i -> merchant.subscribeByInvoice(plan, ""))
                .toList();
        List<String> ids = made.stream().map(Answer::id).toList();
        try (SecondNode second = new SecondNode(gateway.databaseConfig())) {
            List<SubscriptionProgress> nodes =
                    List.of(progress(gateway.gateway().database()), progress(second.database()));
            TestGateway.get(Future.all(IntStream.range(0, 6)
                    .mapToObj(i -> nodes.get(i % 2).run(tenant, i < 3 ? ids : ids.subList(i, 10), later))
                    .toList()));
        }
        for (Answer each : made) {
            // Both nodes have the same time, and invoices of one moment are in any order.
            List<JsonNode> invoices = merchant.invoices(each).stream()
                    .sorted(Comparator.comparing(
                            invoice -> invoice.path("periodStart").asText()))
                    .toList();
            assertThat(invoices).hasSize(4);
            for (int i = 1; i < invoices.size(); i++) {
                assertThat(invoices.get(i).path("periodStart"))
                        .isEqualTo(invoices.get(i - 1).path("periodEnd"));
            }
            assertThat(merchant.events(each))
                    .filteredOn("subscription.renewed"::equals)
                    .hasSize(3);
        }
        assertThat(numbers()).isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void invoicesThatAreMadeMeanwhileShareTheNumbersWithoutAGap() {
        Answer made = merchant.subscribeByInvoice(
                merchant.plan("\"interval\":\"day\",\"amount\":1000,\"currency\":\"IDR\""), "");
        Future<?> renewing = progress(gateway.gateway().database()).run(tenant, List.of(made.id()), later);
        Stream.generate(() -> merchant.api.sendLater("POST", "/v1/invoices", """
                        {"customerId":"%s","currency":"IDR","status":"open",
                         "lines":[{"description":"Coffee","quantity":1,"unitAmount":5000}]}""".formatted(merchant.customer)))
                .limit(20)
                .toList()
                .forEach(answer -> answer.join().expect(201));
        TestGateway.get(renewing);
        assertThat(numbers()).isEqualTo(IntStream.rangeClosed(1, 121).boxed().toList());
    }

    /** The numbers of a statement follow those of the one before, also after one subscription of it could not be billed. */
    @Test
    void moreThanOneStatementTakesAreBilledWithoutAGapBesideOneThatCannotBe() {
        Answer made = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        int copies = 2 * SubscriptionProgress.TOGETHER + 20;
        sql.change("""
                insert into subscriptions
                select copy.*
                  from subscriptions s,
                       generate_series(1, ?::integer) n,
                       lateral jsonb_populate_record(s, jsonb_build_object('id', s.id || '_' || lpad(n::text, 4, '0'))) copy
                 where s.id = ?""", copies, made.id());
        List<String> ids =
                sql.texts("select id from subscriptions where workspace_id = ? order by id", tenant.workspaceId());
        String broken = ids.get(SubscriptionProgress.TOGETHER + 5);
        sql.change("update subscriptions set time_zone = 'Nowhere' where id = ?", broken);

        Map<String, SubscriptionProgress.Result> results =
                TestGateway.get(progress(gateway.gateway().database()).run(tenant, ids, later));
        assertThat(results).hasSize(copies + 1);
        results.forEach((id, result) -> assertThat(result)
                .as(id)
                .isInstanceOf(
                        id.equals(broken)
                                ? SubscriptionProgress.Result.Failed.class
                                : SubscriptionProgress.Result.Changed.class));
        assertThat(numbers())
                .isEqualTo(IntStream.rangeClosed(1, 1 + 3 * copies).boxed().toList());
        assertThat(sql.number(
                        "select count(*) from invoices where workspace_id = ? and subscription_id = ?",
                        tenant.workspaceId(),
                        ids.getLast()))
                .isEqualTo(3);
    }

    @Test
    void aClaimWhoseNodeIsGoneIsTakenOver() {
        Answer made = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        Database database = gateway.gateway().database();
        Instant due = gateway.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        sql.change(
                "update subscriptions set due_at = ?::timestamptz, claimed_by = 424242 where id = ?",
                due.minus(DueWork.LEASE).toString(),
                made.id());
        TestGateway.get(progress(database).run(tenant, List.of(made.id()), later));
        assertThat(sql.texts("select claimed_by from subscriptions where id = ?", made.id()))
                .containsExactly("null");
        assertThat(merchant.invoices(made)).hasSize(4);
    }

    /** The period is billed with the usage, or the usage is refused because its time has been billed. */
    @Test
    void noUsageIsLostThatIsRecordedWhileItsPeriodIsBilled() {
        Answer plan = merchant.plan(
                "\"interval\":\"month\",\"prices\":[{\"currency\":\"IDR\",\"model\":\"usage\",\"unitAmount\":1}]");
        Answer made = merchant.subscribe(plan, "");
        Instant end = Subscriber.time(made.data(), "currentPeriodEnd");
        List<Answer> recorded = Stream.generate(() ->
                        merchant.api.sendLater("POST", "/v1/subscriptions/" + made.id() + "/usage", "{\"quantity\":1}"))
                .limit(30)
                .toList()
                .stream()
                .peek(ignored -> {
                    if (merchant.invoices(made).isEmpty()) {
                        progress(gateway.gateway().database()).run(tenant, List.of(made.id()), end);
                    }
                })
                .map(CompletableFuture::join)
                .toList();
        long accepted =
                recorded.stream().filter(answer -> answer.status() == 201).count();
        assertThat(recorded).allMatch(answer -> answer.status() == 201 || answer.status() == 400);
        assertThat(merchant.awaitInvoices(made, 1).getFirst().path("total").asLong())
                .isEqualTo(accepted);
    }

    private SubscriptionProgress progress(Database database) {
        InvoiceStore invoices = new InvoiceStore(
                database,
                new BillingSettingsStore(database),
                new InvoiceUrls("https://pay.example"),
                InstantSource.system());
        SubscriptionStore subscriptions = new SubscriptionStore(database, invoices, false);
        return new SubscriptionProgress(
                database,
                subscriptions,
                new SubscriptionReader(subscriptions, new PlanStore(database), new UsageStore(database)),
                invoices);
    }

    private List<Integer> numbers() {
        return sql.texts("select number from invoices where workspace_id = ?", tenant.workspaceId()).stream()
                .map(number -> Integer.valueOf(number.substring(9)))
                .sorted()
                .toList();
    }
}
