package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.MerchantBrowser.look;
import static com.plugipay.browser.MerchantBrowser.open;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The day of a merchant who has nothing but the dashboard: a customer, a payment link, its money, a refund, an invoice, a plan. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MerchantDayTest {
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
    @CsvSource({"en-US, 1440, LIGHT", "en-US, 390, DARK"})
    void aMerchantSellsRefundsAndBillsByHand(String language, int width, ColorScheme scheme) {
        Created created = gateway.workspace();
        Api.of(gateway, created.test()).put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}""").expect(200);
        String name = "day-" + width + '-';
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = browser.owner(
                    browser.page(language, width, scheme), UUID.randomUUID() + "@kopi.example", created.workspace());

            browser.show(page, "payments");
            look(page, name + "no-payments");
            browser.show(page, "customers/new");
            page.getByLabel("Name").fill("Siti Rahmawati");
            page.getByLabel("E-mail").fill("siti@kopi.example");
            look(page, name + "customer-new");
            page.locator("main form button").click();
            assertThat(page.locator("h1")).hasText("Siti Rahmawati");
            String customer = page.url().substring(page.url().lastIndexOf('/') + 1);

            browser.show(page, "checkout-sessions/new?customerId=" + customer);
            page.getByLabel("Amount").fill("150.000");
            page.getByLabel("Description").fill("Kopi Gayo 1 kg <script>alert(1)</script>");
            look(page, name + "link-new");
            page.locator("main form button").click();
            look(page, name + "link");

            Page buyer = browser.page("en-US", 390, ColorScheme.LIGHT);
            buyer.navigate(page.locator("#share-link").inputValue());
            buyer.locator("button", new Page.LocatorOptions().setHasText("Bank transfer"))
                    .click();
            assertThat(buyer.getByText("1234567890").first()).isVisible();

            page.reload();
            open(page, "The money has arrived");
            look(page, name + "link-confirm");
            page.locator("details[open] form button").click();
            assertThat(page.locator(".heading .badge")).hasText("Completed");

            browser.show(page, "payments");
            look(page, name + "payments");
            page.locator("tbody .row-link").first().click();
            look(page, name + "payment");
            open(page, "Refund");
            page.getByLabel("Amount").fill("999.999.999");
            page.locator("details[open] form button").click();
            assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
            look(page, name + "refund-refused");
            page.getByLabel("Amount").fill("50.000");
            page.locator("details[open] form button").click();
            assertThat(page.locator("h2", new Page.LocatorOptions().setHasText("Refunds")))
                    .isVisible();
            look(page, name + "payment-refunded");

            browser.show(page, "plans/new");
            page.getByLabel("Name").fill("Kopi bulanan");
            page.getByLabel("Amount").fill("100.000");
            look(page, name + "plan-new");
            page.locator("main form button").click();
            look(page, name + "plan");
            browser.show(page, "invoices/new?customerId=" + customer);
            look(page, name + "invoice-new");
            page.getByLabel("Description").first().fill("Biji kopi");
            page.getByLabel("Price of one").first().fill("75.000");
            page.locator("main form button").click();
            look(page, name + "invoice");
            browser.show(page, "customers/" + customer);
            look(page, name + "customer");
            browser.expect("422 (Unprocessable");
        }
    }
}
