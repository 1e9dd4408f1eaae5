package com.plugipay.browser.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page of another site in the browser of an owner who has signed in: it can neither act, nor show, nor read the dashboard. */
class ForeignSiteTest {
    private final Vertx vertx = Vertx.vertx();
    private TestGateway gateway;
    private HttpServer foreign;
    private volatile String html = "";
    private MerchantBrowser browser;
    private Created created;
    private Page page;

    @BeforeEach
    void open() {
        gateway = TestGateway.atLocalhost(TestDatabase.create(4));
        foreign = TestGateway.get(vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "text/html; charset=utf-8")
                        .end(html))
                .listen(0, "127.0.0.1"));
        created = gateway.workspace();
        browser = new MerchantBrowser(gateway);
        page = browser.owner(
                browser.page("en-US", 1440, ColorScheme.LIGHT),
                UUID.randomUUID() + "@kopi.example",
                created.workspace());
    }

    @AfterEach
    void close() {
        browser.close();
        gateway.close();
        TestGateway.get(vertx.close());
    }

    private String visit(String body) {
        html = "<!doctype html><title>Foreign</title><body>" + body;
        String site = "http://127.0.0.1:" + foreign.actualPort() + "/";
        page.navigate(site);
        return site;
    }

    @Test
    void itsFormsAreRefusedAndChangeNothing() {
        Api api = Api.of(gateway, created.test());
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        String state = state();
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        page.onResponse(response -> {
            if (response.request().method().equals("POST")) {
                statuses.add(response.status());
            }
        });
        Set<String> forms = browser.forms(page, browser.pages(customer));
        assertThat(forms).hasSizeGreaterThan(15);

        visit("");
        for (String form : forms) {
            page.evaluate(
                    "target => fetch(target, {method: 'POST', mode: 'no-cors', credentials: 'include',"
                            + " headers: {'Content-Type': 'application/x-www-form-urlencoded'}, body: 'name=Owned&form-key='"
                            + " + 'k'.repeat(43)})",
                    form);
        }
        visit("<form method=post action='" + gateway.baseUrl() + "/dashboard/customers/" + customer
                + "/edit'><input name=name value=Owned><input name=form-key value=" + "k".repeat(43)
                + "><button>Win</button></form>");
        Response answer =
                page.waitForResponse("**/edit", () -> page.locator("button").click());
        page.waitForLoadState();

        assertThat(answer.status()).isEqualTo(403);
        assertThat(statuses).hasSize(forms.size() + 1).containsOnly(403);
        assertThat(state()).isEqualTo(state);
        browser.show(page, "customers/" + customer);
        assertThat(page.locator("h1").textContent()).isEqualTo("Siti");
        browser.expect("403 (Forbidden)");
        browser.expect("ERR_BLOCKED_BY_ORB");
    }

    /** What a form could have changed: nothing changes without an entry in the audit log. */
    private String state() {
        DirectSql sql = new DirectSql(gateway.databaseConfig());
        return sql.rows("select count(*) as entries from audit_log").toString()
                + sql.rows("select id, mode, workspace_id from person_sessions");
    }

    @Test
    void itShowsNoPageInAFrame() {
        String customer = Api.of(gateway, created.test())
                .post("/v1/customers", "{\"name\":\"Siti\"}")
                .expect(201)
                .id();
        List<String> paths = browser.pages(customer);
        for (String path : paths) {
            String framed = gateway.baseUrl() + "/dashboard/" + path;
            visit("<iframe src='" + framed + "'></iframe>");
            assertThat(page.frames()).as(framed).hasSize(2);
            assertThat(page.frames().get(1).locator("main, form, .people").count())
                    .as(framed)
                    .isZero();
        }
        assertThat(browser.expect("frame-ancestors")).isEqualTo(paths.size());
        browser.expect("404 (Not Found");
        browser.expect("410 (Gone)");
    }

    @Test
    void theCookieOfTheSessionIsReadByNoScriptAndSentToNobodyElse() {
        browser.show(page, "home");
        assertThat(page.evaluate("document.cookie")).isEqualTo("");
        List<Cookie> cookies = page.context().cookies(gateway.baseUrl());
        assertThat(cookies).isNotEmpty().allSatisfy(cookie -> {
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
        });
        List<Map<String, String>> sent = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("127.0.0.1")) {
                sent.add(request.allHeaders());
            }
        });

        String site = visit("<img src='" + gateway.baseUrl() + "/dashboard/home'>");

        assertThat(page.context().cookies(site)).isEmpty();
        assertThat(sent)
                .isNotEmpty()
                .allSatisfy(headers -> assertThat(headers).doesNotContainKeys("cookie", "referer"));
        assertThat(page.evaluate(
                        "target => fetch(target, {credentials: 'include'}).then(() => 'read', () => 'refused')",
                        gateway.baseUrl() + "/v1/customers"))
                .isEqualTo("refused");
        browser.expect("CORS policy");
        browser.expect("ERR_FAILED");
        browser.expect("ERR_BLOCKED_BY_ORB");
        browser.expect("403 (Forbidden)");
        browser.expect("404 (Not Found");
        browser.expect("401 (Unauthorized)");
    }
}
