package com.plugipay.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.db.Database;
import com.plugipay.limits.Rate;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.Fees;
import com.plugipay.payments.PaymentMetrics;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.refunds.RefundStore;
import com.plugipay.refunds.Refunds;
import com.plugipay.settlement.Settlement;
import com.plugipay.settlement.SettlementTransaction;
import com.plugipay.support.Api;
import com.plugipay.support.PaymentMethods;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The response of a charge was lost, and it is paid before it is requested again, while the provider limits requests. */
class PaidMeanwhileTest {

    /** A payment of another amount goes to review. */
    @ParameterizedTest
    @CsvSource({"'', SUCCEEDED", "'\"amount_mismatch\":{\"probability\":1}', REVIEW"})
    void theResponseShowsThePaymentAsPaid(String fault, Attempt.Status status) {
        try (TestSandbox sandbox = TestSandbox.start(1)) {
            Api api = sandbox.merchant(XenditFactory.KIND);
            String lost = "\"lost_answer\":{\"probability\":1}";
            sandbox.faults(XenditFactory.KIND, "{" + (fault.isEmpty() ? lost : lost + ',' + fault) + "}");
            api.post("/v1/payments", "{\"amount\":150000,\"currency\":\"IDR\",\"method\":\"qris\"}")
                    .expect(504, "provider_timeout");
            sandbox.faults(XenditFactory.KIND, "{" + fault + "}");
            String id =
                    api.get("/v1/payment-attempts").data().path(0).path("id").asText();
            Database database = sandbox.gateway().gateway().database();
            AttemptStore attempts = new AttemptStore(database);
            Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);
            Attempt asRead = TestGateway.get(attempts.find(tenant, id)).orElseThrow();
            assertThat(asRead.status()).isEqualTo(Attempt.Status.STARTING);
            sandbox.act(XenditFactory.KIND, id, "pay");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> TestGateway.get(attempts.find(tenant, id))
                            .orElseThrow()
                            .hasMoney());
            sandbox.faults(XenditFactory.KIND, "{\"rate_limited\":{\"probability\":1}}");

            Attempt settled = TestGateway.get(charging(sandbox.gateway(), attempts)
                    .chargeAgain(
                            ChangeContext.worker(
                                    tenant,
                                    Actor.timer("test", "Test"),
                                    sandbox.clock().instant()),
                            asRead,
                            new ChargeService.Details(null, null, "https://shop.example/back", null)));

            assertThat(settled.status()).isEqualTo(status);
        }
    }

    private static ChargeService charging(TestGateway gateway, AttemptStore attempts) {
        Database database = gateway.gateway().database();
        PaymentStore payments = new PaymentStore(database);
        Providers providers = new Providers(gateway.gateway().vertx());
        QueryQuota questions = new QueryQuota(Rate.perMinute(1));
        CheckoutSessionStore sessions = new CheckoutSessionStore(database, new HostedUrls(gateway.baseUrl()));
        Refunds refunds = new Refunds(new RefundStore(database), payments, attempts, providers, questions);
        Settlement settlement = new Settlement(
                new SettlementTransaction(
                        database, sessions.payables(), attempts, new PaymentMetrics(new SimpleMeterRegistry())),
                attempts,
                PaymentMethods.of(database),
                refunds::recordReversal,
                new Fees(List.of()));
        return new ChargeService(
                providers,
                settlement,
                questions,
                PaymentMethods.of(database)::chargeable,
                attempt -> "https://pay.example");
    }
}
