package com.plugipay.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.bus.LocalCodec;
import com.plugipay.errors.ErrorCode;
import com.plugipay.limits.Rate;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many status queries of a merchant's account people without a key can cause. */
@ExtendWith(VertxExtension.class)
class QueryQuotaTest {
    private static final int OF_ACCOUNT = 10;
    private static final Tenant SHOP = new Tenant("ws_shop", Mode.TEST);
    private static final Outcome NOTHING_NEW = new Outcome.Pending(null, Map.of());

    private final AtomicInteger asked = new AtomicInteger();
    private ChargeService charging;
    private volatile Supplier<Future<Outcome>> answer = () -> Future.succeededFuture(NOTHING_NEW);

    @BeforeEach
    void start(Vertx vertx) {
        charging = new ChargeService(
                new Providers(vertx),
                new NothingNew(),
                new QueryQuota(Rate.perMinute(OF_ACCOUNT)),
                (tenant, id) -> Future.succeededFuture(Optional.empty()),
                attempt -> "https://pay.example");
        LocalCodec.register(vertx);
        for (ProviderKind kind : List.of(XenditFactory.KIND, MidtransFactory.KIND)) {
            Provider.commands(kind).answer(vertx, command -> {
                asked.incrementAndGet();
                return answer.get();
            });
        }
    }

    @Test
    void aHundredReturnsAtATimeShareOneStatusQuery() {
        Promise<Outcome> pending = Promise.promise();
        answer = pending::future;
        Attempt attempt = attempt(SHOP, XenditFactory.KIND);
        List<Future<Attempt>> returns =
                IntStream.range(0, 100).mapToObj(i -> comeBack(attempt)).toList();
        Awaitility.await().until(() -> asked.get() == 1);
        assertThat(returns).noneMatch(Future::isComplete);

        pending.complete(NOTHING_NEW);

        TestGateway.get(Future.all(returns));
        assertThat(asked).hasValue(1);
    }

    @Test
    void theProviderIsNotAskedAgainSoonWhateverItsAnswerWas() {
        answer = () -> Future.failedFuture("no answer");
        Attempt attempt = attempt(SHOP, XenditFactory.KIND);
        TestGateway.get(comeBack(attempt).otherwiseEmpty());

        for (int i = 0; i < 5; i++) {
            assertThat(TestGateway.get(comeBack(attempt))).isEqualTo(attempt);
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void manySessionsOfOneMerchantUseUpOnlyItsOwnQuotaAtOneProvider() {
        for (int i = 0; i < 5 * OF_ACCOUNT; i++) {
            TestGateway.get(comeBack(attempt(SHOP, XenditFactory.KIND)));
        }
        assertThat(asked.get()).isBetween(OF_ACCOUNT, 2 * OF_ACCOUNT);

        int before = asked.get();
        TestGateway.get(comeBack(attempt(SHOP, MidtransFactory.KIND)));
        TestGateway.get(comeBack(attempt(new Tenant("ws_other", Mode.TEST), XenditFactory.KIND)));
        assertThat(asked).hasValue(before + 2);
    }

    @Test
    void aNotificationThatIsReplayedForEverCausesALimitedNumberOfQueries() {
        Attempt attempt = attempt(SHOP, MidtransFactory.KIND);
        CallbackEvent.OfCharge notice = new CallbackEvent.OfCharge(attempt.id(), null, null);
        List<Future<Attempt>> notices = IntStream.range(0, 500)
                .mapToObj(i -> charging.notice(context(attempt), attempt, notice))
                .toList();
        TestGateway.get(Future.join(notices).otherwiseEmpty());

        assertThat(asked.get()).isBetween(10, 100);
        assertThat(notices.getLast().cause())
                .satisfies(refused ->
                        assertThat(ErrorCode.RATE_LIMITED.is(refused)).isTrue());
    }

    private Future<Attempt> comeBack(Attempt attempt) {
        return charging.refreshStatus(context(attempt), attempt);
    }

    private static ChangeContext context(Attempt attempt) {
        return new ChangeContext(attempt.tenant(), Actor.BUYER, null, Instant.now(), null);
    }

    private static Attempt attempt(Tenant tenant, ProviderKind provider) {
        return new NewAttempt(tenant, "sess_1", null, null, provider, Method.QRIS, 51_000, "IDR").at(Instant.now());
    }

    /** Settles nothing. */
    static final class NothingNew implements Settler {
        @Override
        public Future<Attempt> settle(ChangeContext context, String attemptId, Outcome outcome) {
            return Future.succeededFuture(attempt(context.tenant(), XenditFactory.KIND));
        }

        @Override
        public Future<Attempt> settle(ChangeContext context, Attempt attempt, Outcome outcome) {
            return Future.succeededFuture(attempt);
        }

        @Override
        public Future<Attempt> notDone(ChangeContext context, String attemptId, Outcome.NotDone outcome) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Attempt> abandon(ChangeContext context, String attemptId, boolean providerKnows) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Attempt> feeKnown(ChangeContext context, String attemptId, long fee) {
            throw new UnsupportedOperationException();
        }
    }
}
