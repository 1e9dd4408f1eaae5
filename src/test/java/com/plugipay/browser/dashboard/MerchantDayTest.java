package com.plugipay.browser.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.dashboard.MerchantBrowser.look;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.util.List;
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
    @CsvSource({"en, 1440, LIGHT", "id, 390, DARK"})
    void aMerchantSellsRefundsAndBillsByHand(String language, int width, ColorScheme scheme) {
        Created created = gateway.workspace();
        Api.of(gateway, created.test()).put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}""").expect(200);
        String name = "day-" + language + '-' + width + '-';
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = browser.owner(
                    browser.page(language, width, scheme), "budi@" + language + ".kopi.example", created.workspace());
            browser.show(page, "account");
            page.locator("#language").selectOption(language);
            page.locator("main #name").fill("Budi Santoso");
            page.locator("form[action='/dashboard/account'] button").click();
            browser.show(page, "payments");
            look(page, name + "no-payments");

            browser.show(page, "customers/new");
            fill(page, "name", "Siti Rahmawati");
            fill(page, "email", "siti@kopi.example");
            look(page, name + "customer-new");
            send(page);
            assertThat(page.locator("h1")).hasText("Siti Rahmawati");
            String customer = page.url().substring(page.url().lastIndexOf('/') + 1);

            browser.show(page, "checkout-sessions/new?customerId=" + customer);
            fill(page, "amount", "150.000");
            fill(page, "description", "Kopi Gayo 1 kg");
            look(page, name + "link-new");
            send(page);
            look(page, name + "link");
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            page.locator("button[data-copy=share-link]").click();
            // The button says so only until the page takes in that there is a new session.
            page.waitForFunction(
                    "link => navigator.clipboard.readText().then(text => text === link)",
                    page.locator("#share-link").inputValue());

            Page buyer = browser.page("en-US", 390, ColorScheme.LIGHT);
            buyer.navigate(page.locator("#share-link").inputValue());
            buyer.locator("button", new Page.LocatorOptions().setHasText("Bank transfer"))
                    .click();
            assertThat(buyer.getByText("1234567890").first()).isVisible();
            buyer.locator("input[name=proof]")
                    .setInputFiles(new FilePayload("receipt.png", "image/png", buyer.screenshot()));
            buyer.waitForResponse(
                    "**/proof",
                    () -> buyer.locator("form:has(input[name=proof]) button").click());

            page.reload();
            page.waitForFunction("document.querySelector('.pictures img')?.naturalWidth > 0");
            open(page, "confirm");
            look(page, name + "link-confirm");
            act(page, "confirm");
            assertThat(page.locator(".heading .badge.good")).isVisible();

            browser.show(page, "payments");
            look(page, name + "payments");
            page.locator("tbody .row-link").first().click();
            look(page, name + "payment");
            open(page, "refund");
            fill(page, "amount", "999.999.999");
            act(page, "refund");
            assertThat(page.locator("[role=alert]")).isVisible();
            look(page, name + "refund-refused");
            fill(page, "amount", "50.000");
            act(page, "refund");
            assertThat(page.locator("main table")).isVisible();
            look(page, name + "payment-refunded");

            browser.show(page, "plans/new");
            fill(page, "name", "Kopi bulanan");
            fill(page, "amount", "100.000");
            fill(page, "description", "<script>alert(1)</script><img src=x onerror=alert(2)>");
            look(page, name + "plan-new");
            send(page);
            assertThat(page.locator("h1")).hasText("Kopi bulanan");
            look(page, name + "plan");
            browser.show(page, "invoices/new?customerId=" + customer);
            assertThat(page.locator("#create-customerId-picked")).hasText("Siti Rahmawati");
            browser.show(page, "invoices/new");
            page.locator("#create-customerId").pressSequentially("siti rah");
            assertThat(page.locator(".picker [role=option]")).hasCount(1);
            look(page, name + "invoice-new");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            assertThat(page.locator("#create-customerId")).hasValue(customer);
            fill(page, "lines/0/description", "Biji kopi");
            fill(page, "lines/0/unitAmount", "75.000");
            page.locator("button[data-more]").click();
            page.locator("button[data-more]").click();
            page.locator("button[data-less]").click();
            fill(page, "lines/1/description", "Ongkos kirim");
            fill(page, "lines/1/quantity", "2");
            fill(page, "lines/1/unitAmount", "5.000");
            look(page, name + "invoice-lines");
            send(page);
            assertThat(page.locator("#share-link")).isVisible();
            assertThat(page.locator("h1")).containsText("85.000");
            look(page, name + "invoice");

            page.keyboard().press("/");
            page.keyboard().type("siti rah");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Siti Rahmawati");
            look(page, name + "customer");
            browser.show(page, "search?q=150000");
            assertThat(page.locator(".heading .money, h1").first()).containsText("150.000");
            browser.expect("422 (Unprocessable");
        }
    }

    private static void fill(Page page, String field, String text) {
        page.locator("main [name='" + field + "']:visible").fill(text);
    }

    private static void send(Page page) {
        page.locator("main form.fields button.primary").click();
    }

    /** Opens the form of an action. */
    private static void open(Page page, String action) {
        page.locator("details:has(form[action$='/" + action + "']) summary").click();
    }

    private static void act(Page page, String action) {
        page.locator("form[action$='/" + action + "'] button").click();
    }
}
