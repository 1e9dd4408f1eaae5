package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.BuyerBrowser.DESK;
import static com.plugipay.browser.BuyerBrowser.ENGLISH;
import static com.plugipay.browser.BuyerBrowser.INDONESIAN;
import static com.plugipay.browser.BuyerBrowser.PHONE;
import static com.plugipay.browser.BuyerBrowser.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.plugipay.paymentmethods.CardOwner;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A buyer lets a payment method be stored, with a payment and without one, and pays with it in one press. */
class SavedMethodPageTest {
    private static final String VISA = "4111111111111111";
    private static final String LABEL = "Visa •••• 1111";

    /** Its bank asks the buyer at each charge. */
    private static final String CHALLENGED = "4000000000003220";

    private final TestSandbox sandbox = TestSandbox.shared();
    private final Api api = sandbox.merchant(XenditFactory.KIND, ManualFactory.KIND);
    private final CardOwner owner = new CardOwner(api);
    private final BuyerBrowser browser = new BuyerBrowser();

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void theBuyerSeesThatTheMethodIsStored() {
        for (String language : List.of(INDONESIAN, ENGLISH)) {
            for (int width : List.of(PHONE, DESK)) {
                Page page = browser.page(language, width);
                page.navigate(saving().text("hostedUrl"));
                assertThat(page.locator(".tick input")).isChecked();
                assertThat(page.locator(".tick")).containsText("OVO");
                picture(page, "save-" + language.substring(0, 2) + "-" + width);
            }
        }
    }

    @Test
    void payingStoresTheMethod() {
        Answer session = saving();
        Page page = browser.page(ENGLISH, PHONE);
        page.navigate(session.text("hostedUrl"));
        method(page, "card").click();
        giveCard(page, VISA, "Pay");
        assertThat(page.locator("h1")).hasText("Payment received");
        assertThat(completed(session).path("paymentId").asText()).startsWith("pay_");
        Awaitility.await()
                .untilAsserted(() -> assertThat(owner.methods())
                        .extracting(stored -> stored.path("label").asText())
                        .containsExactly(LABEL));
    }

    @Test
    void aBuyerWhoTakesTheTickAwayStoresNothing() {
        for (boolean scripts : List.of(true, false)) {
            Page page = scripts ? browser.page(ENGLISH, DESK) : browser.withoutScripts(INDONESIAN, PHONE);
            Answer session = saving();
            page.navigate(session.text("hostedUrl"));
            page.locator(".tick input").uncheck();
            method(page, "card").click();
            follow(page, scripts);
            giveCard(page, VISA, "Pay");
            completed(session);
        }
        assertThat(owner.methods()).isEmpty();
    }

    @Test
    void aMethodIsStoredWithoutAPayment() {
        for (String language : List.of(INDONESIAN, ENGLISH)) {
            for (int width : List.of(PHONE, DESK)) {
                Answer session = session("\"mode\":\"setup\"");
                Page page = browser.page(language, width);
                String name = "setup-" + language.substring(0, 2) + "-" + width;
                page.navigate(session.text("hostedUrl"));
                picture(page, name);
                method(page, "card").click();
                giveCard(page, VISA, "Store");
                assertThat(page.locator(".seal.good")).isVisible();
                picture(page, name + "-complete");
                assertThat(completed(session).path("paymentTokenId").asText()).startsWith("pt_");
            }
        }
        assertThat(api.get("/v1/payments").data()).isEmpty();
    }

    @Test
    void aKnownCustomerPaysInOnePress() {
        String stored = owner.store(VISA);
        for (String language : List.of(INDONESIAN, ENGLISH)) {
            for (int width : List.of(PHONE, DESK)) {
                Answer session = paying();
                Page page = browser.page(language, width);
                String name = "press-" + language.substring(0, 2) + "-" + width;
                page.navigate(session.text("hostedUrl"));
                picture(page, name);
                known(page, LABEL).click();
                assertThat(page.locator(".seal.good")).isVisible();
                picture(page, name + "-complete");
                assertThat(payment(session).path("paymentTokenId").asText()).isEqualTo(stored);
            }
        }
    }

    @Test
    void onePressIsEnoughWithoutScripts() {
        String stored = owner.store(VISA);
        Answer session = paying();
        Page page = browser.withoutScripts(INDONESIAN, PHONE);
        page.navigate(session.text("hostedUrl"));
        known(page, LABEL).click();
        assertThat(page.locator("h1")).hasText("Pembayaran diterima");
        assertThat(payment(session).path("paymentTokenId").asText()).isEqualTo(stored);
    }

