package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The usual pace of an account is what Xendit has confirmed so far: on each node, and after each start. */
class CallbackPaceRecordTest {
    private static final String PEAK = "select peak from callback_paces where workspace_id = $1";

    private final TestSandbox sandbox = TestSandbox.start(11);
    private final Api api = sandbox.merchant(XenditFactory.KIND);
    private final StoredCallbacks inbox = new StoredCallbacks(sandbox, api);
    private final XenditCallbackSender notices = new XenditCallbackSender(api);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void theRecordSurvivesARestart() {
        notices.connect(XenditCallbackSender.TOKEN, "\"expectedPerMinute\":0");
        List<StartedCheckout> honest = purchases(3);
        List<StartedCheckout> victims = purchases(4);
        beginAMinute();
        honest.forEach(purchase -> sandbox.act(XenditFactory.KIND, purchase.attempt(), "pay"));
        honest.forEach(StartedCheckout::awaitPaid);
        awaitPeak(3);

        sandbox.restartGateway();
        beginAMinute();

        victims.subList(0, 3).forEach(victim -> notices.paid(victim, 150_000).expect(200));
        victims.subList(0, 3).forEach(StartedCheckout::awaitPaid);
        notices.paid(victims.get(3), 150_000).expect(200);
        assertThat(inbox.reasons()).containsExactly("not_confirmed");
        assertThat(victims.get(3).status()).isEqualTo("open");
    }

    /** Neither accepted nor queried callbacks raise the record; after the first false one, all are queried. */
    @Test
    void forgedCallbacksDoNotRaiseTheRecord() {
        notices.connect(XenditCallbackSender.TOKEN, "\"expectedPerMinute\":2");
        List<StartedCheckout> victims = purchases(6);
        beginAMinute();
        victims.subList(0, 2).forEach(victim -> notices.paid(victim, 150_000).expect(200));
        victims.subList(0, 2).forEach(StartedCheckout::awaitPaid);
        victims.subList(2, 5).forEach(victim -> notices.paid(victim, 150_000).expect(200));
        assertThat(inbox.reasons()).containsOnly("not_confirmed").hasSize(3);
        assertThat(victims.subList(2, 5)).extracting(StartedCheckout::status).containsOnly("open");

        beginAMinute();
        notices.paid(victims.get(5), 150_000).expect(200);

        assertThat(inbox.reasons()).containsOnly("not_confirmed").hasSize(4);
        assertThat(victims.get(5).status()).isEqualTo("open");
        assertThat(peak()).isZero();
    }

    /** A payment counts once, however many callbacks it has. */
    @Test
    void repeatedCallbacksDoNotRaiseTheRecord() {
        StartedCheckout honest = purchases(1).getFirst();
        sandbox.act(XenditFactory.KIND, honest.attempt(), "pay");
        honest.awaitPaid();
        notices.paid(honest, 150_000).expect(200);
        assertThat(inbox.reasons()).isEmpty();

        sandbox.clock().advance(Duration.ofMinutes(11));

        awaitPeak(1);
    }

    private List<StartedCheckout> purchases(int count) {
        List<StartedCheckout> purchases = Stream.generate(() -> StartedCheckout.of(api, "gopay", "IDR", 150_000))
                .limit(count)
                .toList();
        // A payment that a poll finds before its callback does not count.
        run("update payment_attempts set next_look_up_at = next_look_up_at + interval '1 day' where workspace_id = $1");
        return purchases;
    }

    /** Advances to the beginning of a minute, so that all callbacks come within it. */
    private void beginAMinute() {
        Instant now = sandbox.clock().instant();
        Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        sandbox.clock().advance(Duration.between(now, next));
    }

    private void awaitPeak(int peak) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(peak()).isEqualTo(peak));
    }

    private int peak() {
        RowSet<Row> found = run(PEAK);
        return found.size() == 0 ? 0 : found.iterator().next().getInteger("peak");
    }

    private RowSet<Row> run(String sql) {
        return TestGateway.get(sandbox.gateway()
                .gateway()
                .database()
                .run(sql, Tuple.of(api.key().apiKey().workspaceId())));
    }
}
