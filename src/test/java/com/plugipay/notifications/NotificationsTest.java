package com.plugipay.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.people.PersonClient;
import com.plugipay.sandbox.mailbox.Mailbox;
import com.plugipay.sandbox.mailbox.ReceivedMail;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Members are mailed about what they have chosen, in one mail for what happens within five minutes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationsTest {
    /** The five minutes, and what a late transaction may take. */
    private static final Duration OVER = Duration.ofSeconds(331);

    private static final String ACCOUNT =
            "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"1234567890\",\"accountHolder\":\"PT Uji\"}]}";

    private final DatabaseConfig database = TestDatabase.create();
    private final DirectSql sql = new DirectSql(database);
    private final SettableClock clock = new SettableClock();
    private final Mailbox mailbox = Mailbox.start("127.0.0.1");
    private final TestGateway gateway = TestGateway.sendingMails(database, mailbox.port(), clock);
    private final String email = UUID.randomUUID() + "@shop.example";
    private Created workspace;
    private Api api;
    private String address;
    private PersonClient owner;

    @BeforeEach
    void open() {
        beginWindow();
        workspace = gateway.workspace();
        api = Api.of(gateway, workspace.test());
        api.put("/v1/adapters/manual", ACCOUNT).expect(200);
        address = UUID.randomUUID() + "@shop.example";
        owner = PersonClient.owner(gateway, address, workspace.workspace());
    }

    @AfterAll
    void stop() {
        gateway.close();
        mailbox.close();
    }

    /** What a test does happens within one of the five minutes of the clock. */
    private void beginWindow() {
        long seconds = Notifications.GATHERED.toSeconds();
        long gone = clock.instant().getEpochSecond() % seconds;
        if (gone > seconds / 3) {
            clock.advance(Duration.ofSeconds(seconds - gone + 1));
        }
    }

    private List<ReceivedMail> mails(String to) {
        return mailbox.mails().stream().filter(mail -> mail.to().equals(to)).toList();
    }

    private ReceivedMail onlyMail(String to) {
        return Awaitility.await()
                .until(() -> mails(to), mails -> mails.size() == 1)
                .getFirst();
    }

    private String payment(long amount) {
        String id = api.post("/v1/payments", """
                {"amount":%d,"currency":"IDR","method":"bank_transfer","description":"For Siti"}""".formatted(amount)).expect(201).id();
        api.post("/v1/payments/" + id + "/confirm", "").expect(200);
        return id;
    }

    /** Until the events have been turned into webhooks and mails. */
    private void awaitQueued(long number) {
        Awaitility.await()
                .until(() -> sql.number(
                                "select coalesce(sum(number), 0) from notifications where workspace_id = ?",
                                workspace.workspace().id())
                        >= number);
    }

    private void choose(PersonClient person, String choice) {
        person.api("PATCH", "/v1/notification-settings", choice).expect(200);
    }

    @Test
    void paymentsOfFiveMinutesComeInOneMailAndLaterOnesInAnother() {
        choose(owner, "{\"paymentSucceeded\":true}");
        String first = payment(150_000);
        String second = payment(25_000);
        awaitQueued(2);
        assertThat(mails(address)).isEmpty();
        clock.advance(OVER);

        ReceivedMail mail = onlyMail(address);
        assertThat(mail.subject()).isEqualTo("[Test] 2 payments received");
        assertThat(mail.text())
                .contains("Toko Uji", "test mode", "Rp\u00a0150.000 · " + first, "Rp\u00a025.000 · " + second)
                .endsWith("page=payments")
                .doesNotContain("Siti");
        assertThat(mail.html()).contains(first, second);

        beginWindow();
        String third = payment(7_000);
        awaitQueued(3);
        clock.advance(OVER);
        ReceivedMail later = Awaitility.await()
                .until(() -> mails(address), mails -> mails.size() == 2)
                .getLast();
        assertThat(later.subject()).isEqualTo("[Test] Payment received: Rp\u00a07.000");
        assertThat(later.text()).contains("page=payments%2F" + third).doesNotContain(first);
        assertThat(owner.get(target(later)).location()).isEqualTo("/dashboard/payments/" + third);
    }

    private static String target(ReceivedMail mail) {
        return mail.text().substring(mail.text().indexOf("/dashboard/open")).strip();
    }

    @Test
    void moreThanTwentyAreCounted() {
        choose(owner, "{\"paymentSucceeded\":true}");
        for (int i = 1; i <= 23; i++) {
            payment(10_000 + i);
        }
        awaitQueued(23);
        clock.advance(OVER);

        ReceivedMail mail = onlyMail(address);
        assertThat(mail.subject()).isEqualTo("[Test] 23 payments received");
        assertThat(mail.text()).contains("And 3 more.");
    }

    @Test
    void aProofOfATransferIsToldInTheLanguageOfThePersonAndLive() throws IOException {
        api = Api.of(gateway, workspace.live());
        api.put("/v1/adapters/manual", ACCOUNT).expect(200);
        owner.api("PATCH", "/v1/account", "{\"locale\":\"id\"}").expect(200);
        String session = session();
        assertThat(send(session, 1).status()).isEqualTo(303);
        assertThat(send(session, 1).status()).as("the same once more").isEqualTo(303);
        awaitQueued(1);
        clock.advance(OVER);

        ReceivedMail mail = onlyMail(address);
        assertThat(mail.subject()).isEqualTo("Transfer perlu dikonfirmasi: Rp\u00a0150.000");
        assertThat(mail.text())
                .contains("mode=live&page=checkout-sessions%2F" + session)
                .doesNotContain("uji coba");
        PersonClient.Page asked = owner.get(target(mail));
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains("value=\"/dashboard/checkout-sessions/" + session + "\"", "value=\"live\"");
        assertThat(PersonClient.owner(gateway, email, gateway.workspace().workspace())
                        .get(target(mail))
                        .status())
                .isEqualTo(404);
    }

    private String session() {
        String session = api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        return session;
    }

    private Answer send(String session, int shade) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write(
                "--x\r\nContent-Disposition: form-data; name=\"proof\"; filename=\"p.png\"\r\nContent-Type: image/png\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, shade);
        ImageIO.write(picture, "png", form);
        form.write("\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        return api.raw(
                "POST",
                "/c/" + session + "/proof",
                form.toByteArray(),
                Map.of("Content-Type", "multipart/form-data; boundary=x"));
    }

    @Test
    void aDisabledEndpointIsToldWithoutThePathOfItsAddress() {
        String id = api.post(
                        "/v1/webhooks", "{\"url\":\"https://hooks.shop.example/s3cret?t=s3cret\",\"events\":[\"*\"]}")
                .expect(201)
                .id();
        WebhookEndpointStore endpoints =
                new WebhookEndpointStore(gateway.gateway().database(), gateway.masterKeys());
        Tenant tenant = new Tenant(workspace.workspace().id(), Mode.TEST);
        TestGateway.get(endpoints
                .find(tenant, id)
                .compose(found -> endpoints.disable(
                        ChangeContext.worker(tenant, Actor.timer("test", "Test"), Instant.now()),
                        found.orElseThrow(),
                        "It failed.",
                        0)));
        awaitQueued(1);
        clock.advance(OVER);

        ReceivedMail mail = onlyMail(address);
        assertThat(mail.subject()).isEqualTo("[Test] Webhook endpoint disabled: hooks.shop.example");
        assertThat(mail.text()).contains("page=webhooks%2F" + id).doesNotContain("s3cret");
    }

    @Test
    void anAccountThatAProviderRefusesIsTold() {
        api.put("/v1/adapters/xendit", "{\"secretKey\":\"xnd_development_wrong\",\"callbackToken\":\"secret-token\"}")
                .expect(200);
        awaitQueued(1);
        clock.advance(OVER);

        ReceivedMail mail = onlyMail(address);
        assertThat(mail.subject()).isEqualTo("[Test] Provider account in error: xendit");
        assertThat(mail.text()).contains("page=adapters").doesNotContain("xnd_development");
    }

    @Test
    void aRemovedMemberAndWhoHasChangedTheirMindGetNothing() {
        PersonClient removed = PersonClient.owner(gateway, "removed-" + address, workspace.workspace());
        PersonClient changed = PersonClient.owner(gateway, "changed-" + address, workspace.workspace());
        for (PersonClient person : List.of(owner, removed, changed)) {
            choose(person, "{\"paymentSucceeded\":true}");
        }
        payment(150_000);
        awaitQueued(3);
        sql.change(
                "delete from members where workspace_id = ? and person_id = (select id from people where email = ?)",
                workspace.workspace().id(),
                "removed-" + address);
        choose(changed, "{\"paymentSucceeded\":false}");
        clock.advance(OVER);

        onlyMail(address);
        Awaitility.await()
                .until(() -> sql.number(
                                "select count(*) from mails where workspace_id = ? and due_at is not null",
                                workspace.workspace().id())
                        == 0);
        assertThat(mails("removed-" + address)).isEmpty();
        assertThat(mails("changed-" + address)).isEmpty();
    }
}
