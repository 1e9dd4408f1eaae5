package com.plugipay.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.mailbox.Mailbox;
import com.plugipay.sandbox.mailbox.ReceivedMail;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invoices and receipts by mail: what arrives, once, and when none is sent. */
class MailingTest {
    private final Api api = TestGateway.shared().merchant();
    private final String address = UUID.randomUUID() + "@example.com";

    @Test
    void anInvoiceIsMailedWithItsPdf() {
        Billing.settings(api, "en");
        Answer invoice = invoice(address);
        Answer sent =
                api.post("/v1/invoices/" + invoice.id() + "/send-email", "").expect(200);
        assertThat(sent.data().path("sent").asBoolean()).isTrue();
        assertThat(sent.text("to")).isEqualTo(address);

        ReceivedMail mail = received(address);
        assertThat(mail.subject()).isEqualTo("Invoice " + invoice.text("number") + " from PT Kopi Senja Bandung");
        assertThat(mail.from()).isEqualTo("PT Kopi Senja Bandung <gateway@plugipay.example>");
        assertThat(mail.replyTo()).isEqualTo("tagihan@kopisenja.example");
        assertThat(mail.text())
                .contains("Hello Siti <b>,", "Rp\u00a075.000", "Please pay by 31 January 2027.")
                .contains(invoice.text("hostedInvoiceUrl"));
        assertThat(mail.html())
                .contains("Hello Siti &lt;b&gt;,", "href=\"" + invoice.text("hostedInvoiceUrl") + "\"")
                .as("the logo, which comes with the mail")
                .contains("<img src=\"data:image/png;base64,")
                .doesNotContain("<b>");
        assertThat(mail.fileNames()).isEqualTo(invoice.text("number") + ".pdf");
        assertThat(Billing.text(mail.files().getFirst().content().getBytes())).contains(invoice.text("number"));
        assertThat(events()).doesNotContain("invoice.sent");
    }

    @Test
    void aRepeatedRequestSendsOneMail() {
        Answer invoice = invoice(null);
        String body = "{\"to\":\"" + address + "\"}";
        for (int i = 0; i < 3; i++) {
            api.post("/v1/invoices/" + invoice.id() + "/send-email", body, "once")
                    .expect(200);
        }
        String last = UUID.randomUUID() + "@example.com";
        api.post("/v1/invoices/" + invoice.id() + "/send-email", "{\"to\":\"" + last + "\"}")
                .expect(200);
        received(last);
        received(address);
        assertThat(TestGateway.mailsTo(address)).hasSize(1);
        assertThat(TestGateway.mailsTo(address).getFirst().subject()).startsWith("Tagihan INV-");
    }

    @Test
    void sendingTellsOfItAndMailsIfThereIsAnAddress() {
        Answer invoice = invoice(address);
        Answer sent = api.post("/v1/invoices/" + invoice.id() + "/send", "").expect(200);
        assertThat(sent.text("status")).isEqualTo("open");
        assertThat(sent.text("updatedAt")).isGreaterThan(invoice.text("updatedAt"));
        assertThat(events()).contains("invoice.sent");
        received(address);

        Answer unknown = invoice(null);
        api.post("/v1/invoices/" + unknown.id() + "/send", "").expect(200);
        assertThat(events()).filteredOn("invoice.sent"::equals).hasSize(2);
    }

    @Test
    void onlyIssuedInvoicesAreSent() {
        Answer voided = invoice(address);
        api.post("/v1/invoices/" + voided.id() + "/void", "").expect(200);
        String draft = api.post("/v1/invoices", """
                {"customerId":"%s","currency":"IDR","lines":[{"description":"x","quantity":1,"unitAmount":1}]}""".formatted(Billing.customer(api, "Siti")))
                .expect(201)
                .id();
        for (String id : List.of(voided.id(), draft)) {
            api.post("/v1/invoices/" + id + "/send", "").expect(409, "conflict");
            api.post("/v1/invoices/" + id + "/send-email", "{\"to\":\"" + address + "\"}")
                    .expect(409, "conflict");
        }
        assertThat(TestGateway.mailsTo(address)).isEmpty();
    }

