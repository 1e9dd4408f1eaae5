package com.plugipay.browser.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.dashboard.MerchantBrowser.look;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.Receiver;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A developer connects a provider, makes a key and a webhook endpoint, and finds out why a delivery failed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeveloperPagesTest {
    private static final String PASSWORD = "kopi gayo setiap pagi";
    private static final String HOSTILE =
            "<script>alert(1)</script>\"><img src=x onerror=alert(2)></pre></section><h1>Owned</h1>";

    private final Vertx vertx = Vertx.vertx();
    private final Receiver receiver = new Receiver(vertx);
    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.atLocalhost(TestDatabase.create(4));
    }

    @AfterAll
    void stop() {
        gateway.close();
        TestGateway.get(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1440, LIGHT", "id-ID, 390, DARK"})
    void aDeveloperSetsUpAWorkspace(String language, int width, ColorScheme scheme) {
        Created created = gateway.workspace();
        String name = "developer-" + width + '-';
        try (MerchantBrowser browser = new MerchantBrowser(gateway)) {
            Page page = browser.owner(
                    browser.page(language, width, scheme), UUID.randomUUID() + "@kopi.example", created.workspace());
            browser.show(page, "account");
            page.locator("#name").fill("Budi");
            page.locator("#language").selectOption(language.substring(0, 2));
            page.locator("form[action='/dashboard/account'] button").click();
            page.locator("#password").fill(PASSWORD);
            page.locator("form[action='/dashboard/account/password'] button").click();

            connect(browser, page, name);
            manageKeys(browser, page, name);
            readDocumentation(browser, page, name);
            receive(browser, page, name);
            manageEndpoint(page, name);
            Api.of(gateway, created.test())
                    .post("/v1/customers", "{\"name\":\"Siti <b>Rahmawati</b>\"}")
                    .expect(201);
            readEvents(browser, page, name);
            browser.expect("400 (Bad Request");
        }
    }

    private void connect(MerchantBrowser browser, Page page, String name) {
        gateway.clock().advance(Duration.ofMinutes(16));
        browser.show(page, "adapters");
        assertThat(page.locator("main form")).hasCount(0);
        look(page, name + "providers-unconfirmed");
        page.locator(".confirming a").click();
        confirm(page);

        page.locator("#xendit summary").click();
        page.locator("#xendit-secretKey").fill("xnd_production_of_another_mode");
        page.locator("#xendit-callbackToken").fill("a-token");
        submit(page, "/xendit");
        assertThat(page.locator("#xendit [role=alert]")).isVisible();
        assertThat(page.locator("#xendit-secretKey")).hasValue("");
        look(page, name + "provider-refused");

        browser.show(page, "adapters");
        page.locator("#manual summary").click();
        page.locator("#manual-bankAccounts-0-bankName").fill("BCA");
        page.locator("#manual-bankAccounts-0-accountNumber").fill("1234567890");
        page.locator("#manual-bankAccounts-0-accountHolder").fill("PT Kopi Senja");
        page.locator("#manual-uniqueCode-mode").selectOption("add");
        look(page, name + "provider-bank");
        submit(page, "/manual");
        assertThat(page.locator("#manual .badge.good")).isVisible();
        look(page, name + "providers");
        page.locator("#manual summary").click();
        assertThat(page.locator("#manual-bankAccounts-0-accountNumber")).hasValue("1234567890");
        assertThat(page.locator("#manual-uniqueCode-mode")).hasValue("add");
    }

    private static void confirm(Page page) {
        page.locator("#password").fill(PASSWORD);
        page.locator("form[action='/dashboard/confirm'] button").click();
    }

    private static void submit(Page page, String action) {
        page.locator("form[action$='" + action + "'] button").click();
    }

    /** Opens the form of an action on the page of an object. */
    private static void open(Page page, String action) {
        page.locator("details:has(form[action$='" + action + "']) > summary").click();
    }

    private void manageKeys(MerchantBrowser browser, Page page, String name) {
        browser.show(page, "api-keys/new");
        page.locator("#create-name").fill("Server <i>1</i>");
        assertThat(page.locator(".boxes-scopes")).isHidden();
        page.locator("#create-role").selectOption("restricted");
        page.locator("input[value='payments:read']").check();
        look(page, name + "key-new");
        page.locator("main form button").click();
        String key = page.locator("#revealed-0").inputValue();
        assertThat(page.url()).endsWith("/dashboard/api-keys/new");
        look(page, name + "key-shown");
        page.reload();
        assertThat(page.locator("#revealed-0")).hasValue(key);
        assertThat(status(page, key, "/v1/payments")).isEqualTo(200);
        assertThat(status(page, key, "/v1/customers")).isEqualTo(403);

        page.locator(".revealed .primary").click();
        assertThat(page.content()).doesNotContain(key);
        gateway.clock().advance(Duration.ofMinutes(16));
        String address = page.url();
        open(page, "/revoke");
        submit(page, "/revoke");
        confirm(page);
        assertThat(page).hasURL(address);
        open(page, "/revoke");
        submit(page, "/revoke");
        look(page, name + "keys");
        assertThat(status(page, key, "/v1/payments")).isEqualTo(401);

        show(page, "live");
        browser.show(page, "api-keys/new");
        page.locator("#create-name").fill("Server");
        page.locator("main form button").click();
        assertThat(page.locator("#revealed-0").inputValue()).startsWith("pk_live_");
        show(page, "test");
    }

    /** A key for the documentation, which sends requests with it. */
    private void readDocumentation(MerchantBrowser browser, Page page, String name) {
        browser.show(page, "api-keys");
        page.locator("main a[href*='role=read_only']").click();
        assertThat(page.locator("#create-role")).hasValue("read_only");
        page.locator("main form button").click();
        String key = page.locator("#revealed-0").inputValue();
        assertThat(page.locator(".block pre")).hasCount(3);
        assertThat(page.locator(".block pre").first()).containsText(gateway.baseUrl() + "/v1/payments");
        look(page, name + "key-for-docs");
        page.locator("button[data-docs]").click();
        page.waitForURL("**/docs");
        assertThat(page.locator("#key input[name=key]")).hasValue(key);
        page.locator("h3[data-tag=customers]").click();
        page.locator(".opblock-summary:has-text('List customers')").first().click();
        assertThat(page.locator(".authorize, .authorization__btn")).hasCount(0);
        assertThat(page.locator(".opblock.is-open .highlight-code").first()).containsText("siti@example.com");
        page.locator(".opblock.is-open button.try-out__btn").click();
        page.locator(".opblock.is-open button.execute").click();
        assertThat(page.locator(".live-responses-table tbody .response-col_status")
                        .first())
                .hasText(Pattern.compile("200.*", Pattern.DOTALL));
        assertThat(page.url()).doesNotContain(key);

        browser.show(page, "api-keys");
        page.locator("tbody .row-link").first().click();
        assertThat(page.locator(".block pre").first()).not().containsText(key);
        look(page, name + "key-with-examples");
    }

    /** Shows another mode, by the button in the menu, which a phone does not show. */
    private static void show(Page page, String mode) {
        page.locator(".modes button[value=" + mode + "]").evaluate("button => button.click()");
        assertThat(page.locator(".modes button[value=" + mode + "]")).hasAttribute("aria-pressed", "true");
    }

    private int status(Page page, String key, String target) {
        return page.request()
                .get(gateway.baseUrl() + target, RequestOptions.create().setHeader("Authorization", "Bearer " + key))
                .status();
    }

    private void receive(MerchantBrowser browser, Page page, String name) {
        receiver.behaves(request -> request.response().setStatusCode(500).end(HOSTILE));
        browser.show(page, "webhooks");
        look(page, name + "no-webhooks");
        browser.show(page, "webhooks/new");
        page.locator("#create-url").fill(receiver.url("/hook"));
        page.locator("input[value='payment.*']").check();
        page.locator("input[value='refund.succeeded']").check();
        look(page, name + "webhook-new");
        page.locator("main form button").click();
        assertThat(page.locator("#revealed-0").inputValue()).startsWith("whsec_");
        look(page, name + "webhook-shown");
        page.locator(".revealed .primary").click();

        open(page, "/test");
        look(page, name + "webhook-test");
        submit(page, "/test");
        assertThat(page.url()).contains("/dashboard/webhook-deliveries/");
        reloadUntil(page, "onerror", 1);
        assertThat(page.locator("main img")).hasCount(0);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.locator(".block pre").first()).hasText(HOSTILE);
        open(page, "/retry");
        submit(page, "/retry");
        reloadUntil(page, "onerror", 2);
        look(page, name + "delivery");
        browser.show(page, "webhook-deliveries");
        look(page, name + "deliveries");
        page.locator("tbody .row-link").first().click();
        page.locator(".facts a[href*='/webhooks/']").click();
    }

    private static void reloadUntil(Page page, String text, int times) {
        Awaitility.await()
                .until(
                        () -> {
                            page.reload();
                            return page.locator(".block pre").allTextContents().stream()
                                    .filter(block -> block.contains(text))
                                    .count();
                        },
                        shown -> shown >= times);
    }

    private void manageEndpoint(Page page, String name) {
        look(page, name + "webhook");
        String address = page.url();
        open(page, "/edit");
        assertThat(page.locator("#edit-url")).hasValue(receiver.url("/hook"));
        assertThat(page.locator("form[action$='/edit'] input[value='payment.*']"))
                .isChecked();
        look(page, name + "webhook-edit");
        page.locator("#edit-description").fill("Gudang");
        submit(page, "/edit");
        assertThat(page.getByText("Gudang").first()).isVisible();
        open(page, "/rotate-secret");
        submit(page, "/rotate-secret");
        assertThat(page.locator("#revealed-0").inputValue()).startsWith("whsec_");
        page.locator(".revealed .primary").click();
        assertThat(page).hasURL(address);
        open(page, "/pause");
        submit(page, "/pause");
        assertThat(page.locator(".heading .badge.bad").first()).isVisible();
        look(page, name + "webhook-paused");
        open(page, "/enable");
        submit(page, "/enable");
        receiver.answers(200);
        open(page, "/recover");
        page.locator("#recover-since")
                .fill(gateway.clock()
                        .instant()
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString());
        submit(page, "/recover");
        assertThat(page.locator("a[href*='/webhook-recoveries/']").first()).isVisible();
        page.locator("a[href*='/webhook-recoveries/']").first().click();
        look(page, name + "recovery");
        page.navigate(address);
        open(page, "/delete");
        submit(page, "/delete");
        assertThat(page.locator("tbody")).hasCount(0);
    }

    private void readEvents(MerchantBrowser browser, Page page, String name) {
        browser.show(page, "events");
        Awaitility.await().until(() -> {
            page.reload();
            return page.locator("tbody .row-link").count() > 0;
        });
        look(page, name + "events");
        page.locator(".filter-box summary").click();
        page.locator("#filter-type").selectOption("customer.created");
        page.locator(".filters button").click();
        page.locator("tbody .row-link").first().click();
        assertThat(page.locator(".block pre")).containsText("\"name\": \"Siti <b>Rahmawati</b>\"");
        look(page, name + "event");
    }
}
