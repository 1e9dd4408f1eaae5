package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.resilience.money.StandInControl;
import com.plugipay.resilience.webhooks.ReceiverBehavior;
import com.plugipay.resilience.webhooks.WebhookReceiver;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestDirectory;
import com.plugipay.support.TestGateway;
import com.plugipay.work.DueWork;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * When a node stops, or is killed and starts again, the work that it has claimed continues at once, without waiting for the
 * lease: attempts, refunds, callbacks and webhooks. While it runs, no other node takes them, not even one of the same name.
 */
@ResourceLock(ChildProcess.MACHINE)
@ExtendWith(VertxExtension.class)
class ClaimHandoverTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SESSIONS = 6;

    /** The claims on attempts, refunds and callbacks. */
    private static final String MONEY = """
            select id, claimed_by from payment_attempts where claimed_by is not null
            union all select id, claimed_by from refunds where claimed_by is not null
            union all select id, claimed_by from provider_callbacks where claimed_by is not null""";

    private static final String MONEY_AND_NODE = "select id || ' ' || claimed_by from (" + MONEY + ") claims";

    private static final String ALL = "select claimed_by from (" + MONEY + ") claims"
            + " union all select claimed_by from webhook_endpoint_queues where claimed_by is not null";

    private final DatabaseConfig database = TestDatabase.create();
    private final DirectSql sql = new DirectSql(database);
    private final Vertx vertx;
    private final List<String> sessions = new ArrayList<>();
    private Sandbox sandbox;
    private StandInControl standIns;
    private LoadBalancer loadBalancer;

    ClaimHandoverTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @BeforeEach
    void open() throws IOException {
        StandInSettings settings = new StandInSettings("127.0.0.1", 0, 1, 1, new SettableClock());
        sandbox = TestGateway.get(Sandbox.start(settings, TestDirectory.create(), 1));
        standIns = new StandInControl(sandbox.url());
        loadBalancer = LoadBalancer.open();
    }

    @AfterEach
    void close() {
        loadBalancer.close();
        TestGateway.get(sandbox.stop());
    }

    @Test
    void aKilledNodeContinuesItsWorkAtOnceWhenItStartsAgain() {
        try (GatewayProcess node = GatewayProcess.start(database, environment())) {
            loadBalancer.forwardTo(node.port());
            Instant claimed = Instant.now();
            WebhookReceiver receiver = beginWork(node);
            String dead = sql.texts(ALL).getFirst();

            node.process().kill();
            endFaults(receiver);
            node.startAgain();
            loadBalancer.forwardTo(node.port());

            assertThat(sql.texts(ALL)).as("the claims of the killed node").doesNotContain(dead);
            requireAllDone(claimed);
            assertThat(sql.texts("select name from node_starts")).hasSize(1);
        }
    }

    @Test
    void aNodeThatStopsGivesItsClaimsBackAndNoOtherTakesThemBefore() {
        try (GatewayProcess node = GatewayProcess.start(database, environment())) {
            loadBalancer.forwardTo(node.port());
            Instant claimed = Instant.now();
            WebhookReceiver receiver = beginWork(node);
            String first = sql.texts(ALL).getFirst();
            List<String> money = sql.texts(MONEY_AND_NODE);

            try (GatewayProcess other = node.another()) {
                assertThat(sql.texts(MONEY_AND_NODE))
                        .as("the other node has the same name")
                        .containsAll(money);
                loadBalancer.forwardTo(other.port());
                endFaults(receiver);
                node.process().signal("TERM");
                node.process().awaitExit(PATIENCE);

                assertThat(sql.texts(ALL)).as("the claims of the first node").doesNotContain(first);
                requireAllDone(claimed);
            }
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(sandbox.environment());
        environment.put("PLUGIPAY_NODE_NAME", "one");
        environment.put("PLUGIPAY_HTTP_BASE_URL", loadBalancer.url());
        environment.put("PLUGIPAY_PROVIDERS_TIMEOUT_MS", "50000");
        environment.put("PLUGIPAY_WEBHOOKS_TIMEOUT_MS", "30000");
        environment.put("PLUGIPAY_WEBHOOKS_ALLOWED_ADDRESSES", "127.0.0.0/8,::1");
        return environment;
    }

    /** Lets that node claim attempts, a refund, a callback and a webhook, whose requests get no answer. */
    private WebhookReceiver beginWork(GatewayProcess node) {
        Api api = Api.of(loadBalancer.url(), node.workspace().test());
        connect(api);
        String paid = api.get("/v1/checkout-sessions/" + pay(api, "gopay"))
                .data()
                .path("paymentId")
                .asText();
        standIns.faults("xendit", "{\"dropped_callback\":{\"probability\":1},\"lost_answer\":{\"probability\":1}}");
        api.post("/v1/refunds", "{\"paymentId\":\"" + paid + "\",\"amount\":1000}")
                .expect(201);
        standIns.faults("xendit", "{\"dropped_callback\":{\"probability\":1}}");
        for (int i = 1; i < SESSIONS; i++) {
            sessions.add(choose(api, "qris"));
            standIns.books().forEach(book -> standIns.act(book, "pay"));
        }
        sessions.add(choose(api, "qris"));
        WebhookReceiver receiver = WebhookReceiver.open(vertx, "merchant", ReceiverBehavior.HANGS);
        api.post("/v1/webhooks", "{\"url\":\"" + receiver.url() + "\",\"events\":[\"customer.*\"]}")
                .expect(201);
        standIns.faults("xendit", "{\"delay\":{\"probability\":1,\"delayMs\":50000}}");
        sql.change("update payment_attempts set next_look_up_at = now() where status = 'active'");
        sql.change("update refunds set next_look_up_at = now()");
        // Only the last one is not paid yet; the callback of its payment is to be confirmed by a query.
        standIns.books().forEach(book -> standIns.act(book, "pay"));
        api.post("/v1/customers", "{\"name\":\"Sri\"}").expect(201);
        Awaitility.await("the node to claim everything").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sql.texts("select id from payment_attempts where claimed_by is not null"))
                    .hasSize(SESSIONS);
            assertThat(sql.texts("select id from refunds where claimed_by is not null"))
                    .hasSize(1);
            assertThat(sql.texts("select id from provider_callbacks where claimed_by is not null"))
                    .isNotEmpty();
            assertThat(receiver.size()).isEqualTo(1);
        });
        return receiver;
    }

    private void connect(Api api) {
        String callbacks = new CallbackUrls(loadBalancer.url())
                .of(XenditFactory.KIND, api.key().apiKey().workspaceId());
        TestGateway.get(sandbox.setXenditCallbacks(0, callbacks));
        api.put(
                        "/v1/adapters/xendit",
                        Sandbox.account(XenditFactory.KIND, 0)
                                .put("confirmAbove", 0)
                                .encode())
                .expect(200);
    }

    private String choose(Api api, String method) {
        String session = api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200);
        return session;
    }

    private String pay(Api api, String method) {
        String session = choose(api, method);
        standIns.books().forEach(book -> standIns.act(book, "pay"));
        awaitComplete(session, PATIENCE);
        return session;
    }

    private void awaitComplete(String session, Duration patience) {
        Awaitility.await(session)
                .atMost(patience)
                .until(() -> sql.texts("select status from checkout_sessions where id = ?", session)
                        .contains("complete"));
    }

    private void endFaults(WebhookReceiver receiver) {
        standIns.faults("xendit", "{}");
        receiver.behaves(ReceiverBehavior.QUICK);
    }

    /** Before the lease is over. */
    private void requireAllDone(Instant claimed) {
        Duration left = Duration.between(Instant.now(), claimed.plus(DueWork.LEASE));
        sessions.forEach(session -> awaitComplete(session, left));
        Awaitility.await("the refund, the callback and the webhook")
                .atMost(left)
                .until(() -> sql.number("""
                        select (select count(*) from refunds where status = 'pending')
                             + (select count(*) from provider_callbacks where processed_at is null)
                             + (select count(*) from webhook_deliveries where status = 'pending')""") == 0);
    }
}
