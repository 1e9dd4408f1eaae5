package com.plugipay.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.Database;
import com.plugipay.documents.Billing;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a mail that a server refuses: for ever, or for now. */
class RefusedMailTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({"550, recipient_refused, false", "450, refused_450, true"})
    void aRefusedRecipientIsGivenUpOrTriedAgain(String code, String error, boolean isTriedAgain) {
        NetServer server = server(code);
        try (TestGateway gateway =
                TestGateway.sendingMails(TestDatabase.create(), server.actualPort(), new SettableClock())) {
            Api merchant = gateway.merchant();
            Answer invoice = Billing.invoice(merchant, Billing.customer(merchant, "Siti"), """
                    "lines":[{"description":"x","quantity":1,"unitAmount":1}]""");
            merchant.post("/v1/invoices/" + invoice.id() + "/send-email", "{\"to\":\"nobody@shop.example\"}")
                    .expect(200);
            List<Map<String, String>> rows = Awaitility.await()
                    .until(() -> new DirectSql(gateway.databaseConfig()).rows("""
                                    select last_error, due_at is not null as due, tries > 0 as tried from mails
                                     where last_error is not null and claimed_by is null"""), found -> found.size() == 1);
            assertThat(rows.getFirst())
                    .containsEntry("last_error", error)
                    .containsEntry("due", isTriedAgain ? "t" : "f")
                    .containsEntry("tried", "t");
        }
    }

    @Test
    void aMailThatIsGivenUpIsStuckUntilItIsSentAnew() {
        NetServer server = server("550");
        try (TestGateway gateway =
                TestGateway.sendingMails(TestDatabase.create(), server.actualPort(), new SettableClock())) {
            Api merchant = gateway.merchant();
            Answer invoice = Billing.invoice(merchant, Billing.customer(merchant, "Siti"), """
                    "lines":[{"description":"x","quantity":1,"unitAmount":1}]""");
            String path = "/v1/invoices/" + invoice.id() + "/send-email";
            for (int i = 0; i < 2; i++) {
                merchant.post(path, "{\"to\":\"nobody@shop.example\"}").expect(200);
            }
            Answer stuck = Awaitility.await().until(() -> merchant.get("/v1/stuck?type=mail"), this::isOneMail);
            assertThat(stuck.data().path(0).path("id").asText()).isEqualTo(invoice.id());
            assertThat(stuck.data().path(0).path("reason").asText()).isEqualTo("recipient_refused");
            assertThat(stuck.data().path(0).path("nextTryAt").isNull()).isTrue();
            assertThat(stuck.body()).doesNotContain("nobody");
            assertThat(gateway.merchant().get("/v1/stuck").data()).isEmpty();

            merchant.post(path, "{\"to\":\"siti@shop.example\"}").expect(200);
            Awaitility.await()
                    .until(() -> merchant.get("/v1/stuck").expect(200).data().isEmpty());
        }
    }

    private boolean isOneMail(Answer stuck) {
        return stuck.expect(200).data().size() == 1;
    }

    @Test
    void mailsAreDeletedAfterThirtyDays() {
        try (TestGateway gateway =
                TestGateway.sendingMails(TestDatabase.create(), server("550").actualPort(), new SettableClock())) {
            Api merchant = gateway.merchant();
            Answer invoice = Billing.invoice(merchant, Billing.customer(merchant, "Siti"), """
                    "lines":[{"description":"x","quantity":1,"unitAmount":1}]""");
            for (String name : List.of("nobody", "siti")) {
                merchant.post("/v1/invoices/" + invoice.id() + "/send-email", "{\"to\":\"" + name + "@shop.example\"}")
                        .expect(200);
            }
            DirectSql sql = new DirectSql(gateway.databaseConfig());
            Awaitility.await().until(() -> sql.number("select count(*) from mails where due_at is null") == 2);
            sql.change("update mails set due_at = now() + interval '1 year' where recipient like 'siti%'");
            Database database = Database.connect(vertx, gateway.databaseConfig());
            Instant later = gateway.clock().instant().plusSeconds(1);
            assertThat(TestGateway.get(MailStore.deleteOld(database, Instant.EPOCH, 10)))
                    .isZero();
            assertThat(TestGateway.get(MailStore.deleteOld(database, later, 10)))
                    .as("the other is due")
                    .isEqualTo(1);
            TestGateway.get(database.close());
        }
    }

    private NetServer server(String code) {
        return TestGateway.get(vertx.createNetServer()
                .connectHandler(socket -> serve(socket, code))
                .listen(0, "127.0.0.1"));
    }

    /** A server that refuses whoever is called nobody. */
    private static void serve(NetSocket socket, String code) {
        AtomicBoolean isText = new AtomicBoolean();
        socket.write("220 mail\r\n");
        socket.handler(RecordParser.newDelimited("\r\n", line -> {
            String command = line.toString();
            if (isText.get() && !command.equals(".")) {
                return;
            }
            isText.set(command.equals("DATA"));
            boolean isRefused = command.startsWith("RCPT") && command.contains("nobody");
            socket.write(isRefused ? code + " no\r\n" : isText.get() ? "354 go on\r\n" : "250 ok\r\n");
        }));
    }
}
