package com.plugipay.billing.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.documents.Billing;
import com.plugipay.paymentmethods.CardOwner;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.sandbox.mailbox.Mailbox;
import com.plugipay.sandbox.mailbox.ReceivedMail;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What customers are told by mail when their stored cards cannot be charged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class CollectionMailTest {
    private final Mailbox mailbox = Mailbox.start("127.0.0.1");
    private final TestSandbox sandbox = TestSandbox.sendingMails(11, mailbox.port());

    @AfterAll
    void stop() {
        sandbox.close();
        mailbox.close();
    }

    private final class Subscriber {
        final Api api = sandbox.merchant(XenditFactory.KIND);
        final CardOwner owner = new CardOwner(api);
        final String address = UUID.randomUUID() + "@shop.example";

        Subscriber(String card, String language) {
            Billing.settings(api, language);
            api.patch("/v1/customers/" + owner.customer(), "{\"email\":\"" + address + "\"}")
                    .expect(200);
            String stored = owner.store(card);
            CollectionTest.subscribe(api, owner, CollectionTest.plan(api), stored);
        }

        /** Waits until they are sent and that is stored: a mail whose lease is over is sent again when the clock moves. */
        List<ReceivedMail> awaitMails(int number) {
            Awaitility.await().until(this::sent, Integer.valueOf(number)::equals);
            return mails();
        }

        private int sent() {
            return new DirectSql(sandbox.gateway().databaseConfig())
                    .texts("select id from mails where due_at is null and recipient = ?", address)
                    .size();
        }

        List<ReceivedMail> mails() {
            return mailbox.mails().stream()
                    .filter(mail -> mail.to().equals(address))
                    .toList();
        }

        String page() {
            return api.get("/v1/invoices")
                    .data()
                    .path(0)
                    .path("hostedInvoiceUrl")
                    .asText();
        }
    }

    @Test
    void eachFailureIsOneMailUntilTheSubscriptionEnds() {
        Subscriber siti = new Subscriber(CardOwner.EMPTY, "en");
        ReceivedMail first = siti.awaitMails(1).getFirst();
        assertThat(first.subject())
                .matches("Your payment of invoice INV-\\d+-000001 from PT Kopi Senja Bandung has failed");
        assertThat(first.replyTo()).isEqualTo("tagihan@kopisenja.example");
        assertThat(first.text())
                .contains("Hello Siti,", "Rp\u00a0100.000", "could not be charged", "Test mode: no real money.")
                .contains("We will try again on " + day(1) + ". You can also pay now")
                .contains("Pay the invoice:", siti.page())
                .contains("Reply to this mail.")
                .doesNotContainIgnoringCase("insufficient");
        assertThat(first.html()).contains("href=\"" + siti.page() + "\"").doesNotContain(siti.owner.customer());
        assertThat(first.files()).isEmpty();

        int mails = 1;
        for (int days : new int[] {1, 2, 2, 2}) {
            sandbox.clock().advance(Duration.ofDays(days));
            mails++;
            siti.awaitMails(mails);
        }
        ReceivedMail last = siti.mails().getLast();
        assertThat(last.text())
                .contains("Your subscription has ended, because this invoice was not paid.")
                .contains(siti.page())
                .doesNotContain("We will try again");
        sandbox.clock().advance(Duration.ofDays(3));
        new Subscriber(CardOwner.EMPTY, "id").awaitMails(1);
        assertThat(siti.mails()).hasSize(5);
    }

    @Test
    void whoPaysInBetweenGetsNoFurtherMail() {
        Subscriber budi = new Subscriber(CardOwner.EMPTY, "id");
        ReceivedMail first = budi.awaitMails(1).getFirst();
        assertThat(first.subject()).matches("Pembayaran tagihan INV-\\d+-000001 dari PT Kopi Senja Bandung gagal");
        assertThat(first.text()).contains("Kami akan mencoba lagi pada ", "Bayar tagihan:", budi.page());
        String invoice = budi.api.get("/v1/invoices").data().path(0).path("id").asText();
        budi.api.post("/v1/invoices/" + invoice + "/pay", "").expect(200);
        sandbox.clock().advance(Duration.ofDays(8));
        new Subscriber(CardOwner.EMPTY, "en").awaitMails(1);
        assertThat(budi.mails()).hasSize(1);
    }

    @Test
    void whoseCardIsStolenIsAskedForAnother() {
        Subscriber rudi = new Subscriber(CardOwner.STOLEN, "en");
        assertThat(rudi.awaitMails(1).getFirst().text())
                .contains("Your saved payment method is no longer accepted", "Please pay with another method.")
                .doesNotContain("We will try again", "stolen", "STOLEN");
        sandbox.clock().advance(Duration.ofDays(1));
        ReceivedMail second = rudi.awaitMails(2).getLast();
        assertThat(second.subject()).startsWith("Please pay invoice INV-");
        assertThat(second.text()).contains("You have no saved payment method");
        rudi.owner.store(CardOwner.EMPTY);
        sandbox.clock().advance(Duration.ofDays(2));
        assertThat(rudi.awaitMails(3).getLast().text()).contains("could not be charged", "We will try again on ");
    }

    @Test
    void whoHasToConfirmIsAskedTo() {
        Subscriber dewi = new Subscriber(CardOwner.ASKING, "id");
        assertThat(dewi.awaitMails(1).getFirst().text())
                .contains("memerlukan konfirmasi Anda", "Kami akan mencoba lagi pada ", dewi.page());
    }

    private String day(int later) {
        return DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH)
                .format(sandbox.clock().instant().plus(Duration.ofDays(later)).atZone(ZoneId.of("Asia/Jakarta")));
    }
}
