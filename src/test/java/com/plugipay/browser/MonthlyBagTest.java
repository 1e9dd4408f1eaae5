package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.ShopInBrowser.button;
import static com.plugipay.browser.ShopInBrowser.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.assertions.PageAssertions.HasURLOptions;
import com.plugipay.providers.xendit.XenditFactory;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A buyer subscribes in the demo shop, and months go by. */
class MonthlyBagTest {
    /** The page stays for a moment before it leads back, and asks for changes every few seconds. */
    private static final double PATIENCE = 30_000;

    private static final String VISA = "4111111111111111";
    private static final String WITHOUT_MONEY = "4000000000000341";

    @Test
    void aBagIsPaidEachMonthUntilTheBuyerStops() {
        try (ShopInBrowser shop = new ShopInBrowser(XenditFactory.KIND)) {
            Page buyer = shop.phone();
            subscribe(shop, buyer, VISA);
            await(buyer, "trialing");
            Screenshots.keep(buyer, "monthly-trialing");
            assertThat(buyer.locator(".ticket-body")).containsText("Rp 95.000");

            oneMonthLater(buyer);
            await(buyer, "active");
            assertThat(paid(buyer)).hasCount(1);
            Screenshots.keep(buyer, "monthly-active");
            oneMonthLater(buyer);
            assertThat(paid(buyer)).hasCount(2);
            Page desktop = shop.desktop();
            desktop.navigate(buyer.url());
            Screenshots.keep(desktop, "monthly-active-1280");
            assertThat(payments(shop)).containsExactly("succeeded 95000", "succeeded 95000");

            button(buyer, "Your account").click();
            assertThat(buyer.locator("h1")).hasText("Your account");
            buyer.locator("summary", new Page.LocatorOptions().setHasText("Cancel"))
                    .click();
            buyer.locator("details[open] button").click();
            assertThat(buyer.locator(".state.ending")).isVisible();
            buyer.locator(".leave a").click();
            assertThat(buyer.locator(".stamp")).hasText("Ends soon");
            oneMonthLater(buyer);
            await(buyer, "canceled");
            Screenshots.keep(buyer, "monthly-canceled");
            assertThat(payments(shop)).hasSize(2);
        }
    }

    @Test
    void aBuyerWhoseCardIsDeclinedPaysTheInvoice() {
        try (ShopInBrowser shop = new ShopInBrowser(XenditFactory.KIND)) {
            Page buyer = shop.phone();
            subscribe(shop, buyer, WITHOUT_MONEY);
            await(buyer, "trialing");
            String page = buyer.url();
            oneMonthLater(buyer);
            await(buyer, "past_due");
            Screenshots.keep(buyer, "monthly-past-due");
            link(buyer, "Pay Rp 95.000 now").click();
            assertThat(buyer).hasURL(Pattern.compile("/i/"));
            buyer.locator("form button").first().click();
            buyer.locator("button[name=method][value=card]").click();
            giveCard(buyer, VISA, "Pay");
            BuyerBrowser.goBackToTheShop(buyer);
            assertThat(buyer).hasURL(Pattern.compile("/i/"), new HasURLOptions().setTimeout(PATIENCE));
            buyer.navigate(page);
            await(buyer, "active");
            assertThat(payments(shop)).containsExactly("succeeded 95000");
        }
    }

    @Test
    void aBuyerWhoGivesNoCardIsNotSubscribed() {
        try (ShopInBrowser shop = new ShopInBrowser(XenditFactory.KIND)) {
            Page buyer = shop.desktop();
            buyer.navigate(shop.url());
            button(buyer, "Subscribe").click();
            button(buyer, "Cancel").click();
            BuyerBrowser.goBackToTheShop(buyer);
            assertThat(buyer).hasURL(Pattern.compile("/monthly/"), new HasURLOptions().setTimeout(PATIENCE));
            await(buyer, "abandoned");
            assertThat(shop.api().get("/v1/subscriptions").data()).isEmpty();
        }
    }

    @Test
    void thePlanIsMadeOnce() {
        try (ShopInBrowser shop = new ShopInBrowser(XenditFactory.KIND)) {
            Page buyer = shop.desktop();
            for (int i = 0; i < 2; i++) {
                buyer.navigate(shop.url());
                button(buyer, "Subscribe").click();
                assertThat(buyer).hasURL(Pattern.compile("/c/sess_"));
            }
            assertThat(shop.api().get("/v1/plans").data()).hasSize(1);
        }
    }

    private static void subscribe(ShopInBrowser shop, Page buyer, String card) {
        buyer.navigate(shop.url());
        Screenshots.keep(buyer, "monthly-offer");
        button(buyer, "Subscribe").click();
        assertThat(buyer.locator(".description")).containsText("Rp 95.000 a month");
        Screenshots.keep(buyer, "monthly-setup");
        buyer.locator("button[name=method][value=card]").click();
        giveCard(buyer, card, "Store");
        BuyerBrowser.goBackToTheShop(buyer);
        assertThat(buyer).hasURL(Pattern.compile("/monthly/"), new HasURLOptions().setTimeout(PATIENCE));
    }

    private static void giveCard(Page buyer, String number, String press) {
        buyer.locator("a:has-text('Card')").click();
        buyer.getByLabel("Card number").fill(number);
        button(buyer, press).click();
    }

    private static void oneMonthLater(Page buyer) {
        button(buyer, "One month later").click();
        assertThat(buyer).hasURL(Pattern.compile("/monthly/"), new HasURLOptions().setTimeout(PATIENCE));
    }

    private static void await(Page buyer, String state) {
        assertThat(buyer.locator(".ticket." + state)).isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
    }

    private static Locator paid(Page buyer) {
        return buyer.locator(".status.complete");
    }

    private static List<String> payments(ShopInBrowser shop) {
        JsonNode payments = shop.api().get("/v1/payments").expect(200).data();
        return payments.valueStream()
                .map(payment -> payment.path("status").asText()
                        + ' '
                        + payment.path("amount").asLong())
                .toList();
    }
}
