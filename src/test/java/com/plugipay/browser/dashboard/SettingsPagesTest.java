package com.plugipay.browser.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.dashboard.MerchantBrowser.look;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merchant gives the pages for buyers a name, a logo, a colour and words, and chooses how buyers can pay. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsPagesTest {
    private static final String HOSTILE = "Kopi <script>alert(1)</script> & Senja";

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.atLocalhost(TestDatabase.create(4));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1440, LIGHT", "id-ID, 390, DARK"})
    void aMerchantMakesThePagesTheirOwn(String language, int width, ColorScheme scheme) throws IOException {
        Created created = gateway.workspace();
        Api api = Api.of(gateway, created.test());
        String name = "settings-" + width + '-';
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = browser.owner(
                    browser.page(language, width, scheme), UUID.randomUUID() + "@kopi.example", created.workspace());
            describe(browser, page, name);
            upload(page, name);
            String session = session(api);
            browser.navigate(page, "/c/" + session);
            assertThat(page.locator(".merchant img")).isVisible();
            look(page, name + "checkout");

            choose(browser, page, created, name);
            decorate(browser, page, name);
            confirm(api, session);
            browser.navigate(page, "/c/" + session);
            assertThat(page.locator("main .message")).hasText(HOSTILE);
            look(page, name + "paid");
        }
    }

    private static void describe(MerchantBrowser browser, Page page, String name) {
        browser.show(page, "billing-settings");
        page.locator("details:has(form[action$='/edit']) > summary").click();
        page.locator("#edit-businessName").fill("Kopi Senja");
        page.locator("#edit-businessAddress").fill("Jl. Braga 1\nBandung");
        page.locator("#edit-businessEmail").fill("halo@kopi.example");
        page.locator("#edit-tagline").fill("Disangrai setiap pagi");
        page.locator("#edit-accentColor").fill("#b3261e");
        page.locator("#edit-timeZone").selectOption("Asia/Makassar");
        look(page, name + "business-form");
        page.locator("form[action$='/edit'] button").click();
        assertThat(page.locator("main h2").first()).hasText("Kopi Senja");
    }

    private static void upload(Page page, String name) throws IOException {
        page.locator("details:has(form[action$='/logo']) > summary").click();
        page.locator("#logo-logo")
                .setInputFiles(new FilePayload("a.png", "image/png", "not a picture".getBytes(StandardCharsets.UTF_8)));
        page.locator("form[action$='/logo'] button").click();
        assertThat(page.locator("main [role=alert]")).isVisible();
        look(page, name + "logo-refused");

        page.locator("details:has(form[action$='/logo']) > summary").click();
        page.locator("#logo-logo").setInputFiles(new FilePayload("logo.png", "image/png", picture()));
        page.locator("form[action$='/logo'] button").click();
        assertThat(page.locator("main .logo")).isVisible();
        assertThat(page.locator("main [role=alert]")).hasCount(0);
        look(page, name + "business");
    }

    private void choose(MerchantBrowser browser, Page page, Created created, String name) {
        Api.of(gateway, created.test())
                .put("/v1/adapters/xendit", "{\"secretKey\":\"xnd_development_unknown\"}")
                .expect(200);
        new DirectSql(gateway.databaseConfig())
                .change(
                        "update provider_accounts set status = 'active' where workspace_id = ? and kind = 'xendit'",
                        created.workspace().id());
        // What is connected is remembered for a few seconds; a change of the order is known at once.
        browser.show(page, "payment-methods");
        assertThat(page.locator(".method-list li").first()).containsText("QRIS");
        page.locator(".method-list li input[value=ovo]").uncheck();
        page.locator("button[name=down][value=qris]").click();
        assertThat(page.locator(".method-list li").first()).not().containsText("QRIS");
        assertThat(page.locator(".method-list li input[value=ovo]")).not().isChecked();
        look(page, name + "methods");
    }

    private static void decorate(MerchantBrowser browser, Page page, String name) {
        browser.show(page, "templates/new");
        page.locator("#create-kind").selectOption("checkout");
        page.locator("#create-name").fill("Ramadan " + HOSTILE);
        page.locator("#create-isDefault").check();
        page.locator("form[action$='/new'] button").click();
        FrameLocator preview = page.frameLocator("iframe[name=preview]");
        assertThat(preview.locator("main h1")).isVisible();

        page.locator("details:has(form[action$='/checkout']) > summary").click();
        page.locator("#checkout-config-successMessage").pressSequentially(HOSTILE);
        assertThat(page.frameLocator("iframe[name=preview]").locator("main .message"))
                .hasText(HOSTILE);
        page.locator("#checkout-config-showBusinessDetails").check();
        assertThat(page.frameLocator("iframe[name=preview]").locator("footer address"))
                .containsText("Jl. Braga 1");
        look(page, name + "template");
        page.locator("form[action$='/checkout'] button.primary").click();
        assertThat(page.locator("details[open]")).hasCount(0);
        browser.show(page, "templates");
        assertThat(page.locator("main table")).containsText("Ramadan");
        look(page, name + "templates");
    }

    private static String session(Api api) {
        api.put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}""").expect(200);
        return api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
    }

    private static void confirm(Api api, String session) {
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        assertThat(api.post("/v1/checkout-sessions/" + session + "/confirm", "")
                        .expect(200)
                        .text("status"))
                .isEqualTo("complete");
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(1_600, 500, BufferedImage.TYPE_INT_ARGB);
        Graphics2D drawing = image.createGraphics();
        drawing.setColor(new Color(0xb3261e));
        drawing.fillOval(50, 50, 400, 400);
        drawing.fillRect(520, 180, 1_000, 140);
        drawing.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
