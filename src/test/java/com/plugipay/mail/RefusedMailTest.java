package com.plugipay.mail;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
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
        NetServer server = TestGateway.get(vertx.createNetServer()
                .connectHandler(socket -> serve(socket, code))
                .listen(0, "127.0.0.1"));
        try (TestGateway gateway =
                TestGateway.sendingMails(TestDatabase.create(), server.actualPort(), new SettableClock())) {
            Api merchant = gateway.merchant();
            Answer invoice = Billing.invoice(merchant, Billing.customer(merchant, "Siti"), """
                    "lines":[{"description":"x","quantity":1,"unitAmount":1}]""");
            merchant.post("/v1/invoices/" + invoice.id() + "/send-email", "{\"to\":\"nobody@shop.example\"}")
                    .expect(200);
            List<Map<String, String>> rows = Awaitility.await()
                    .until(() -> new DirectSql(gateway.databaseConfig()).rows("""
                                    select last_error, due_at is not null as due, tries from mails
                                     where last_error is not null and claimed_by is null"""), found -> found.size() == 1);
            assertThat(rows.getFirst())
                    .containsEntry("last_error", error)
                    .containsEntry("due", isTriedAgain ? "t" : "f")
                    .containsEntry("tries", "1");
        }
    }

    /** A server that takes every command but the one with the recipient. */
    private static void serve(NetSocket socket, String code) {
        socket.write("220 mail\r\n");
        socket.handler(RecordParser.newDelimited(
                "\r\n", line -> socket.write(line.toString().startsWith("RCPT") ? code + " no\r\n" : "250 ok\r\n")));
    }
}
