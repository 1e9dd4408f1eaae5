package com.plugipay.browser.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pages that are open show what happens without being loaded again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePagesTest {
    private static final String ACCOUNT =
            "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"1234567890\",\"accountHolder\":\"PT Uji\"}]}";

    private TestGateway gateway;
    private Created workspace;
    private Api api;

    @BeforeAll
    void start() {
        gateway = TestGateway.atLocalhost(TestDatabase.create());
    }

    @BeforeEach
    void open() {
        workspace = gateway.workspace();
        api = Api.of(gateway, workspace.test());
        api.put("/v1/adapters/manual", ACCOUNT).expect(200);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void aPaymentIsPaidWhileThePagesAreOpen() {
        String payment = pending();
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page home = owner(browser, 1440, ColorScheme.LIGHT);
            Page list = home.context().newPage();
            Page detail = home.context().newPage();
            browser.show(home, "home");
            browser.show(list, "payments");
            browser.show(detail, "payments/" + payment);
            for (Page page : List.of(home, list, detail)) {
                awaitStream(page);
                page.evaluate("window.before = 'here'");
            }
            Locator link = list.locator("a.row-link").first();
            link.focus();

            api.post("/v1/payments/" + payment + "/confirm", "").expect(200);

            assertThat(home.locator(".figure.first dd").first()).containsText("185.000");
            assertThat(list.locator("tbody tr").first().locator(".badge")).hasText("Succeeded");
            assertThat(detail.locator(".heading .badge").first()).hasText("Succeeded");
            assertThat(link).isFocused();
            pending();
            assertThat(list.locator("tbody tr")).hasCount(2);
            assertThat(list.locator("tbody tr.fresh")).hasCount(1);
            assertThat(list.locator("#live")).hasText("New entries: 1");
            assertThat(list.locator("a.row-link").nth(1)).isFocused();
            MerchantBrowser.look(list, "live-list-1440");
            for (Page page : List.of(home, list, detail)) {
                assertThat(page.evaluate("window.before")).isEqualTo("here");
            }
        }
    }

    @Test
    void whoFillsInAFormIsNotDisturbed() {
        String payment = pending();
        api.post("/v1/payments/" + payment + "/confirm", "").expect(200);
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = owner(browser, 390, ColorScheme.DARK);
            browser.show(page, "payments/" + payment);
            awaitStream(page);
            page.locator(".act summary")
                    .filter(new Locator.FilterOptions().setHasText("Refund"))
                    .click();
            Locator amount = page.locator(".act[open] input[name=amount]");
            amount.fill("25000");

            api.post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":10000}")
                    .expect(201);
            page.waitForResponse(
                    answer -> answer.url().contains("/dashboard/nothing"),
                    () -> page.evaluate("setTimeout(() => fetch('/dashboard/nothing'), 4500)"));

            assertThat(amount).hasValue("25000");
            amount.evaluate("field => field.form.reset()");
            page.locator(".act[open] summary").click();
            assertThat(page.locator("main")).containsText("10.000");
            browser.expect("404");
        }
    }

    @Test
    void aBrowserWithoutAStreamLooksByItself() {
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = owner(browser, 390, ColorScheme.DARK);
            page.route("**/dashboard/live", route -> route.abort());
            browser.show(page, "payments");
            page.evaluate("window.before = 'here'");
            pending();

            assertThat(page.locator("tbody tr")).hasCount(1, new HasCountOptions().setTimeout(40_000));

            assertThat(page.evaluate("window.before")).isEqualTo("here");
            assertThat(page.locator("tbody tr.fresh")).hasCount(1);
            MerchantBrowser.look(page, "live-list-390");
            browser.expect("ERR_FAILED");
        }
    }

    @Test
    void whoIsRemovedSeesThePageNoMore() {
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = owner(browser, 1440, ColorScheme.LIGHT);
            browser.show(page, "payments");
            awaitStream(page);
            new DirectSql(gateway.databaseConfig())
                    .change(
                            "delete from members where workspace_id = ?",
                            workspace.workspace().id());

            pending();

            assertThat(page.locator("main")).not().containsText("185.000");
            assertThat(page.locator("h1")).not().hasText("Payments");
            browser.expect("403");
        }
    }

    /** The stream is open when it has said hello; the page keeps no state of it that a test could see. */
    private static void awaitStream(Page page) {
        page.evaluate("""
                () => new Promise((resolve) => {
                  const probe = new EventSource("/dashboard/live");
                  probe.addEventListener("hello", () => { probe.close(); resolve(); });
                })""");
    }

    private Page owner(MerchantBrowser browser, int width, ColorScheme scheme) {
        return browser.owner(
                browser.page("en-US", width, scheme), UUID.randomUUID() + "@kopi.example", workspace.workspace());
    }

    private String pending() {
        return api.post("/v1/payments", "{\"amount\":185000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}")
                .expect(201)
                .id();
    }
}
