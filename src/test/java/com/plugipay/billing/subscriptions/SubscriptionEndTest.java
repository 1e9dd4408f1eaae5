package com.plugipay.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a subscription is canceled, reactivated, paused and resumed by requests. */
class SubscriptionEndTest {
    private final Subscriber merchant = new Subscriber(TestGateway.shared());

    @ParameterizedTest
    @ValueSource(strings = {"{\"at\":\"now\"}", "{\"cancellationPolicy\":\"immediately\",\"reason\":\"user_request\"}"})
    void canceledNow(String body) {
        Answer made = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        Answer canceled = merchant.act(made, "cancel", body).expect(200);
        assertThat(canceled.text("status")).isEqualTo("canceled");
        assertThat(canceled.text("canceledAt")).isNotEmpty();
        assertThat(canceled.text("canceledReason")).isEqualTo(body.contains("user") ? "user_request" : "merchant");
        for (String action : List.of("cancel", "reactivate", "pause", "resume")) {
            merchant.act(made, action, "{}").expect(409, "conflict");
        }
        merchant.change(made, "{\"quantity\":2}").expect(409, "conflict");
        merchant.api.get("/v1/subscriptions/" + made.id() + "/upcoming-invoice").expect(409, "conflict");
        assertThat(merchant.invoices(made)).hasSize(1);
        assertThat(merchant.events(made)).endsWith("subscription.canceled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"at\":\"period_end\"}", "{\"cancellationPolicy\":\"atPeriodEnd\"}"})
    void canceledWithThePeriodAndReactivated(String body) {
        Answer made = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        Answer ending = merchant.act(made, "cancel", body).expect(200);
        assertThat(ending.text("status")).isEqualTo("active");
        assertThat(ending.data().path("cancelAtPeriodEnd").asBoolean()).isTrue();
        assertThat(ending.text("cancelAt")).isEqualTo(made.text("currentPeriodEnd"));
        merchant.api.get("/v1/subscriptions/" + made.id() + "/upcoming-invoice").expect(409, "conflict");
        Answer again = merchant.act(made, "reactivate", "").expect(200);
        assertThat(again.data().path("cancelAtPeriodEnd").asBoolean()).isFalse();
        assertThat(again.data().path("cancelAt").isNull()).isTrue();
        merchant.act(made, "reactivate", "").expect(409, "conflict");
    }

    @Test
    void aPausedSubscriptionGoesOnInItsPeriod() {
        Answer made = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        assertThat(merchant.act(made, "pause", "").expect(200).text("status")).isEqualTo("paused");
        merchant.act(made, "pause", "").expect(409, "conflict");
        Answer resumed = merchant.act(made, "resume", "").expect(200);
        assertThat(resumed.text("status")).isEqualTo("active");
        assertThat(resumed.text("currentPeriodEnd")).isEqualTo(made.text("currentPeriodEnd"));
        assertThat(merchant.invoices(made)).hasSize(1);
        merchant.act(made, "resume", "").expect(409, "conflict");
        assertThat(merchant.events(made)).endsWith("subscription.paused", "subscription.resumed");

        Answer incomplete = merchant.subscribe(merchant.monthly(100_000), "");
        merchant.act(incomplete, "pause", "").expect(200);
        assertThat(merchant.act(incomplete, "resume", "").expect(200).text("substatus"))
                .isEqualTo("incomplete");
    }

    @Test
    void onlyOneOfManyChangesAtTheSameMomentEndsIt() {
        Answer made = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        List<CompletableFuture<Answer>> canceling = IntStream.range(0, 8)
                .mapToObj(i -> merchant.api.sendLater(
                        "POST", "/v1/subscriptions/" + made.id() + "/cancel", "{\"at\":\"now\"}"))
                .toList();
        assertThat(canceling.stream().map(answer -> answer.join().status()))
                .containsOnly(200, 409)
                .filteredOn(status -> status == 200)
                .hasSize(1);
        assertThat(merchant.events(made))
                .filteredOn("subscription.canceled"::equals)
                .hasSize(1);
    }

    @Test
    void contradictionsAndImpossibleTimesAreRefused() {
        Answer made = merchant.subscribeByInvoice(merchant.monthly(1), "");
        assertThat(merchant.act(made, "cancel", "{\"at\":\"now\",\"cancellationPolicy\":\"atPeriodEnd\"}")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("cancellationPolicy");
        for (String at : List.of("2020-01-01T00:00:00Z", "9999-12-31T23:59:59Z")) {
            assertThat(merchant.act(made, "pause", "{\"resumeAt\":\"" + at + "\"}")
                            .expect(400, "validation_error")
                            .field())
                    .isEqualTo("resumeAt");
        }
        merchant.act(made, "usage", "{\"quantity\":1}").expect(409, "conflict");
    }
}
