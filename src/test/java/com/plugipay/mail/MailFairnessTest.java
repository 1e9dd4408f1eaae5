package com.plugipay.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.documents.Billing;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A workspace that has many mails does not delay those of others. */
class MailFairnessTest {
    private static final int MANY = 60;

    private final Vertx vertx = Vertx.vertx();
    private final Promise<Void> open = Promise.promise();
    private final List<String> recipients = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    @Test
    void aSingleMailIsNotTheLastOne() {
        NetServer server = TestGateway.get(
                vertx.createNetServer().connectHandler(this::serve).listen(0, "127.0.0.1"));
        try (TestGateway gateway =
                TestGateway.sendingMails(TestDatabase.create(), server.actualPort(), new SettableClock())) {
            send(gateway.merchant(), "many", MANY);
            send(gateway.merchant(), "single", 1);
            DirectSql sql = new DirectSql(gateway.databaseConfig());
            Awaitility.await().until(() -> sql.number("""
                            select count(*) from mails
                             where recipient = 'single@shop.example' and claimed_by is not null""") == 1);
            open.complete();
            Awaitility.await().until(() -> recipients.contains("single@shop.example"));
            assertThat(recipients.indexOf("single@shop.example")).isLessThan(MANY / 2);
        }
    }

    private static void send(Api api, String name, int number) {
        String invoice =
                Billing.invoice(api, Billing.customer(api, "Siti"), """
                "lines":[{"description":"x","quantity":1,"unitAmount":1}]""").id();
        for (int i = 0; i < number; i++) {
            api.post("/v1/invoices/" + invoice + "/send-email", "{\"to\":\"" + name + "@shop.example\"}")
                    .expect(200);
        }
    }

    /** A server that takes no mail until it is open. */
    private void serve(NetSocket socket) {
        AtomicBoolean isText = new AtomicBoolean();
        socket.write("220 mail\r\n");
        socket.handler(RecordParser.newDelimited("\r\n", line -> {
            String command = line.toString();
            if (isText.get() && !command.equals(".")) {
                return;
            }
            isText.set(command.equals("DATA"));
            if (command.startsWith("RCPT")) {
                open.future().onSuccess(opened -> {
                    recipients.add(command.substring(command.indexOf('<') + 1, command.indexOf('>')));
                    socket.write("250 ok\r\n");
                });
            } else {
                socket.write(isText.get() ? "354 go on\r\n" : "250 ok\r\n");
            }
        }));
    }
}
