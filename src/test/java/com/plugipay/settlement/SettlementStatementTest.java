package com.plugipay.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Fees;
import com.plugipay.payments.PaymentMetrics;
import com.plugipay.providers.Outcome;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.HeldLock;
import com.plugipay.support.PaymentMethods;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A settlement writes all of its objects or none, and an object that it has never heard of like its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class SettlementStatementTest {
    private static final long PRICE = 4_900;

    private final DatabaseConfig database = TestDatabase.create();
    private final DirectSql sql = new DirectSql(database);
    private final TestGateway gateway = TestGateway.start(database);
    private final Database pool = gateway.gateway().database();
    private final AttemptStore attempts = new AttemptStore(pool);
    private final SettlementTransaction transaction = new SettlementTransaction(
            pool,
            new CheckoutSessionStore(pool, new HostedUrls(gateway.baseUrl())).payables(),
            attempts,
            new PaymentMetrics(new SimpleMeterRegistry()));
    private final Fees fees = new Fees(List.of());
    private final Api api = gateway.merchant();
    private final Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);

    @BeforeAll
    void createInvoices() {
        sql.change("""
                create table bills (workspace_id text, mode text, id text, status text, version bigint,
                    primary key (workspace_id, mode, id))""");
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInvoiceIsPaidByTheStatementThatSettlesItsPayment(boolean bySession) {
        Invoice open = insert(new Invoice(tenant, bySession ? "inv_session" : "inv_direct", "open", 1));
        String attempt = bySession ? attemptOfSession() : attemptOfDirectPayment();

        TestGateway.get(settle(attempt, List.of(open)));

        assertThat(status(open)).isEqualTo("paid");
        assertThat(TestGateway.get(attempts.find(tenant, attempt)).orElseThrow().status())
                .isEqualTo(Attempt.Status.SUCCEEDED);
        assertThat(audit(open)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsWrittenWhenTheInvoiceIsNoLongerAsItWasRead(boolean bySession) {
        Invoice now = insert(new Invoice(tenant, bySession ? "inv_of_session" : "inv_of_direct", "open", 2));
        Invoice asRead = new Invoice(tenant, now.id(), "open", 1);
        String attempt = bySession ? attemptOfSession() : attemptOfDirectPayment();
        List<String> stateAtSecondDecision = new ArrayList<>();

        TestGateway.get(settle(attempt, List.of(asRead, now), stateAtSecondDecision));

        assertThat(stateAtSecondDecision).containsExactly("ACTIVE");
        assertThat(status(now)).isEqualTo("paid");
        assertThat(audit(now)).isEqualTo(1);
    }

    /** Both outcomes are decided on the same state; one changes the attempt alone, the other one its payment too. */
    @Test
    void moneyThatIsWrittenAfterADecisionWasMadeIsNotOverwritten() throws SQLException {
        String attempt = attemptOfDirectPayment();
        Settlement settlement = new Settlement(
                transaction,
                attempts,
                PaymentMethods.of(pool),
                (context, reversed, reference) -> Future.succeededFuture(),
                fees);
        Future<Attempt> first;
        Future<Attempt> second;
        try (HeldLock lock = HeldLock.onRow(database, "payment_attempts", attempt)) {
            first = settlement.settle(now(), attempt, paid(PRICE - 900, "first"));
            lock.awaitWaiting(1);
            second = settlement.settle(now(), attempt, paid(PRICE, "second"));
            lock.awaitWaiting(2);
        }
        TestGateway.get(first);
        TestGateway.get(second);

        List<Long> inReview = TestGateway.get(attempts.find(tenant, attempt)).stream()
                .map(found -> Optional.ofNullable(found.review()).orElseThrow().receivedAmount())
                .toList();
        assertThat(inReview).containsExactly(PRICE - 900);
        assertThat(sql.texts("""
                        select received_amount from payment_attempts
                         where payment_id = (select payment_id from payment_attempts where id = ?) and status = 'review'
                         order by received_amount""", attempt)).containsExactly(String.valueOf(PRICE - 900), String.valueOf(PRICE));
    }

    /** Settles an attempt as paid, and an invoice with it, as the first decision has read it, the second and so on. */
    private Future<Attempt> settle(String attemptId, List<Invoice> asRead) {
        return settle(attemptId, asRead, new ArrayList<>());
    }

    private Future<Attempt> settle(String attemptId, List<Invoice> asRead, List<String> statesAfterFirst) {
        SettlementRules rules = new SettlementRules(fees);
        List<Invoice> unread = new ArrayList<>(asRead);
        return transaction.onAttempt(
                now(),
                attemptId,
                (state, attempt) -> {
                    if (unread.size() < asRead.size()) {
                        statesAfterFirst.add(attempt.status().name());
                    }
                    return rules.of(state, attempt, paid(PRICE, "paid"), now().now())
                            .with(new ChangedInvoice(unread.removeFirst()));
                },
                (write, settled) -> {});
    }

    private static Outcome.Succeeded paid(long amount, String providersPayment) {
        return new Outcome.Succeeded(null, amount, "USD", null, Map.of("paymentId", providersPayment));
    }

    private String attemptOfDirectPayment() {
        String payment =
                api.post("/v1/payments", """
                {"amount":%d,"currency":"USD","method":"bank_transfer"}""".formatted(PRICE)).expect(201).id();
        return sql.texts("select id from payment_attempts where payment_id = ?", payment)
                .getFirst();
    }

    private String attemptOfSession() {
        String session = api.post("/v1/checkout-sessions", """
                {"amount":%d,"currency":"USD","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/back"}""".formatted(PRICE))
                .expect(201)
                .id();
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        return sql.texts("select id from payment_attempts where checkout_session_id = ?", session)
                .getFirst();
    }

    private Invoice insert(Invoice invoice) {
        sql.change(
                "insert into bills values (?, ?, ?, ?, ?)",
                invoice.workspaceId(),
                invoice.mode().text(),
                invoice.id(),
                invoice.status(),
                invoice.version());
        return invoice;
    }

    private String status(Invoice invoice) {
        return sql.texts("select status from bills where id = ?", invoice.id()).getFirst();
    }

    private long audit(Invoice invoice) {
        return sql.number(
                "select count(*) from audit_log where action = 'invoice.paid' and object_id = ?", invoice.id());
    }

    private ChangeContext now() {
        return ChangeContext.worker(
                tenant, Actor.timer("test", "Test"), Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private record Invoice(Tenant of, String id, String status, long version) implements Resource {
        @Override
        public String workspaceId() {
            return of.workspaceId();
        }

        @Override
        public Mode mode() {
            return of.mode();
        }
    }

    /** An invoice that is paid. */
    private record ChangedInvoice(Invoice before) implements ChangedAggregate {
        private static final NamedSql LOCK = NamedSql.of("""
                select id from bills
                 where workspace_id = :workspace and mode = :mode and id = :id and version = :version
                   for no key update""");
        private static final NamedSql UPDATE = NamedSql.of("""
                update bills set status = :status, version = :version
                 where workspace_id = :workspace and mode = :mode and id = :id and exists (select 1 from changed)""");

        @Override
        public String name() {
            return "invoice";
        }

        @Override
        public int order() {
            return PAYABLE + 1;
        }

        @Override
        public Invoice after() {
            return new Invoice(before.of(), before.id(), "paid", before.version() + 1);
        }

        @Override
        public boolean isChanged() {
            return true;
        }

        @Override
        public List<SettlementStep> locks() {
            return List.of(new SettlementStep("invoice_as_read", LOCK, values(before)));
        }

        @Override
        public List<SettlementStep> writes(Transition transition) {
            return List.of(new SettlementStep(name(), UPDATE, values(after())));
        }

        @Override
        public void addEvents(Write write) {
            write.audit("invoice.paid", before.id());
        }

        private static Values values(Invoice invoice) {
            return Values.of(invoice.of())
                    .and("id", invoice.id())
                    .and("status", invoice.status())
                    .and("version", invoice.version());
        }
    }
}
