package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.ShopInBrowser.button;
import static com.plugipay.browser.ShopInBrowser.link;
import static com.plugipay.browser.ShopInBrowser.standIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A buyer with a real browser: from the shop through each kind of payment and back, paying at the stand-ins. */
class ProvidersInTheShopTest {
    private static final Pattern CHECKOUT = Pattern.compile("/c/sess_");

    @Test
    void aBuyerScansTheQrAndThePageUpdatesItself() {
        try (ShopInBrowser shop = new ShopInBrowser(XenditFactory.KIND, ManualFactory.KIND)) {
            Page buyer = shop.phone();
            buyThe("Gayo Takengon", shop, buyer);
            Screenshots.keep(buyer, "phone-choose");
            button(buyer, "QRIS").click();
            assertThat(buyer.locator("svg.code")).isVisible();
            Screenshots.keep(buyer, "phone-qris");
            Page desktop = shop.desktop();
            desktop.navigate(buyer.url());
            Screenshots.keep(desktop, "desktop-qris");

            Page banking = shop.phone();
            banking.navigate(standIn("/xendit/checkout/qr"));
            banking.getByLabel("QR code").fill(QrScanner.read(buyer.locator("svg.code")));
            button(banking, "Look").click();
            assertThat(banking.locator(".amount")).containsText("95.000");
            button(banking, "Pay").click();

            // The page must update itself from here on.
            assertThat(buyer.getByText("Payment received").first()).isVisible();
            Screenshots.keep(buyer, "phone-complete");
            inTheEndPaid(shop, buyer, "qris", 95_000);
        }
    }

    @Test
    void aBuyerTransfersToTheVirtualAccount() {
        try (ShopInBrowser shop = new ShopInBrowser(XenditFactory.KIND)) {
            Page buyer = shop.desktop();
            buyThe("Toraja Sapan", shop, buyer);
            buyer.getByText("Virtual account").first().click();
            Screenshots.keep(buyer, "desktop-choose-bank");
            button(buyer, "BCA").click();
            assertThat(buyer.getByText("BCA Virtual Account").first()).isVisible();
            Screenshots.keep(buyer, "desktop-virtual-account");
            String number = buyer.locator("[data-copy]").first().getAttribute("data-copy");

            Page bank = shop.phone();
            bank.navigate(standIn("/xendit/checkout/va"));
            bank.getByLabel("Number").fill(number);
            button(bank, "Look").click();
            Screenshots.keep(bank, "standin-virtual-account");
            button(bank, "Pay").click();

            inTheEndPaid(shop, buyer, "bca_va", 118_000);
        }
    }

    @Test
    void aBuyerPaysByCardOnThePageOfTheProvider() {
        try (ShopInBrowser shop = new ShopInBrowser(XenditFactory.KIND)) {
            Page buyer = shop.phone();
            buyThe("Bajawa Inerie", shop, buyer);
            button(buyer, "Card").click();
            assertThat(buyer).hasURL(Pattern.compile("/xendit/checkout/"));
            link(buyer, "Card").click();
            buyer.getByLabel("Card number").fill("4000000000002503");
            Screenshots.keep(buyer, "standin-card");
            button(buyer, "Pay").click();
            button(buyer, "Approve").click();

            inTheEndPaid(shop, buyer, "card", 89_000);
        }
    }

    @Test
    void aBuyerPaysDollarsWithPayPal() {
        try (ShopInBrowser shop = new ShopInBrowser(XenditFactory.KIND, PayPalFactory.KIND)) {
            Page buyer = shop.phone();
            buyThe("Kintamani Batur", shop, buyer);
            Screenshots.keep(buyer, "phone-choose-dollars");
            button(buyer, "PayPal").click();
            button(buyer, "Log in").click();
            assertThat(buyer.locator(".amount")).containsText("14.50");
            Screenshots.keep(buyer, "standin-paypal");
            button(buyer, "Pay now").click();

            inTheEndPaid(shop, buyer, "paypal", 1_450);
        }
    }

    @Test
    void aBuyerWhoseCardIsDeclinedPaysByAnotherMethod() {
        try (ShopInBrowser shop = new ShopInBrowser(MidtransFactory.KIND)) {
            Page buyer = shop.phone();
            buyThe("Gayo Takengon", shop, buyer);
            button(buyer, "Card").click();
            buyer.getByLabel("Number").fill("4911 1111 1111 1113");
            button(buyer, "Pay with this card").click();
            Screenshots.keep(buyer, "standin-card-bank");
            button(buyer, "Continue").click();
            Screenshots.keep(buyer, "standin-card-declined");
            link(buyer, "Back to the shop").click();

            assertThat(buyer).hasURL(CHECKOUT);
            assertThat(buyer.getByText("Your last try was declined")).isVisible();
            Screenshots.keep(buyer, "phone-after-decline");
            button(buyer, "Choose another method").click();
            Screenshots.keep(buyer, "phone-after-decline-choose");
            button(buyer, "QRIS").click();
            Page banking = shop.phone();
            banking.navigate(standIn("/midtrans/simulator"));
            banking.getByLabel("What were you given?").fill(QrScanner.read(buyer.locator("svg.code")));
            button(banking, "Find").click();
            button(banking, "Pay").click();

            inTheEndPaid(shop, buyer, "qris", 95_000);
            JsonNode attempts = shop.api().get("/v1/payment-attempts").data();
            assertThat(attempts.valueStream()
                            .map(attempt -> attempt.path("method").asText() + " "
                                    + attempt.path("status").asText()))
                    .containsExactly("qris succeeded", "card canceled");
        }
    }

    private static void buyThe(String beans, ShopInBrowser shop, Page buyer) {
        buyer.navigate(shop.url());
        button(buyer, "Buy " + beans).click();
        assertThat(buyer).hasURL(CHECKOUT);
    }

    /** The buyer is back in the shop, which has got the signed webhook; the API has one payment of that amount. */
    private static void inTheEndPaid(ShopInBrowser shop, Page buyer, String method, long amount) {
        BuyerBrowser.goBackToTheShop(buyer);
        assertThat(buyer).hasURL(Pattern.compile("/orders/"));
        assertThat(buyer.locator(".ticket.paid")).isVisible();
        assertThat(buyer.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("it is paid")))
                .isVisible();
        JsonNode payments = shop.api().get("/v1/payments").expect(200).data();
        assertThat(payments).hasSize(1);
        assertThat(payments.path(0).path("status").asText()).isEqualTo("succeeded");
        assertThat(payments.path(0).path("paymentMethod").path("type").asText()).isEqualTo(method);
        assertThat(payments.path(0).path("amount").asLong()).isEqualTo(amount);
    }
}