    @Test
    void withoutAnAddressTheFieldIsNamed() {
        assertThat(api.post("/v1/invoices/" + invoice(null).id() + "/send-email", "")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("to");
        assertThat(api.post("/v1/invoices/" + invoice("(x)@y").id() + "/send-email", "")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "siti",
                "a@b\\r\\nBcc: c@d",
                "a@b,c@d",
                "Siti <a@b>",
                "(a@b",
                "a b@c",
                "\\\"a\\\"@b",
                "a@[127.0.0.1]"
            })
    void whatIsNoAddressIsRefused(String to) {
        assertThat(api.post("/v1/invoices/" + invoice(null).id() + "/send-email", "{\"to\":\"" + to + "\"}")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("to");
    }

    @Test
    void aReceiptIsMailedAndSaysSo() {
        Billing.settings(api, "en");
        Answer invoice = invoice(address);
        api.post("/v1/invoices/" + invoice.id() + "/pay", "").expect(200);
        String receipt = api.get("/v1/invoices/" + invoice.id() + "/receipt").id();
        api.post("/v1/receipts/" + receipt + "/email", "").expect(200);
        ReceivedMail mail = received(address);
        assertThat(mail.subject()).matches("Receipt RCPT-20\\d\\d-000001 from PT Kopi Senja Bandung");
        assertThat(mail.text()).contains("has received your payment of Rp\u00a075.000. Thank you!");
        assertThat(Billing.text(mail.files().getFirst().content().getBytes())).contains("Receipt", "Amount received");
        Answer after = api.get("/v1/receipts/" + receipt);
        assertThat(after.text("emailedTo")).isEqualTo(address);
        assertThat(after.text("emailedAt")).isNotEmpty();
    }

    @Test
    void aMailIsSentAlsoWhenTheInvoiceIsPaidMeanwhile() {
        Answer invoice = invoice(address);
        api.post("/v1/invoices/" + invoice.id() + "/send-email", "").expect(200);
        api.post("/v1/invoices/" + invoice.id() + "/pay", "").expect(200);
        assertThat(received(address).subject()).contains(invoice.text("number"));
    }

    @Test
    void withoutAMailServerTheMerchantIsTold() {
        try (TestGateway gateway = TestGateway.start(TestDatabase.create())) {
            Api merchant = gateway.merchant();
            String customer = Billing.customer(merchant, "Siti");
            Answer invoice = Billing.invoice(merchant, customer, """
                    "lines":[{"description":"x","quantity":1,"unitAmount":1}]""");
            merchant.post("/v1/invoices/" + invoice.id() + "/send-email", "{\"to\":\"a@b.example\"}")
                    .expect(409, "conflict");
            merchant.post("/v1/invoices/" + invoice.id() + "/send", "").expect(200);
        }
    }

    @Test
    void aMailWaitsForAServerThatIsAway() {
        SettableClock clock = new SettableClock();
        Mailbox gone = Mailbox.start("127.0.0.1");
        gone.close();
        try (TestGateway gateway = TestGateway.sendingMails(TestDatabase.create(), gone.port(), clock)) {
            Api merchant = gateway.merchant();
            Answer invoice = Billing.invoice(merchant, Billing.customer(merchant, "Siti"), """
                    "lines":[{"description":"x","quantity":1,"unitAmount":1}]""");
            merchant.post("/v1/invoices/" + invoice.id() + "/send-email", "{\"to\":\"" + address + "\"}")
                    .expect(200);
            DirectSql sql = new DirectSql(gateway.databaseConfig());
            Awaitility.await()
                    .until(
                            () -> sql.texts("select last_error from mails where tries = 1 and due_at is not null"),
                            List.of("unreachable")::equals);
            try (Mailbox back = Mailbox.start("127.0.0.1", gone.port())) {
                clock.advance(Duration.ofMinutes(1));
                Awaitility.await().until(() -> back.mails().size() == 1);
            }
        }
    }

    private Answer invoice(@Nullable String email) {
        String customer = api.post(
                        "/v1/customers",
                        email == null ? "{\"name\":\"Siti\"}" : "{\"name\":\"Siti <b>\",\"email\":\"" + email + "\"}")
                .expect(201)
                .id();
        return Billing.invoice(api, customer, """
                "dueAt":"2027-01-31T00:00:00Z","lines":[{"description":"Beans","quantity":1,"unitAmount":75000}]""");
    }

    private static ReceivedMail received(String address) {
        return Awaitility.await()
                .until(() -> TestGateway.mailsTo(address), mails -> !mails.isEmpty())
                .getFirst();
    }

    private List<String> events() {
        return api.get("/v1/events?limit=100")
                .data()
                .valueStream()
                .map(event -> event.path("type").asText())
                .toList();
    }
}
