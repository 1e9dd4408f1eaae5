package com.plugipay.providers.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A provider answers 429: its account is asked nothing for a while, and longer each time. */
class AccountRestsTest {
    private static final Tenant ONE = new Tenant("ws_one", Mode.TEST);
    private static final Tenant OTHER = new Tenant("ws_other", Mode.TEST);

    private final AtomicLong nanos = new AtomicLong();
    private final AccountRests rests = new AccountRests(Duration.ofSeconds(60), nanos::get);

    @Test
    void restsAsLongAsItWasToldAndNotForEver() {
        rests.answered(ONE, 429, Duration.ofSeconds(7));
        assertThat(rests.left(ONE)).isEqualTo(Duration.ofSeconds(7));
        assertThat(rests.left(OTHER)).isNull();

        pass(7);
        assertThat(rests.left(ONE)).isNull();

        rests.answered(ONE, 429, Duration.ofDays(1));
        assertThat(rests.left(ONE)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void restsTwiceAsLongEachTimeUntilItIsAnswered() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            rests.answered(ONE, 429, null);
            rests.answered(ONE, 429, null);
            assertThat(rests.left(ONE)).isEqualTo(Duration.ofSeconds(seconds));
            pass(seconds);
        }
        rests.answered(ONE, 200, null);
        rests.answered(ONE, 429, null);
        assertThat(rests.left(ONE)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anAnswerToAnEarlierRequestDoesNotEndARest() {
        rests.answered(ONE, 429, Duration.ofSeconds(7));
        rests.answered(ONE, 200, null);
        assertThat(rests.left(ONE)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void nothingIsAskedForAnAccountThatRests() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            AtomicInteger asked = new AtomicInteger();
            HttpServer server = TestGateway.get(vertx.createHttpServer()
                    .requestHandler(request -> {
                        asked.incrementAndGet();
                        request.response()
                                .setStatusCode(429)
                                .putHeader("Retry-After", "30")
                                .end();
                    })
                    .listen(0, "127.0.0.1"));
            ProviderClient client = new ProviderClient(vertx, 5_000, 4, 4, Duration.ofSeconds(60));
            ProviderClient.Request request = new ProviderClient.Request(
                    HttpMethod.GET, "http://127.0.0.1:" + server.actualPort() + "/", Map.of(), null);

            for (int i = 0; i < 20; i++) {
                ProviderReply reply = TestGateway.get(client.send(ONE, request));
                if (i > 0) {
                    assertThat(reply)
                            .isInstanceOfSatisfying(
                                    ProviderReply.NotDone.class,
                                    rested -> assertThat(rested.retryAfter())
                                            .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30)));
                }
            }
            assertThat(asked).hasValue(1);

            TestGateway.get(client.send(OTHER, request));
            assertThat(asked).hasValue(2);

            ProviderClient.Request charge = new ProviderClient.Request(
                    HttpMethod.POST, "http://127.0.0.1:" + server.actualPort() + "/", Map.of(), Buffer.buffer("{}"));
            assertThat(TestGateway.get(client.send(ONE, charge))).isInstanceOf(ProviderReply.Answered.class);
            assertThat(asked).hasValue(3);
        } finally {
            TestGateway.get(vertx.close());
        }
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
