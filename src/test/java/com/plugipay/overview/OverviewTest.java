package com.plugipay.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The overview of a business, on a day that is made of a week of payments. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverviewTest {
    private static final String ACCOUNT =
            "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"1234567890\",\"accountHolder\":\"PT Uji\"}]}";

    private TestGateway gateway;

    @BeforeAll
    void startAtNoon() {
        gateway = TestGateway.start(TestDatabase.create(4));
        Instant now = gateway.clock().instant();
        Instant noon = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36));
        gateway.clock().advance(Duration.between(now, noon));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void sumsAreThoseOfTheirDaysAndCurrencies() {
        Created created = gateway.workspace();
        Api api = connected(Api.of(gateway, created.test()));
        Api live = connected(Api.of(gateway, created.live()));
        Api stranger = connected(gateway.merchant());

        pay(api, 700_000, "IDR");
        gateway.clock().advance(Duration.ofDays(6));
        pay(api, 40_000, "IDR");
        pay(api, 4_900, "USD");
        pay(live, 1_111, "IDR");
        pay(stranger, 2_222, "IDR");
        gateway.clock().advance(Duration.ofDays(1));
        String whole = pay(api, 100_000, "IDR");
        pay(api, 250_000, "IDR");
        fail(api, 99_000);
        start(api, 55_000, "IDR");
        refund(api, whole, 30_000);
        pay(live, 3_333, "IDR");
        pay(stranger, 4_444, "IDR");

        JsonNode overview = api.get("/v1/overview?window=7d").expect(200).data();

        assertThat(overview.path("timeZone").asText()).isEqualTo("UTC");
        assertThat(names(overview)).containsExactly("IDR", "USD");
        JsonNode rupiah = overview.path("currencies").path(0);
        assertSums(rupiah.path("today"), 350_000, 30_000, 2, 1);
        assertSums(rupiah.path("yesterday"), 40_000, 0, 1, 0);
        assertSums(rupiah.path("lastWeek"), 700_000, 0, 1, 0);
        assertThat(rupiah.path("points")).hasSize(7);
        assertSums(rupiah.path("points").path(6).path("figures"), 350_000, 30_000, 2, 1);
        assertSums(rupiah.path("points").path(5).path("figures"), 40_000, 0, 1, 0);
        assertSums(rupiah.path("points").path(0).path("figures"), 0, 0, 0, 0);
        assertThat(rupiah.path("points").path(6).path("start").asText())
                .startsWith(gateway.clock()
                        .instant()
                        .truncatedTo(ChronoUnit.DAYS)
                        .toString()
                        .substring(0, 19));
        assertThat(rupiah.path("methods")).hasSize(1);
        assertThat(rupiah.path("methods").path(0).path("method").asText()).isEqualTo("bank_transfer");
        assertThat(rupiah.path("methods").path(0).path("received").asLong()).isEqualTo(390_000);
        JsonNode dollars = overview.path("currencies").path(1);
        assertSums(dollars.path("today"), 0, 0, 0, 0);
        assertSums(dollars.path("yesterday"), 4_900, 0, 1, 0);
        assertThat(overview.path("waiting").path("transfers").asLong()).isEqualTo(1);

        JsonNode hours = api.get("/v1/overview?window=24h")
                .expect(200)
                .data()
                .path("currencies")
                .path(0);
        assertThat(hours.path("points")).hasSize(24);
        assertSums(hours.path("points").path(23).path("figures"), 350_000, 30_000, 2, 1);
        JsonNode quarter = api.get("/v1/overview?window=90d")
                .expect(200)
                .data()
                .path("currencies")
                .path(0);
        assertThat(quarter.path("points")).hasSize(90);
        assertSums(quarter.path("points").path(82).path("figures"), 700_000, 0, 1, 0);
        assertThat(api.get("/v1/overview").expect(200).data().path("window").asText())
                .isEqualTo("7d");
    }

    @Test
    void daysAreThoseOfTheWorkspace() {
        Api api = gateway.merchant();
        api.patch("/v1/billing-settings", "{\"timeZone\":\"Asia/Jakarta\"}").expect(200);
        pay(connected(api), 10_000, "IDR");

        JsonNode overview = api.get("/v1/overview?window=30d").expect(200).data();

        assertThat(overview.path("timeZone").asText()).isEqualTo("Asia/Jakarta");
        assertThat(overview.path("currencies").path(0).path("points"))
                .hasSize(30)
                .allSatisfy(
                        point -> assertThat(Instant.parse(point.path("start").asText())
                                        .atOffset(ZoneOffset.ofHours(7))
                                        .getHour())
                                .isZero());
    }

    @Test
    void whatWaitsAndHowFarItHasCome() {
        Created created = gateway.workspace();
        Api api = Api.of(gateway, created.test());
        JsonNode before = api.get("/v1/overview?window=24h").expect(200).data();
        assertThat(before.path("currencies")).isEmpty();
        assertThat(before.path("waiting"))
                .allSatisfy(number -> assertThat(number.asLong()).isZero());
        assertThat(before.path("firstSteps").path("hasProvider").asBoolean()).isFalse();
        assertThat(before.path("firstSteps").path("hasTestPayment").asBoolean()).isFalse();

        pay(connected(api), 10_000, "IDR");
        String attempt = start(api, 20_000, "IDR");
        DirectSql sql = new DirectSql(gateway.databaseConfig());
        sql.change(
                "update payment_attempts set status = 'review', review_reason = 'no_open_payment' where payment_id = ?",
                attempt);
        sql.change(
                "update provider_accounts set status = 'error' where workspace_id = ?",
                created.workspace().id());
        api.post("/v1/webhooks", "{\"url\":\"https://shop.example/hook\",\"events\":[\"*\"]}")
                .expect(201);
        sql.change(
                "update webhook_endpoints set last_error = 'refused' where workspace_id = ?",
                created.workspace().id());

        JsonNode after = api.get("/v1/overview?window=24h").expect(200).data();

        JsonNode waiting = after.path("waiting");
        assertThat(waiting.path("reviews").asLong()).isEqualTo(1);
        assertThat(waiting.path("stuck").asLong()).isZero();
        assertThat(waiting.path("transfers").asLong()).isZero();
        assertThat(waiting.path("providerAccounts").asLong()).isEqualTo(1);
        assertThat(waiting.path("webhookEndpoints").asLong()).isEqualTo(1);
        JsonNode steps = after.path("firstSteps");
        assertThat(steps.path("hasProvider").asBoolean()).isTrue();
        assertThat(steps.path("hasTestPayment").asBoolean()).isTrue();
        assertThat(steps.path("hasLiveProvider").asBoolean()).isFalse();
        assertThat(steps.path("hasLivePayment").asBoolean()).isFalse();
    }

    @Test
    void anotherWindowIsRefused() {
        assertThat(gateway.merchant()
                        .get("/v1/overview?window=2d")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("window");
    }

    private static Api connected(Api api) {
        api.put("/v1/adapters/manual", ACCOUNT).expect(200);
        return api;
    }

    private static String start(Api api, long amount, String currency) {
        return api.post(
                        "/v1/payments",
                        "{\"amount\":%d,\"currency\":\"%s\",\"method\":\"bank_transfer\"}".formatted(amount, currency))
                .expect(201)
                .id();
    }

    private static String pay(Api api, long amount, String currency) {
        String payment = start(api, amount, currency);
        api.post("/v1/payments/" + payment + "/confirm", "").expect(200);
        return payment;
    }

    private static void fail(Api api, long amount) {
        api.post("/v1/payments/" + start(api, amount, "IDR") + "/reject", "").expect(200);
    }

    private static void refund(Api api, String payment, long amount) {
        api.post("/v1/refunds", "{\"paymentId\":\"%s\",\"amount\":%d}".formatted(payment, amount))
                .expect(201);
    }

    private static List<String> names(JsonNode overview) {
        return overview.path("currencies").findValuesAsText("currency");
    }

    private static void assertSums(JsonNode figures, long received, long refunded, long succeeded, long failed) {
        assertThat(figures.path("received").asLong()).isEqualTo(received);
        assertThat(figures.path("refunded").asLong()).isEqualTo(refunded);
        assertThat(figures.path("net").asLong())
                .isEqualTo(received - refunded - figures.path("fees").asLong());
        assertThat(figures.path("succeeded").asLong()).isEqualTo(succeeded);
        assertThat(figures.path("failed").asLong()).isEqualTo(failed);
    }
}
