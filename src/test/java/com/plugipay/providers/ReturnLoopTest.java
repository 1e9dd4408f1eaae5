package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.EventBus;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A stranger loads a return page again and again: this causes hardly any status queries. */
class ReturnLoopTest {
    private static final int LOADS = 300;

    /** One every few seconds, for the time that a slow machine may need for the loop. */
    private static final int QUESTIONS = LOADS / 10;

    private final TestSandbox sandbox = TestSandbox.shared();

    @Test
    void ofACheckoutSession() {
        ProviderDriver till = ProviderDriver.of(sandbox, XenditFactory.KIND, Method.CARD);
        String session = till.session();
        till.choose(session).expect(200);
        String attempt = till.attempt(session).path("id").asText();

        assertThat(questionsDuring(till.api, "/c/" + session + "/return", attempt))
                .isBetween(1, QUESTIONS);
        assertThat(questionsDuring(till.api, "/c/" + session + "/live", attempt))
                .isZero();

        till.pay(session);
        till.awaitSession(session, "complete");
    }

    @Test
    void ofADirectPayment() {
        Api api = sandbox.merchant(MidtransFactory.KIND);
        String payment = api.post("/v1/payments", """
                {"amount":95000,"currency":"IDR","method":"gopay","returnUrl":"https://shop.example/back"}""").expect(201).id();
        String attempt =
                api.get("/v1/payment-attempts").data().path(0).path("id").asText();

        assertThat(questionsDuring(api, "/p/" + payment + "/return", attempt)).isBetween(1, QUESTIONS);
    }

    private int questionsDuring(Api api, String path, String attempt) {
        AtomicInteger queries = new AtomicInteger();
        EventBus bus = sandbox.gateway().gateway().vertx().eventBus();
        Handler<DeliveryContext<Object>> counting = question -> {
            if (question.body() instanceof Command.QueryStatus query
                    && query.charge().chargeId().equals(attempt)) {
                queries.incrementAndGet();
            }
            question.next();
        };
        bus.addOutboundInterceptor(counting);
        try {
            IntStream.range(0, LOADS)
                    .parallel()
                    .forEach(i -> assertThat(
                                    api.raw("GET", path, new byte[0], Map.of()).status())
                            .isIn(200, 204, 303));
        } finally {
            bus.removeOutboundInterceptor(counting);
        }
        return queries.get();
    }
}
