package com.plugipay.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.DirectSql;
import com.plugipay.support.Management;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a running gateway does by itself when the time comes. Its clock is moved ahead by each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class RenewalTest {
    private final TestGateway gateway = TestGateway.start(TestDatabase.create());
    private final DirectSql sql = new DirectSql(gateway.databaseConfig());

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void missedPeriodsAreBilledEachTheOldestFirst() {
        Subscriber merchant = new Subscriber(gateway);
        Answer weekly = merchant.plan("\"interval\":\"week\",\"amount\":7000,\"currency\":\"IDR\"");
        List<Answer> subscribed = IntStream.range(0, 12)
                .mapToObj(i -> merchant.subscribeByInvoice(weekly, ""))
                .toList();
        gateway.clock().advance(Duration.ofDays(36));

        for (Answer each : subscribed) {
            List<JsonNode> invoices = merchant.awaitInvoices(each, 6);
            assertThat(invoices).hasSize(6);
            Instant start = Subscriber.time(each.data(), "currentPeriodStart");
            for (int i = 0; i < 6; i++) {
                assertThat(Subscriber.time(invoices.get(i), "periodStart"))
                        .isEqualTo(start.plus(Duration.ofDays(7L * i)));
                assertThat(invoices.get(i).path("total").asLong()).isEqualTo(7_000);
            }
            JsonNode now = merchant.read(each);
            assertThat(Subscriber.time(now, "currentPeriodStart")).isEqualTo(start.plus(Duration.ofDays(35)));
            assertThat(merchant.events(each))
                    .filteredOn("subscription.renewed"::equals)
                    .hasSize(5);
        }
        List<Integer> numbers = sql
                .texts(
                        "select number from invoices where workspace_id = ?",
                        subscribed.getFirst().text("workspaceId"))
                .stream()
                .map(number -> Integer.valueOf(number.substring(9)))
                .sorted()
                .toList();
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 72).boxed().toList());
    }

    @Test
    void aTrialIsAnnouncedAndThenBilled() {
        Subscriber merchant = new Subscriber(gateway);
        Answer made =
                merchant.subscribeByInvoice(merchant.monthly(100_000), "\"trialDays\":10,\"initialDiscount\":40000");
        gateway.clock().advance(Duration.ofDays(8));
        Awaitility.await().until(() -> merchant.events(made).contains("subscription.trial_ending"));
        assertThat(merchant.invoices(made)).isEmpty();
        gateway.clock().advance(Duration.ofDays(3));
        JsonNode invoice = merchant.awaitInvoices(made, 1).getFirst();
        assertThat(invoice.path("total").asLong()).isEqualTo(60_000);
        assertThat(invoice.path("periodStart")).isEqualTo(made.data().path("trialEnd"));
        assertThat(merchant.read(made).path("status").asText()).isEqualTo("active");
        assertThat(merchant.events(made))
                .containsExactly(
                        "subscription.created",
                        "subscription.trial_ending",
                        "subscription.renewed",
                        "invoice.created",
                        "invoice.finalized");
    }

    @Test
    void aScheduledSubscriptionStarts() {
        Subscriber merchant = new Subscriber(gateway);
        Instant start = gateway.clock().instant().plus(Duration.ofDays(5));
        Answer made = merchant.subscribe(merchant.monthly(100_000), "\"startAt\":\"" + start + "\"");
        gateway.clock().advance(Duration.ofDays(6));
        JsonNode invoice = merchant.awaitInvoices(made, 1).getFirst();
        assertThat(invoice.path("periodStart")).isEqualTo(made.data().path("startAt"));
        assertThat(merchant.read(made).path("substatus").asText()).isEqualTo("incomplete");
        assertThat(merchant.read(made).path("startAt").isNull()).isTrue();
    }

    @Test
    void endsComeWithThePeriodAndNothingMoreIsBilled() {
        Subscriber merchant = new Subscriber(gateway);
        Answer ending = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        merchant.act(ending, "cancel", "{\"reason\":\"user_request\"}").expect(200);
        Answer neverPaid = merchant.subscribe(merchant.monthly(100_000), "");
        Answer paused = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        merchant.act(paused, "pause", "{}").expect(200);
        gateway.clock().advance(Duration.ofDays(40));

        JsonNode over = merchant.awaitStatus(ending, "canceled");
        assertThat(over.path("canceledReason").asText()).isEqualTo("user_request");
        assertThat(over.path("canceledAt")).isEqualTo(ending.data().path("currentPeriodEnd"));
        assertThat(merchant.invoices(ending)).hasSize(1);
        assertThat(merchant.awaitStatus(neverPaid, "canceled")
                        .path("canceledReason")
                        .asText())
                .isEqualTo("failed_payment");
        assertThat(merchant.invoices(neverPaid)).hasSize(1);
        assertThat(merchant.read(paused).path("status").asText()).isEqualTo("paused");
        assertThat(merchant.invoices(paused)).hasSize(1);

        Answer resumed = merchant.act(paused, "resume", "").expect(200);
        assertThat(merchant.invoices(paused)).hasSize(2);
        assertThat(Subscriber.time(resumed.data(), "currentPeriodStart"))
                .isAfter(Subscriber.time(paused.data(), "currentPeriodEnd"));
        assertThat(merchant.invoices(paused).getLast().path("periodStart"))
                .isEqualTo(resumed.data().path("currentPeriodStart"));
    }

    /** However late a worker is: a request finds the subscription as it should be by now. */
    @Test
    void aChangeIsNeverMadeToAPeriodThatIsOver() {
        Subscriber merchant = new Subscriber(gateway);
        Answer made = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        sql.change("update subscriptions set due_at = null where id = ?", made.id());
        gateway.clock().advance(Duration.ofDays(40));
        Answer changed = merchant.change(made, "{\"quantity\":2}").expect(200);
        assertThat(changed.text("currentPeriodStart")).isEqualTo(made.text("currentPeriodEnd"));
        assertThat(merchant.invoices(made)).hasSize(2);
    }

    @Test
    void aPauseEndsByItself() {
        Subscriber merchant = new Subscriber(gateway);
        // Long enough for its unpaid first invoice not to be past due when the pause ends.
        Answer made = merchant.subscribeByInvoice(merchant.monthly(100_000), "\"daysUntilDue\":60");
        Instant resumeAt = gateway.clock().instant().plus(Duration.ofDays(45));
        Answer paused = merchant.act(made, "pause", "{\"resumeAt\":\"" + resumeAt + "\"}")
                .expect(200);
        gateway.clock().advance(Duration.ofDays(46));
        JsonNode active = merchant.awaitStatus(made, "active");
        assertThat(active.path("currentPeriodStart")).isEqualTo(paused.data().path("resumeAt"));
        assertThat(merchant.invoices(made)).hasSize(2);
    }

    @Test
    void usageIsBilledAtTheEndOfItsPeriod() {
        Subscriber merchant = new Subscriber(gateway);
        for (String aggregate : List.of("sum", "max", "last")) {
            Answer plan = merchant.plan("\"interval\":\"month\",\"usageAggregate\":\"" + aggregate
                    + "\",\"prices\":[{\"currency\":\"IDR\",\"model\":\"usage\",\"unitAmount\":20}]");
            Answer made = merchant.subscribe(plan, "");
            assertThat(made.text("status")).isEqualTo("active");
            assertThat(merchant.invoices(made)).isEmpty();
            for (int quantity : List.of(5, 9, 3)) {
                merchant.act(made, "usage", "{\"quantity\":" + quantity + "}").expect(201);
            }
            String early = made.text("createdAt");
            merchant.act(made, "usage", "{\"quantity\":4,\"at\":\"" + early + "\"}")
                    .expect(201);
            for (String at : List.of("2020-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2199-01-01T00:00:00Z")) {
                assertThat(merchant.act(made, "usage", "{\"quantity\":1,\"at\":\"" + at + "\"}")
                                .expect(400, "validation_error")
                                .field())
                        .isEqualTo("at");
            }
            long expected = Objects.requireNonNull(
                            Map.of("sum", 21L, "max", 9L, "last", 3L).get(aggregate))
                    * 20;
            assertThat(merchant.api
                            .get("/v1/subscriptions/" + made.id() + "/upcoming-invoice")
                            .data()
                            .path("total")
                            .asLong())
                    .isEqualTo(expected);
            gateway.clock().advance(Duration.ofDays(32));
            JsonNode invoice = merchant.awaitInvoices(made, 1).getFirst();
            assertThat(invoice.path("total").asLong()).as(aggregate).isEqualTo(expected);
            assertThat(invoice.path("periodStart")).isEqualTo(made.data().path("currentPeriodStart"));
            assertThat(invoice.path("periodEnd")).isEqualTo(made.data().path("currentPeriodEnd"));

            merchant.act(made, "usage", "{\"quantity\":2}").expect(201);
            merchant.act(made, "cancel", "{\"at\":\"now\"}").expect(200);
            JsonNode last = merchant.invoices(made).getLast();
            assertThat(last.path("billingReason").asText()).isEqualTo("end");
            assertThat(last.path("total").asLong()).isEqualTo(40);
        }
    }

    @Test
    void oneThatCannotBeBilledIsStuckAndStopsNoOther() {
        Subscriber merchant = new Subscriber(gateway);
        Answer plan = merchant.monthly(100_000);
        // Not due meanwhile: its collection would be stuck too.
        Answer broken = merchant.subscribeByInvoice(plan, "\"daysUntilDue\":60");
        Answer whole = merchant.subscribeByInvoice(plan, "");
        sql.change("update subscriptions set time_zone = 'Nowhere' where id = ?", broken.id());
        gateway.clock().advance(Duration.ofDays(32));

        merchant.awaitInvoices(whole, 2);
        JsonNode stuck = Awaitility.await()
                .until(() -> merchant.api.get("/v1/stuck?type=subscription").data(), found -> !found.isEmpty())
                .path(0);
        assertThat(stuck.path("id").asText()).isEqualTo(broken.id());
        assertThat(stuck.path("type").asText()).isEqualTo("subscription");
        assertThat(stuck.path("nextTryAt").asText()).isNotEmpty();
        assertThat(merchant.invoices(broken)).hasSize(1);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> Management.metric(gateway.managementUrl(), "plugipay_stuck{type=\"subscription\"}") == 1);

        sql.change("update subscriptions set time_zone = 'UTC' where id = ?", broken.id());
        gateway.clock().advance(Duration.ofMinutes(10));
        assertThat(merchant.awaitInvoices(broken, 2)).hasSize(2);
        assertThat(merchant.api.get("/v1/stuck?type=subscription").data()).isEmpty();
    }

    @Test
    void aPeriodEndsInTheTimeZoneOfTheSubscription() {
        Subscriber merchant = new Subscriber(gateway);
        Answer made = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        sql.change(
                "update subscriptions set time_zone = 'Asia/Jakarta', billing_anchor = '2026-01-30T17:00:00Z',"
                        + " current_period_start = '2026-01-30T17:00:00Z', current_period_end = '2026-02-27T17:00:00Z',"
                        + " due_at = '2026-02-27T17:00:00Z' where id = ?",
                made.id());
        List<JsonNode> invoices = merchant.awaitInvoices(made, 4);
        assertThat(invoices.subList(1, 4))
                .extracting(invoice -> invoice.path("periodEnd").asText())
                .containsExactly("2026-03-30T17:00:00.000Z", "2026-04-29T17:00:00.000Z", "2026-05-30T17:00:00.000Z");
        assertThat(invoices.get(1).at("/lines/0/description").asText()).isEqualTo("Pro, 2026-02-28 to 2026-03-31");
    }
}
