package com.plugipay.billing.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.documents.Billing;
import com.plugipay.sandbox.mailbox.Mailbox;
import com.plugipay.sandbox.mailbox.ReceivedMail;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mails of subscriptions are rows of the statements that bill and dun: none is lost, none is sent twice. */
class QueuedMailTest {
    private static final String OVER = "select id from mails where due_at is null and last_error is null";

    private final SettableClock clock = new SettableClock();
    private final String address = UUID.randomUUID() + "@shop.example";

    @Test
    void aMailOutlivesItsProcess() {
        Mailbox gone = Mailbox.start("127.0.0.1");
        gone.close();
        TestGateway gateway = TestGateway.sendingMails(TestDatabase.create(), gone.port(), clock);
        DirectSql sql = new DirectSql(gateway.databaseConfig());
        try {
            join(gateway.merchant(), address, "charge_automatically");
            awaitFailures(sql, 1);
            gateway.close();
            assertThat(sql.texts("select kind from mails where due_at is not null"))
                    .containsExactly("collection_failed");
            try (Mailbox back = Mailbox.start("127.0.0.1", gone.port())) {
                gateway = gateway.startBeside();
                clock.advance(Duration.ofMinutes(10));
                awaitOver(sql, 1);
                assertThat(back.mails()).hasSize(1);
                assertThat(back.mails().getFirst().to()).isEqualTo(address);
            }
        } finally {
            gateway.close();
        }
    }

    @Test
    void aMailThatWaitsIsNotSentOnceTheInvoiceIsPaid() {
        Mailbox gone = Mailbox.start("127.0.0.1");
        gone.close();
        try (TestGateway gateway = TestGateway.sendingMails(TestDatabase.create(), gone.port(), clock)) {
            DirectSql sql = new DirectSql(gateway.databaseConfig());
            Api api = gateway.merchant();
            join(api, address, "charge_automatically");
            awaitFailures(sql, 1);
            Awaitility.await().until(() -> sql.texts("select last_error from mails"), List.of("unreachable")::equals);
            String invoice = api.get("/v1/invoices").data().path(0).path("id").asText();
            api.post("/v1/invoices/" + invoice + "/pay", "").expect(200);
            try (Mailbox back = Mailbox.start("127.0.0.1", gone.port())) {
                clock.advance(Duration.ofMinutes(1));
                awaitOver(sql, 1);
                assertThat(back.mails()).isEmpty();
            }
        }
    }

    @Test
    void twoNodesSendEachMailOnce() {
        try (Mailbox mailbox = Mailbox.start("127.0.0.1");
                TestGateway gateway = TestGateway.sendingMails(TestDatabase.create(), mailbox.port(), clock);
                TestGateway other = gateway.startBeside()) {
            assertThat(other.baseUrl()).isNotEqualTo(gateway.baseUrl());
            DirectSql sql = new DirectSql(gateway.databaseConfig());
            Api api = gateway.merchant();
            for (int i = 0; i < 20; i++) {
                join(api, i + address, "charge_automatically");
            }
            awaitOver(sql, 20);
            clock.advance(Duration.ofDays(1));
            awaitOver(sql, 40);
            Map<String, Long> number =
                    mailbox.mails().stream().collect(Collectors.groupingBy(ReceivedMail::to, Collectors.counting()));
            assertThat(number)
                    .hasSize(20)
                    .allSatisfy((to, mails) -> assertThat(mails).isEqualTo(2));
        }
    }

