package com.plugipay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.plugipay.documents.Billing;
import com.plugipay.pages.portal.PortalVisitor;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The customer portal in a real browser, in both languages, on a phone and on a desk, and without scripts. */
class PortalPageTest {
    private final TestSandbox sandbox = TestSandbox.shared();
    private final Api api = sandbox.merchant(XenditFactory.KIND);
    private final Chromium browsers = new Chromium();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private String customer = "";

    @BeforeEach
    void makeCustomer() {
        Billing.settings(api, "id");
        customer = api.post("/v1/customers", "{\"name\":\"Siti Rahmawati\",\"email\":\"siti@example.com\"}")
                .expect(201)
                .id();
        Answer beans = plan("Biji kopi bulanan", 150_000);
        plan("Biji kopi bulanan, dua bungkus", 280_000);
        plan("Paket cicip", 60_000);
        subscribe(beans);
        Answer paused = subscribe(plan("Kelas seduh mingguan bersama barista", 90_000));
        api.post("/v1/subscriptions/" + paused.id() + "/pause", "{}").expect(200);
        Answer paid = Billing.invoice(
                api, customer, "\"lines\":[{\"description\":\"Giling\",\"quantity\":1,\"unitAmount\":10000}]");
        api.post("/v1/invoices/" + paid.id() + "/pay", "").expect(200);
        String card = PortalVisitor.card(sandbox.gateway(), customer, "Visa •••• 1111");
        PortalVisitor.card(sandbox.gateway(), customer, "Mastercard •••• 5454");
        api.patch("/v1/customers/" + customer, "{\"defaultPaymentTokenId\":\"" + card + "\"}")
                .expect(200);
    }

    @AfterEach
    void closeBrowser() {
        browsers.close();
        assertThat(complaints).as("the browser's console").isEmpty();
    }

    @Test
    void itFitsEveryScreenInBothLanguages() {
        for (String language : List.of("id-ID", "en-US")) {
            for (int width : List.of(390, 1280)) {
                Page page = enter(language, width, true);
                assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                        .as("nothing is beside a screen of %s", width)
                        .isEqualTo(width);
                Screenshots.keep(page, "portal-" + language.substring(0, 2) + "-" + width);
                for (var summary : page.locator("summary").all()) {
                    summary.click();
                }
                assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(width);
                Screenshots.keep(page, "portal-open-" + language.substring(0, 2) + "-" + width);
            }
        }
    }

    @Test
    void everythingWorksWithoutScripts() {
        Page page = enter("en-US", 390, false);
        page.locator("summary", new Page.LocatorOptions().setHasText("Change plan"))
                .first()
                .click();
        page.locator("details[open] .offers button").last().click();
        assertThat(page.locator(".notice").textContent()).contains("Your plan was changed.");
        page.locator("summary", new Page.LocatorOptions().setHasText("Cancel"))
                .first()
                .click();
        page.locator("details[open] button").click();
        assertThat(page.locator(".state.ending").count()).isEqualTo(1);
        Screenshots.keep(page, "portal-ending-390");
        page.locator("text=Keep this subscription").click();
        assertThat(page.locator(".state.ending").count()).isZero();
        page.locator(".language a").click();
        assertThat(page.locator("h1").textContent()).isEqualTo("Akun Anda");
    }

    @Test
    void aMethodIsAddedOnTheCheckoutPage() {
        Page page = enter("en-US", 390, true);
        page.locator("text=Add a payment method").click();
        assertThat(page.url()).contains("/c/sess_");
        Screenshots.keep(page, "portal-add-390");
        page.goBack();
        assertThat(page.locator("h1").textContent()).isEqualTo("Your account");
    }

    private Answer plan(String name, long amount) {
        return api.post("/v1/plans", """
                {"name":"%s","interval":"month","amount":%d,"currency":"IDR","portalFeatures":{"selfServePause":true,
                 "selfServeUpgrade":true,"selfServeDowngrade":true}}""".formatted(name, amount)).expect(201);
    }

    private Answer subscribe(Answer plan) {
        Answer subscription = api.post(
                        "/v1/subscriptions",
                        "{\"customerId\":\"" + customer + "\",\"planId\":\"" + plan.id()
                                + "\",\"collectionMethod\":\"send_invoice\"}")
                .expect(201);
        api.patch("/v1/subscriptions/" + subscription.id(), "{\"collectionMethod\":\"charge_automatically\"}")
                .expect(200);
        return subscription;
    }

    private Page enter(String locale, int width, boolean scripts) {
        BrowserContext context = browsers.browser()
                .newContext(new NewContextOptions()
                        .setLocale(locale)
                        .setJavaScriptEnabled(scripts)
                        .setViewportSize(width, 844));
        Page page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.navigate(PortalVisitor.link(api, customer));
        return page;
    }
}
