package com.plugipay.browser.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.json.Json;
import com.plugipay.pages.dashboard.DashboardModule;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.Receiver;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts of strangers in everything that a page of the dashboard shows: buyers, providers, receivers of webhooks and colleagues
 * may write what they like, and no page runs it or is wider than a phone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextsTest {
    /** Each fits into the shortest column. */
    private static final List<String> TEXTS = List.of(
            "<script>__hit=1</script>\"'><img src=x onerror=__hit=1><svg/onload=__hit=1>",
            "{{__hit=1}}${__hit=1}</title></textarea></pre></select><body onload=__hit=1><!--",
            "javascript:__hit=1//",
            "\u202e\u2066" + "W".repeat(90) + "\u2067\u0301\u0301");

    /** Columns whose text a page shows, and which have been checked by nobody or by another system. */
    private static final Map<String, List<String>> COLUMNS = Map.ofEntries(
            Map.entry("customers", List.of("name", "email", "phone", "external_id", "tax_id")),
            Map.entry("api_keys", List.of("name", "description")),
            Map.entry("plans", List.of("name", "description")),
            Map.entry("payments", List.of("description", "provider_reference", "failure_message")),
            Map.entry("payment_attempts", List.of("provider_reference", "failure_message")),
            Map.entry("refunds", List.of("provider_reference", "failure_message")),
            Map.entry("checkout_sessions", List.of("description")),
            Map.entry("invoices", List.of("memo")),
            Map.entry("templates", List.of("name")),
            Map.entry(
                    "billing_settings",
                    List.of("business_name", "business_address", "business_email", "business_tax_id", "tagline")),
            Map.entry("receipts", List.of("number", "emailed_to")),
            Map.entry("webhook_endpoints", List.of("description", "last_error", "disabled_reason")),
            Map.entry("webhook_deliveries", List.of("last_error")),
            Map.entry("audit_log", List.of("actor_label", "ip")));

    private static final int LONGEST_KEY = 40;

    private final Vertx vertx = Vertx.vertx();
    private final Receiver receiver = new Receiver(vertx);
    private TestGateway gateway;
    private DirectSql sql;
    private Created created;
    private Api api;
    private MerchantBrowser browser;
    private Page page;
    private String customer;
    private String endpoint;

    @BeforeAll
    void start() {
        gateway = TestGateway.atLocalhost(TestDatabase.create(4));
        sql = new DirectSql(gateway.databaseConfig());
        created = gateway.workspace();
        api = Api.of(gateway, created.test());
        fill();
        browser = new MerchantBrowser(gateway);
        page = browser.owner(browser.page("en-US", 390, ColorScheme.LIGHT), "owner@kopi.example", created.workspace());
    }

    @AfterAll
    void stop() {
        browser.close();
        gateway.close();
        TestGateway.get(vertx.close());
    }

    static List<String> texts() {
        return TEXTS;
    }

    /** An object of each kind. */
    private void fill() {
        api.put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}""").expect(200);
        customer = make("customers", "{\"name\":\"Siti\"}");
        make("templates", "{\"kind\":\"checkout\",\"name\":\"A\",\"config\":{},\"isDefault\":true}");
        api.patch("/v1/billing-settings", "{\"language\":\"en\"}").expect(200);
        String plan = make("plans", "{\"name\":\"Kopi\",\"currency\":\"IDR\",\"amount\":50000,\"interval\":\"month\"}");
        make("subscriptions", """
                {"customerId":"%s","planId":"%s","collectionMethod":"send_invoice"}""".formatted(customer, plan));
        make("invoices", """
                {"customerId":"%s","currency":"IDR","status":"open","lines":[{"description":"Kopi","quantity":1,"unitAmount":5000}]}""".formatted(customer));
        make("checkout-sessions", """
                {"amount":10000,"currency":"IDR","successUrl":"https://a.example","cancelUrl":"https://a.example"}""");
        String payment = make("payments", "{\"amount\":20000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}");
        api.post("/v1/payments/" + payment + "/confirm", "").expect(200);
        make("refunds", "{\"paymentId\":\"%s\",\"amount\":1000}".formatted(payment));
        endpoint = make("webhooks", "{\"url\":\"%s\",\"events\":[\"refund.*\"]}".formatted(receiver.url("/hook")));
        sql.change("""
                insert into payment_attempts (workspace_id, mode, id, payment_id, provider, method, amount, currency, status,
                    created_at, updated_at)
                select workspace_id, mode, 'att_01', id, 'xendit', 'qris', amount, currency, 'failed', now(), now()
                  from payments where id = ?""", payment);
        sql.change("""
                insert into receipts (workspace_id, mode, id, number, source_type, source_id, payment_id, amount, currency,
                    method, issued_at, created_at)
                select workspace_id, mode, 'rcp_01', '1', 'checkout_session', 'cs_01', id, amount, currency, 'qris', now(), now()
                  from payments where id = ?""", payment);
        make(
                "webhooks/" + endpoint + "/recover",
                "{\"since\":\"%s\"}".formatted(gateway.clock().instant().minusSeconds(60)));
    }

    private String make(String kind, String body) {
        Answer made = api.post("/v1/" + kind, body);
        assertThat(made.status()).as(made.body()).isIn(201, 202);
        return made.id();
    }

    /** The text is in every column, and through the API in events and the audit log. */
    private void write(String text) {
        String json = Json.text(text);
        String key = Json.text(text.substring(0, Math.min(text.length(), LONGEST_KEY)));
        api.patch("/v1/customers/" + customer, """
                {"name":%s,"metadata":{%s:%s}}""".formatted(json, key, json)).expect(200);
        receiver.behaves(request -> request.response().setStatusCode(500).end(text));
        String delivery = api.post("/v1/webhooks/" + endpoint + "/test", "{\"type\":\"refund.succeeded\"}")
                .expect(201)
                .id();
        Awaitility.await()
                .until(() -> api.get("/v1/webhooks/deliveries/" + delivery)
                                .data()
                                .path("attemptLog")
                                .size()
                        > 0);
        COLUMNS.forEach((table, columns) -> columns.forEach(column -> sql.change(
                "update " + table + " set " + column + " = ? where workspace_id = ?",
                text,
                created.workspace().id())));
        sql.change(
                "update checkout_sessions set guest = jsonb_build_object('name', ?::text, 'email', ?::text)",
                text,
                text);
        sql.change("update invoices set number = ? where subscription_id is null", text);
        sql.change("update invoices set lines = jsonb_set(lines, '{0,description}', to_jsonb(?::text))", text);
        sql.change(
                "update provider_accounts set public_config = jsonb_set(public_config, '{bankAccounts,0,bankName}', to_jsonb(?::text))",
                text);
        sql.change("update templates set config = jsonb_build_object('successMessage', ?::text)", text);
        sql.change("update workspaces set name = ?", text);
        sql.change("update people set name = ?", text);
        sql.change(
                "update person_sessions set user_agent = ?, confirmed_at = ?::timestamptz",
                text,
                gateway.clock().instant().toString());
        sql.change(
                "update webhook_endpoints set url = ?",
                receiver.url("/") + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void noPageRunsWhatItShowsOrIsWiderThanAPhone(String text) {
        write(text);
        String typed = URLEncoder.encode(text, StandardCharsets.UTF_8);
        List<String> kinds = DashboardModule.kinds(gateway.baseUrl()).stream()
                .map(kind -> kind.name())
                .toList();
        for (String kind : kinds) {
            check(kind, 200);
            List<?> rows =
                    (List<?>) page.locator("tbody .row-link").evaluateAll("links => links.map(link => link.pathname)");
            assertThat(rows).as(kind).isNotEmpty();
            check(String.valueOf(rows.getFirst()).substring("/dashboard/".length()), 200);
            openAll(kind);
        }
        Stream.of("customers", "plans", "subscriptions", "invoices", "checkout-sessions", "api-keys", "webhooks")
                .forEach(kind -> check(
                        kind + "/new?name=" + typed + "&customerId=" + typed + "&description=" + typed + "&url="
                                + typed,
                        200));
        Stream.of(
                        "home",
                        "adapters",
                        "billing-settings",
                        "payment-methods",
                        "notifications",
                        "export",
                        "team",
                        "audit-log",
                        "account",
                        "account/security",
                        "workspaces",
                        "confirm?next=" + typed)
                .forEach(path -> check(path, 200));
        check("search?q=" + typed, 200);
        check("customers?email=" + typed + "&externalId=" + typed, 200);
        check("payments?status=" + typed, 200);
        browser.expect("404 (Not Found");
    }

    /** Opens a page, on which nothing must run. */
    private void check(String path, int status) {
        Response response = page.navigate(gateway.baseUrl() + "/dashboard/" + path);
        assertThat(response.status()).as(path).isEqualTo(status);
        assertThat(response.headers().get("content-security-policy")).as(path).contains("script-src 'self'");
        harmless(path);
    }

    private void openAll(String path) {
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.name = ''; each.open = true; })");
        harmless(path + " with everything open");
    }

    private void harmless(String path) {
        assertThat(page.evaluate("""
                () => {
                  const found = [];
                  if (window.__hit) found.push("it ran");
                  for (const element of document.querySelectorAll("*")) {
                    for (const attribute of element.attributes) {
                      if (attribute.name.startsWith("on")) found.push(element.outerHTML);
                      if (/^(href|src|action|formaction)$/.test(attribute.name)
                          && !/^(\\/|\\?|#|https?:)/.test(attribute.value)) found.push(element.outerHTML);
                    }
                  }
                  for (const script of document.scripts) if (!script.src) found.push(script.outerHTML);
                  for (const element of document.querySelectorAll("main img[src=x], main svg[onload]")) found.push(element.outerHTML);
                  return found.join("\\n");
                }""")).as(path).isEqualTo("");
        String widest = (String) page.evaluate("""
                () => document.documentElement.scrollWidth <= innerWidth ? ""
                  : [...document.querySelectorAll("main *, header *")]
                      .filter(each => each.getBoundingClientRect().right > innerWidth + 1
                          && getComputedStyle(each).position !== "absolute")
                      .map(each => each.outerHTML.slice(0, 200)).slice(0, 4).join("\\n") || "wide"
                """);
        assertThat(widest).as("the width of %s", path).isEmpty();
    }
}