    @Test
    void invoicesThatAreSentAreMailedWithTheirReminders() {
        try (Mailbox mailbox = Mailbox.start("127.0.0.1");
                TestGateway gateway = TestGateway.sendingMails(TestDatabase.create(), mailbox.port(), clock)) {
            DirectSql sql = new DirectSql(gateway.databaseConfig());
            Api api = gateway.merchant();
            Billing.settings(api, "en");
            for (int i = 0; i < 3; i++) {
                join(api, i + address, "send_invoice");
            }
            awaitOver(sql, 3);
            assertThat(mailbox.mails().stream().map(ReceivedMail::subject))
                    .hasSize(3)
                    .allMatch(subject -> subject.matches("Invoice INV-\\d+-00000\\d from PT Kopi Senja Bandung"));
            assertThat(mailbox.mails().stream().map(ReceivedMail::fileNames))
                    .allMatch(name -> name.matches("INV-\\d+-00000\\d\\.pdf"));
            clock.advance(Duration.ofDays(7).plusSeconds(1));
            awaitOver(sql, 6);
            List<ReceivedMail> reminders = mailbox.mails().stream()
                    .filter(mail -> mail.subject().startsWith("Please pay invoice INV-"))
                    .toList();
            assertThat(reminders.stream().map(ReceivedMail::text))
                    .hasSize(3)
                    .allMatch(text -> text.contains("has not been paid yet"))
                    .allMatch(text -> text.contains("This invoice was due on "))
                    .noneMatch(text -> text.contains("payment method"));
            clock.advance(Duration.ofDays(24));
            Awaitility.await()
                    .until(
                            () -> sql.texts("select id from mails where kind = 'invoice'")
                                    .size(),
                            Integer.valueOf(6)::equals);
            assertThat(sql.texts("select id from invoices where id not in (select object_id from mails)"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(x)@y", "<a>@c.example"})
    void whoHasNoAddressGetsNone(String email) {
        TestGateway gateway = TestGateway.shared();
        Api api = gateway.merchant();
        String customer = join(api, email, "send_invoice");
        subscribe(api, customer, "charge_automatically");
        Awaitility.await()
                .until(
                        () -> api.get("/v1/events?type=invoice.payment_failed")
                                .data()
                                .size(),
                        Integer.valueOf(1)::equals);
        assertThat(mails(gateway, api)).isEmpty();
    }

    @Test
    void onTestClocksNobodyIsMailed() {
        TestGateway gateway = TestGateway.shared();
        Api api = gateway.merchant();
        String time = api.post("/v1/test-clocks", "{\"name\":\"A\",\"frozenTime\":\"2027-01-01T08:00:00Z\"}")
                .expect(201)
                .id();
        for (String method : List.of("send_invoice", "charge_automatically")) {
            String customer = api.post("/v1/customers", """
                    {"email":"%s","testClockId":"%s"}""".formatted(address, time))
                    .expect(201)
                    .id();
            subscribe(api, customer, method);
        }
        api.post("/v1/test-clocks/" + time + "/advance", "{\"to\":\"2027-03-03T00:00:00Z\"}")
                .expect(200);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> api.get("/v1/test-clocks/" + time).text("status"), "ready"::equals);
        assertThat(api.get("/v1/events?type=invoice.payment_failed").data().size())
                .isGreaterThan(5);
        assertThat(mails(gateway, api)).isEmpty();
    }

    @Test
    void withoutAMailServerNothingIsQueued() {
        try (TestGateway gateway = TestGateway.start(TestDatabase.create())) {
            DirectSql sql = new DirectSql(gateway.databaseConfig());
            Api api = gateway.merchant();
            join(api, address, "send_invoice");
            join(api, address, "charge_automatically");
            awaitFailures(sql, 1);
            assertThat(sql.texts("select id from mails")).isEmpty();
        }
    }

    private static List<String> mails(TestGateway gateway, Api api) {
        return new DirectSql(gateway.databaseConfig())
                .texts(
                        "select id from mails where workspace_id = ?",
                        api.key().apiKey().workspaceId());
    }

    /** Only then may the clock be moved: a mail whose lease is over is sent again. */
    private static void awaitOver(DirectSql sql, int mails) {
        Awaitility.await().until(() -> sql.texts(OVER).size(), Integer.valueOf(mails)::equals);
    }

    private static void awaitFailures(DirectSql sql, int number) {
        Awaitility.await()
                .until(
                        () -> sql.texts("select id from collection_tries where status = 'failed'")
                                .size(),
                        Integer.valueOf(number)::equals);
    }

    /** A new customer who subscribes; gives the customer. */
    private static String join(Api api, String email, String method) {
        String customer = api.post("/v1/customers", email.isEmpty() ? "{}" : "{\"email\":\"" + email + "\"}")
                .expect(201)
                .id();
        subscribe(api, customer, method);
        return customer;
    }

    private static void subscribe(Api api, String customer, String method) {
        api.post("/v1/subscriptions", """
                {"customerId":"%s","planId":"%s","collectionMethod":"%s"}""".formatted(customer, CollectionTest.plan(api), method))
                .expect(201);
    }
}
