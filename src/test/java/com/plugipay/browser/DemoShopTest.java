package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.plugipay.sandbox.shop.DemoShop;
import com.plugipay.sandbox.shop.ShopSettings;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A buyer and a merchant with a real browser: from the shop to the payment page and back, with the signed webhook. */
class DemoShopTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Chromium browsers = new Chromium();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private String shopUrl = "";
    private Api api = gateway.merchant();

    @BeforeEach
    void openShop() {
        api = gateway.merchant();
        int port = TestGateway.freePort();
        shopUrl = "http://127.0.0.1:" + port;
        Answer endpoint = api.post("/v1/webhooks", "{\"url\":\"" + shopUrl + "/webhooks\"}")
                .expect(201);
        ShopSettings settings = new ShopSettings(
                gateway.baseUrl(),
                api.key().apiKey().keyId(),
                api.key().secret(),
                endpoint.text("secret"),
                "127.0.0.1",
                port);
        TestGateway.get(gateway.gateway().vertx().deployVerticle(new DemoShop(settings)));
    }

    @AfterEach
    void closeBrowser() {
        browsers.close();
        assertThat(complaints).as("the browser's console").isEmpty();
    }

    @Test
    void aBuyerPaysByBankTransferAndTheMerchantConfirms() {
        Page buyer = page(new NewContextOptions().setLocale("en-US").setViewportSize(390, 844));
        Page merchant = page(new NewContextOptions().setLocale("en-US"));

        buyer.navigate(shopUrl);
        button(buyer, "Buy Gayo Takengon").click();
        assertThat(buyer).hasURL(Pattern.compile("/c/sess_"));
        Screenshots.keep(buyer, "checkout-choose");
        button(buyer, "Bank transfer").click();
        assertThat(buyer.getByText("1234567890").first()).isVisible();
        assertThat(buyer.getByText(Pattern.compile("T-[2-9A-Z]{7}")).first()).isVisible();
        Screenshots.keep(buyer, "checkout-transfer");
        button(buyer, "I have transferred").click();
        assertThat(buyer.getByText("waiting").first()).isVisible();
        Screenshots.keep(buyer, "checkout-claimed");

        merchant.navigate(shopUrl + "/desk");
        Screenshots.keep(merchant, "desk");
        button(merchant, "Confirm").click();

        // The page must update itself from here on.
        BuyerBrowser.goBackToTheShop(buyer);
        assertThat(buyer).hasURL(Pattern.compile("/orders/"));
        assertThat(buyer.locator(".ticket.paid")).isVisible();
        Screenshots.keep(buyer, "order-paid");
        merchant.navigate(shopUrl + "/inbox");
        assertThat(merchant.getByText("checkout_session.completed").first()).isVisible();
        Screenshots.keep(merchant, "inbox");
    }

    @Test
    void aPaymentWorksWithoutJavaScript() {
        Page buyer = page(new NewContextOptions().setLocale("id-ID").setJavaScriptEnabled(false));
        buyer.navigate(shopUrl);
        button(buyer, "Buy Gayo Takengon").click();
        button(buyer, "Transfer bank").click();
        button(buyer, "Saya sudah transfer").click();
        Screenshots.keep(buyer, "checkout-claimed-id");
        String id = buyer.url().replaceFirst(".*/c/", "");
        api.post("/v1/checkout-sessions/" + id + "/confirm", "").expect(200);
        buyer.locator("noscript a").click();
        BuyerBrowser.goBackToTheShop(buyer);
        assertThat(buyer).hasURL(Pattern.compile("/orders/"));
        assertThat(buyer.locator(".ticket.paid")).isVisible();
    }

    @Test
    void aBuyerWhoCancelsReturnsToTheShopAndTheSessionIsCanceled() {
        Page buyer = page(new NewContextOptions().setLocale("en-US"));
        buyer.navigate(shopUrl);
        button(buyer, "Buy Gayo Takengon").click();
        String id = buyer.url().replaceFirst(".*/c/", "");
        button(buyer, "Cancel").click();
        assertThat(buyer.getByRole(AriaRole.HEADING)
                        .filter(new Locator.FilterOptions()
                                .setHasText(Pattern.compile("cancel", Pattern.CASE_INSENSITIVE)))
                        .first())
                .isVisible();
        assertThat(api.get("/v1/checkout-sessions/" + id).text("status")).isEqualTo("canceled");
    }

    @Test
    void theInteractiveApiPageWorksOffline() {
        Page developer = page(new NewContextOptions());
        developer.navigate(gateway.baseUrl() + "/docs");
        developer.locator("[data-tag='checkout-sessions']").click();
        assertThat(developer.getByText("/checkout-sessions/{id}/confirm").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
        Screenshots.keep(developer, "docs");

        developer.locator("#key input[name=keyId]").fill(api.key().apiKey().keyId());
        developer.locator("#key input[name=secret]").fill(api.key().secret());
        developer.locator("[data-tag='customers']").click();
        developer.locator(".opblock-summary:has-text('Create a customer')").click();
        developer.locator(".opblock.is-open button.try-out__btn").click();
        developer.locator(".opblock.is-open button.execute").click();
        assertThat(developer
                        .locator(".live-responses-table tbody .response-col_status")
                        .first())
                .hasText(Pattern.compile("201.*", Pattern.DOTALL));
        assertThat(api.get("/v1/customers?email=siti@example.com")
                        .data()
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("Siti Rahayu");
        Screenshots.keep(developer, "docs-signed");
    }

    private Page page(NewContextOptions options) {
        BrowserContext context = browsers.browser().newContext(options);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name))
                .first();
    }
}
