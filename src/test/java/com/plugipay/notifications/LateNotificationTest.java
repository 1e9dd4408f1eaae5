package com.plugipay.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.people.PersonClient;
import com.plugipay.sandbox.mailbox.Mailbox;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A mail server that is down delays what members are told, loses nothing, and holds up no payment. */
class LateNotificationTest {
    private static final Duration OVER = Notifications.GATHERED.plusSeconds(31);

    private final DatabaseConfig database = TestDatabase.create();
    private final DirectSql sql = new DirectSql(database);

    @Test
    void whatHappensMeanwhileIsToldWhenTheServerIsBack() {
        SettableClock clock = new SettableClock();
        int port = TestGateway.freePort();
        try (TestGateway gateway = TestGateway.sendingMails(database, port, clock)) {
            Created workspace = gateway.workspace();
            Api api = Api.of(gateway, workspace.test());
            api.put("/v1/adapters/manual", """
                    {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}""").expect(200);
            String address = UUID.randomUUID() + "@shop.example";
            PersonClient.owner(gateway, address, workspace.workspace())
                    .api("PATCH", "/v1/notification-settings", "{\"paymentSucceeded\":true}")
                    .expect(200);
            String first = payment(api);
            awaitMails("kind = 'notification'", 1);
            clock.advance(OVER);
            awaitMails("last_error = 'unreachable'", 1);
            String second = payment(api);
            awaitMails("kind = 'notification'", 2);

            try (Mailbox mailbox = Mailbox.start("127.0.0.1", port)) {
                clock.advance(OVER.multipliedBy(2));
                Awaitility.await()
                        .untilAsserted(() -> assertThat(mailbox.mails())
                                .filteredOn(mail -> mail.to().equals(address))
                                .hasSize(2)
                                .anyMatch(mail -> mail.text().contains(first))
                                .anyMatch(mail -> mail.text().contains(second)));
            }
        }
    }

    private static String payment(Api api) {
        String id = api.post("/v1/payments", "{\"amount\":25000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}")
                .expect(201)
                .id();
        api.post("/v1/payments/" + id + "/confirm", "").expect(200);
        return id;
    }

    private void awaitMails(String condition, int number) {
        Awaitility.await().until(() -> sql.number("select count(*) from mails where " + condition) == number);
    }
}
