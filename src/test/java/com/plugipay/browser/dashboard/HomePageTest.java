package com.plugipay.browser.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.dashboard.MerchantBrowser.look;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.overview.PaymentHistory;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The home page, of a new workspace and of one with months of payments. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HomePageTest {
    private static final String ACCOUNT =
            "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"1234567890\",\"accountHolder\":\"PT Uji\"}]}";

    private TestGateway gateway;
    private Created busy;

    @BeforeAll
    void start() {
        gateway = TestGateway.atLocalhost(TestDatabase.create(4));
        busy = gateway.workspace();
        Api api = Api.of(gateway, busy.test());
        api.put("/v1/adapters/manual", ACCOUNT).expect(200);
        api.patch("/v1/billing-settings", "{\"timeZone\":\"Asia/Jakarta\"}").expect(200);
        Tenant tenant = new Tenant(busy.workspace().id(), Mode.TEST);
        Instant now = gateway.clock().instant().minusSeconds(60);
        PaymentHistory history = new PaymentHistory(gateway.databaseConfig());
        history.write(tenant, "IDR", 45_000, now, Duration.ofDays(100), 4_000);
        history.write(tenant, "USD", 1_250, now, Duration.ofDays(20), 60);
        for (int i = 0; i < 3; i++) {
            pending(api);
        }
        DirectSql sql = new DirectSql(gateway.databaseConfig());
        sql.change(
                "update payment_attempts set status = 'review', review_reason = 'no_open_payment' where payment_id = ?",
                pending(api));
        api.post("/v1/webhooks", "{\"url\":\"https://shop.example/hook\",\"events\":[\"*\"]}")
                .expect(201);
        sql.change(
                "update webhook_endpoints set last_error = 'refused' where workspace_id = ?",
                busy.workspace().id());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1440, LIGHT", "id-ID, 390, DARK"})
    void aBusyMorning(String language, int width, ColorScheme scheme) {
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = owner(browser, language, width, scheme, busy);
            String name = "home-" + language.substring(0, 2) + '-' + width;

            page.navigate(gateway.baseUrl() + "/dashboard");

            assertThat(page.url()).endsWith("/dashboard/home");
            assertThat(page.locator(".needs li")).hasCount(3);
            assertThat(page.locator(".figures")).hasCount(2);
            assertThat(page.locator("table").last().locator("tbody tr")).hasCount(8);
            look(page, name + "-7d");
            page.locator(".windows a").nth(2).click();
            page.waitForURL("**/home?window=30d");
            assertThat(page.locator(".chart-table").first().locator("tbody tr")).hasCount(30);
            page.waitForCondition(() -> {
                page.mouse().move(0, 0);
                page.locator(".chart .u-over").first().hover();
                return page.locator(".chart-note").first().textContent().contains("Rp");
            });
            page.locator(".chart-table summary").first().click();
            look(page, name + "-30d");
            browser.show(page, "home?window=24h");
            look(page, name + "-24h");
            browser.show(page, "home?window=90d");
            look(page, name + "-90d");
            page.locator(".needs a").first().click();
            assertThat(page.locator("tbody tr")).hasCount(1);
            page.goBack();
            page.locator(".needs a").nth(1).click();
            assertThat(page.locator("tbody tr")).hasCount(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"id-ID, 1440, DARK", "en-US, 390, LIGHT"})
    void aNewWorkspaceSeesTheWay(String language, int width, ColorScheme scheme) {
        Created created = gateway.workspace();
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = owner(browser, language, width, scheme, created);

            browser.show(page, "home");

            assertThat(page.locator(".steps-list li")).hasCount(5);
            assertThat(page.locator(".steps-list .done")).hasCount(0);
            look(page, "home-new-" + width);
            Api api = Api.of(gateway, created.test());
            api.put("/v1/adapters/manual", ACCOUNT).expect(200);
            api.post("/v1/payments/" + pending(api) + "/confirm", "").expect(200);
            page.reload();
            assertThat(page.locator(".steps-list .done").nth(1)).isVisible();
            look(page, "home-begun-" + width);
        }
    }

    @Test
    void whatIsNoWindowLeadsToTheHomePage() {
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = owner(browser, "en-US", 1440, ColorScheme.LIGHT, busy);

            browser.show(page, "home?window=%3Cscript%3E");

            assertThat(page.url()).endsWith("/dashboard/home");
        }
    }

    private Page owner(MerchantBrowser browser, String language, int width, ColorScheme scheme, Created of) {
        String email = UUID.randomUUID() + "@kopi.example";
        Page page = browser.owner(browser.page(language, width, scheme), email, of.workspace());
        new DirectSql(gateway.databaseConfig())
                .change("update people set locale = ? where email = ?", language.substring(0, 2), email);
        return page;
    }

    private static String pending(Api api) {
        return api.post("/v1/payments", "{\"amount\":185000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}")
                .expect(201)
                .id();
    }
}