    @Test
    void aDeclinedBuyerPaysAnotherWay() {
        owner.store(CardOwner.EMPTY);
        for (String language : List.of(INDONESIAN, ENGLISH)) {
            for (int width : List.of(PHONE, DESK)) {
                Answer session = paying();
                Page page = browser.page(language, width);
                page.navigate(session.text("hostedUrl"));
                known(page, "Visa •••• 0341").click();
                assertThat(page.locator("#notice")).isVisible();
                assertThat(known(page, "Visa •••• 0341")).isVisible();
                picture(page, "press-declined-" + language.substring(0, 2) + "-" + width);
                method(page, "card").click();
                giveCard(page, VISA, "Pay");
                assertThat(payment(session).path("paymentTokenId").isNull()).isTrue();
            }
        }
    }

    @Test
    void aCardThatNeverPaysAgainIsNotOfferedAgain() {
        owner.store(CardOwner.STOLEN);
        Page page = browser.withoutScripts(ENGLISH, PHONE);
        page.navigate(paying().text("hostedUrl"));
        known(page, "Visa •••• 9979").click();
        assertThat(page.locator("#notice")).isVisible();
        assertThat(page.locator(".stored")).hasCount(0);
        picture(page, "press-stolen-390");
    }

    @Test
    void aCardThatNeedsTheBuyerLeadsToTheBank() {
        String stored = owner.store(CHALLENGED);
        for (boolean scripts : List.of(true, false)) {
            Page page = scripts ? browser.page(ENGLISH, PHONE) : browser.withoutScripts(INDONESIAN, PHONE);
            Answer session = paying();
            page.navigate(session.text("hostedUrl"));
            known(page, "Visa •••• 3220").click();
            follow(page, scripts);
            assertThat(page).hasURL(Pattern.compile("/xendit/checkout/"));
            page.locator("button[value=approve]").click();
            assertThat(page.locator(".seal.good")).isVisible();
            assertThat(payment(session).path("paymentTokenId").asText()).isEqualTo(stored);
        }
    }

    /** To the provider, where a script leads by itself and no page without one does. */
    private static void follow(Page page, boolean scripts) {
        if (!scripts) {
            page.locator(".turning ~ a.primary").click();
        }
    }

    @Test
    void aBuyerWhoRefusesAtTheBankIsToldWhatToDo() {
        owner.store(CHALLENGED);
        Answer session = paying();
        Page page = browser.page(ENGLISH, PHONE);
        page.navigate(session.text("hostedUrl"));
        known(page, "Visa •••• 3220").click();
        page.locator("button[value=decline]").click();
        assertThat(page.locator("#notice")).isVisible();
        picture(page, "press-refused-390");
        method(page, "card").click();
        giveCard(page, VISA, "Pay");
        payment(session);
    }

    private Answer saving() {
        return session("\"amount\":150000,\"savePaymentMethod\":true,\"methods\":[\"qris\",\"card\",\"ovo\"]");
    }

    private Answer paying() {
        return session("\"amount\":150000,\"description\":\"Kopi Gayo, 500 g\"");
    }

    /** The shop to which the buyer returns is a page that there is. */
    private Answer session(String fields) {
        return api.post("/v1/checkout-sessions", """
                {"currency":"IDR","customerId":"%s","successUrl":"%s/control","cancelUrl":"%s/control",%s}
                """.formatted(owner.customer(), sandbox.url(), sandbox.url(), fields))
                .expect(201);
    }

    private static Locator method(Page page, String method) {
        return page.locator("button[name=method][value=" + method + "]");
    }

    private static Locator known(Page page, String label) {
        return page.locator(".stored button", new Page.LocatorOptions().setHasText(label));
    }

    /** Pays on the provider's page. */
    private static void giveCard(Page page, String number, String press) {
        assertThat(page).hasURL(Pattern.compile("/xendit/checkout/"));
        page.locator("a:has-text('Card')").click();
        page.locator("input[name=number]").fill(number);
        page.locator("button:has-text('" + press + "')").click();
    }

    private JsonNode completed(Answer session) {
        return owner.await(session.id(), "complete");
    }

    private JsonNode payment(Answer session) {
        return api.get("/v1/payments/" + completed(session).path("paymentId").asText())
                .expect(200)
                .data();
    }
}
