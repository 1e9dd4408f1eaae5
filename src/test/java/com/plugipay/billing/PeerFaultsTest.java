package com.plugipay.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.paymentmethods.CardOwner;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that users of other billing systems have reported, where no other test has them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerFaultsTest {
    private static final int ROUNDS = 8;
    private static final int PRESSES = 6;

    private final TestSandbox sandbox = TestSandbox.start(17);

    @AfterAll
    void stop() {
        sandbox.close();
    }

    /** Lago: the automatic charge and the customer's own payment raced, and both took money. */
    @Test
    void anAutomaticChargeAndABuyerAtTheSameMomentTakeTheMoneyOnce() {
        Api api = sandbox.merchant(XenditFactory.KIND);
        CardOwner owner = new CardOwner(api);
        String card = owner.store(CardOwner.GOOD);
        String plan = plan(api, "\"interval\":\"month\",\"amount\":100000,\"currency\":\"IDR\"");
        for (int round = 0; round < ROUNDS; round++) {
            // The worker charges the card of the new subscription while the buyer presses.
            String subscription = subscribe(api, owner.customer(), plan, "\"paymentTokenId\":\"" + card + "\"");
            String page = invoices(api, subscription)
                    .getFirst()
                    .path("hostedInvoiceUrl")
                    .asText();
            String checkout =
                    post(api, page.substring(page.indexOf("/i/")) + "/pay", "").header("Location");
            List<CompletableFuture<Answer>> presses = IntStream.range(0, PRESSES)
                    .mapToObj(press -> CompletableFuture.supplyAsync(
                            () -> post(api, checkout + "/charge", "method=card&stored=" + card)))
                    .toList();
            assertThat(presses.stream().map(press -> press.join().status())).containsOnly(303);
            Awaitility.await()
                    .until(() -> invoices(api, subscription)
                            .getFirst()
                            .path("status")
                            .asText()
                            .equals("paid"));
        }
        assertThat(list(api, "/v1/payments")).hasSize(ROUNDS);
        assertThat(taken(api)).isEqualTo(ROUNDS * 100_000L);
        assertThat(list(api, "/v1/stuck")).isEmpty();
    }

    /** Medusa: the buyer's return and the provider's notification raced, and one order in twenty was lost. */
    @Test
    void theBuyersReturnAndTheProvidersNotificationAgree() {
        Api api = sandbox.merchant(XenditFactory.KIND);
        CardOwner owner = new CardOwner(api);
        for (int round = 0; round < ROUNDS; round++) {
            String session = owner.session("\"amount\":50000").id();
            CompletableFuture<?> paying = CompletableFuture.runAsync(() -> owner.give(session, CardOwner.GOOD));
            List<CompletableFuture<Answer>> returns = IntStream.range(0, PRESSES)
                    .mapToObj(press -> CompletableFuture.supplyAsync(
                            () -> api.raw("GET", "/c/" + session + "/return", new byte[0], Map.of())))
                    .toList();
            assertThat(returns.stream().map(each -> each.join().status())).containsOnly(303);
            paying.join();
            assertThat(api.raw("GET", "/c/" + session + "/return", new byte[0], Map.of())
                            .status())
                    .isEqualTo(303);
            owner.await(session, "complete");
        }
        assertThat(list(api, "/v1/payments"))
                .hasSize(ROUNDS)
                .allSatisfy(
                        payment -> assertThat(payment.path("status").asText()).isEqualTo("succeeded"));
        assertThat(taken(api)).isEqualTo(ROUNDS * 50_000L);
    }

    /** BTCPay and Kill Bill: what fell due while the server was down was never done. */
    @Test
    void whatFallsDueWhileNothingRunsIsDoneAfterTheStart() {
        Api api = sandbox.merchant(XenditFactory.KIND);
        CardOwner owner = new CardOwner(api);
        String card = owner.store(CardOwner.GOOD);
        String plan = plan(api, "\"interval\":\"week\",\"amount\":70000,\"currency\":\"IDR\"");
        String charged = subscribe(api, owner.customer(), plan, "\"paymentTokenId\":\"" + card + "\"");
        Awaitility.await().until(() -> list(api, "/v1/payments").size() == 1);
        String session = api.post("/v1/checkout-sessions", """
                {"amount":10000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();

        sandbox.restartGateway(() -> sandbox.clock().advance(Duration.ofDays(15)));

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> list(api, "/v1/payments").size() == 3);
        assertThat(invoices(api, charged))
                .hasSize(3)
                .allSatisfy(
                        invoice -> assertThat(invoice.path("status").asText()).isEqualTo("paid"));
        Awaitility.await()
                .until(() -> api.get("/v1/checkout-sessions/" + session)
                        .text("status")
                        .equals("expired"));
        assertThat(list(api, "/v1/stuck")).isEmpty();
        assertThat(taken(api)).isEqualTo(3 * 70_000L);
    }

    /** Kill Bill: the dry run showed another invoice than the one that was made. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"trialDays\":10,\"initialDiscount\":999,\"taxRate\":1100",
                "\"quantity\":7,\"taxRate\":250",
                "\"startAt\":\"2027-03-15T00:00:00Z\"",
                "\"taxRate\":1100|\"quantity\":3",
                "\"quantity\":5|\"quantity\":2",
                "|\"quantity\":4,\"prorationBehavior\":\"next_period\""
            })
    void thePreviewIsTheInvoiceThatIsMade(String fields) {
        Api api = sandbox.merchant(XenditFactory.KIND);
        String clock = clock(api);
        String plan = plan(api, "\"interval\":\"month\",\"amount\":99999,\"currency\":\"IDR\"");
        String[] parts = fields.split("\\|", -1);
        String created = parts[0].isEmpty() ? "" : "," + parts[0];
        String subscription = subscribe(
                api, customer(api, clock), plan, "\"collectionMethod\":\"send_invoice\",\"daysUntilDue\":60" + created);
        if (parts.length > 1) {
            advance(api, clock, "2027-02-11T01:02:03.004Z");
            api.patch("/v1/subscriptions/" + subscription, "{" + parts[1] + "}").expect(200);
        }
        requireSame(api, clock, subscription);
    }

    @Test
    void whatWasUsedIsPreviewedToo() {
        Api api = sandbox.merchant(XenditFactory.KIND);
        String clock = clock(api);
        String plan = plan(api, """
                "interval":"month","usageAggregate":"sum","meteredUnit":"cup","prices":[{"currency":"IDR",
                 "model":"tiered","tiers":[{"upTo":100,"unitAmount":301},{"upTo":"inf","unitAmount":199}]}]""");
        String subscription =
                subscribe(api, customer(api, clock), plan, "\"collectionMethod\":\"send_invoice\",\"taxRate\":1100");
        advance(api, clock, "2027-02-11T01:02:03.004Z");
        api.post("/v1/subscriptions/" + subscription + "/usage", "{\"quantity\":137}")
                .expect(201);
        JsonNode made = requireSame(api, clock, subscription);
        assertThat(made.path("subtotal").asLong()).isEqualTo(100 * 301 + 37 * 199);
    }

    /** The time advances to the next invoice, which is as it was previewed. */
    private static JsonNode requireSame(Api api, String clock, String subscription) {
        int before = invoices(api, subscription).size();
        JsonNode preview = api.get("/v1/subscriptions/" + subscription + "/upcoming-invoice")
                .expect(200)
                .data();
        advance(api, clock, preview.path("issuesAt").asText());

        List<JsonNode> all = invoices(api, subscription);
        assertThat(all).hasSize(before + 1);
        JsonNode made = all.getLast();
        for (String field : List.of("currency", "periodStart", "periodEnd", "subtotal", "discount", "tax", "total")) {
            assertThat(made.path(field)).as(field).isEqualTo(preview.path(field));
        }
        assertThat(lines(made)).isEqualTo(lines(preview));
        return made;
    }

    private static String clock(Api api) {
        return api.post("/v1/test-clocks", "{\"name\":\"A\",\"frozenTime\":\"2027-01-31T10:20:30.456Z\"}")
                .expect(201)
                .id();
    }

    private static String customer(Api api, String clock) {
        return api.post("/v1/customers", "{\"testClockId\":\"" + clock + "\"}")
                .expect(201)
                .id();
    }

    /** The lines without their ids. */
    private static List<List<String>> lines(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .map(line -> Stream.of("description", "quantity", "unitAmount", "amount", "priceId")
                        .map(field -> line.path(field).asText())
                        .toList())
                .toList();
    }

    private static void advance(Api api, String clock, String to) {
        api.post("/v1/test-clocks/" + clock + "/advance", "{\"to\":\"" + to + "\"}")
                .expect(200);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> api.get("/v1/test-clocks/" + clock).text("status").equals("ready"));
    }

    private static String plan(Api api, String fields) {
        return api.post("/v1/plans", "{\"name\":\"Pro\"," + fields + "}")
                .expect(201)
                .id();
    }

    private static String subscribe(Api api, String customer, String plan, String fields) {
        return api.post(
                        "/v1/subscriptions",
                        "{\"customerId\":\"" + customer + "\",\"planId\":\"" + plan + "\"," + fields + "}")
                .expect(201)
                .id();
    }

    /** The oldest first. */
    private static List<JsonNode> invoices(Api api, String subscription) {
        return list(api, "/v1/invoices?order=asc&subscriptionId=" + subscription);
    }

    private static List<JsonNode> list(Api api, String target) {
        return api.get(target).expect(200).data().valueStream().toList();
    }

    private static Answer post(Api api, String path, String form) {
        return api.raw(
                "POST",
                path,
                form.getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    /** What the provider has taken for a merchant, by the provider's own books. */
    private long taken(Api api) {
        List<String> attempts = list(api, "/v1/payment-attempts?limit=100").stream()
                .map(attempt -> attempt.path("id").asText())
                .toList();
        return sandbox.books().stream()
                .filter(entry -> attempts.contains(entry.path("reference").asText()))
                .mapToLong(entry -> entry.path("paid").asLong())
                .sum();
    }
}
