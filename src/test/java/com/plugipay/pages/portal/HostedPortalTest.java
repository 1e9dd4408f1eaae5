package com.plugipay.pages.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.billing.portal.CustomerPortal;
import com.plugipay.documents.Billing;
import com.plugipay.http.exchange.HostCookie;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.secrets.Secret;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the portal, and what its page shows. */
class HostedPortalTest {
    private static final byte[] NOTHING = new byte[0];

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void aLinkOpensItOnce() {
        String link = PortalVisitor.link(api, Billing.customer(api, "Siti"));
        api.raw("HEAD", path(link), NOTHING, Map.of()).expect(303);
        api.raw("GET", path(link), NOTHING, Map.of("Sec-Purpose", "prefetch;prerender"))
                .expect(503);
        Answer opened = PortalVisitor.open(api, link).expect(303);
        assertThat(opened.header("Location")).isEqualTo("/portal");
        assertThat(opened.header("Set-Cookie"))
                .matches("plugipay_portal=[A-Za-z0-9]{32}; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax");
        assertThat(PortalVisitor.open(api, link).expect(410).body()).contains("This link is over");
    }

    @Test
    void underHttpsTheCookieIsOfThisHostOnly() {
        assertThat(new HostCookie("plugipay_portal", true, CustomerPortal.VISIT).header(new Secret("x")))
                .isEqualTo("__Host-plugipay_portal=x; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void aVisitEndsWithItsCustomer() {
        String customer = Billing.customer(api, "Siti");
        PortalVisitor visitor = PortalVisitor.of(api, customer);
        api.delete("/v1/customers/" + customer).expect(204);
        visitor.get("/portal", "en").expect(410);
    }

    @Test
    void ofTwoBrowsersAtOnceOneGetsIn() {
        String link = PortalVisitor.link(api, Billing.customer(api, "Siti"));
        List<Integer> statuses = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> PortalVisitor.open(api, link)))
                .limit(4)
                .toList()
                .stream()
                .map(answer -> answer.join().status())
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(303, 410, 410, 410);
    }

    @Test
    void theLinkLastsAQuarterOfAnHourAndTheVisitAnHour() {
        try (TestGateway own = TestGateway.start(TestDatabase.create())) {
            Api merchant = own.merchant();
            String customer = Billing.customer(merchant, "Siti");
            PortalVisitor.card(own, customer, "Visa •••• 1111");
            String late = PortalVisitor.link(merchant, customer);
            PortalVisitor visitor = PortalVisitor.of(merchant, customer);
            own.clock().advance(Duration.ofMinutes(14));
            PortalVisitor.of(merchant, customer);
            own.clock().advance(Duration.ofMinutes(1).plusSeconds(1));
            PortalVisitor.open(merchant, late).expect(410);
            own.clock().advance(Duration.ofMinutes(44));
            String token = visitor.token();
            own.clock().advance(Duration.ofMinutes(1));
            assertThat(visitor.get("/portal", "id").expect(410).body()).contains("Tautan ini sudah tidak berlaku");
            visitor.send("/portal/methods", token).expect(410);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "plugipay_portal=", "plugipay_portal=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a=b; c"})
    void nobodyElseGetsIn(String cookie) {
        Map<String, String> headers = cookie.isEmpty() ? Map.of() : Map.of("Cookie", cookie);
        for (String path : List.of("/portal", "/portal/", "/portal/logo")) {
            assertThat(api.raw("GET", path, NOTHING, headers).expect(410).body())
                    .contains("This link is over");
        }
        boolean isPossible = cookie.length() > 40;
        for (String path : List.of("/portal/methods", "/portal/subscriptions/sub_1/pause")) {
            Answer refused = api.raw(
                    "POST",
                    path,
                    NOTHING,
                    Map.of("Content-Type", "application/x-www-form-urlencoded", "Cookie", cookie));
            refused.expect(isPossible ? 403 : 410);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "..%2f..", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'"})
    void anAddressThatIsNoLinkIsNotFound(String link) {
        api.raw("GET", "/portal/open/" + link, NOTHING, Map.of()).expect(404);
    }

    @Test
    void nothingIsCachedOrFramed() {
        PortalVisitor visitor = PortalVisitor.of(api, Billing.customer(api, "Siti"));
        for (Answer answer : List.of(
                visitor.get("/portal", "en").expect(200),
                visitor.get("/portal/logo", "en").expect(404),
                api.raw("GET", "/portal", NOTHING, Map.of()).expect(410))) {
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Content-Type")).startsWith("text/html");
        }
    }

    @ParameterizedTest
    @CsvSource({"id-ID, '', id", "en, '', en", "en, ?lang=id, id", "'', '', en", "fr, '', en", "'', ?lang=id, id"})
    void theLanguageIsTheChosenOneElseTheBrowsersElseTheBusinesss(String browser, String query, String shown) {
        Billing.settings(api, "en");
        PortalVisitor visitor = PortalVisitor.of(api, Billing.customer(api, "Siti"));
        String page = visitor.get("/portal" + query, browser).expect(200).body();
        assertThat(page)
                .contains("<html lang=\"" + shown + "\">")
                .contains(shown.equals("id") ? "Langganan" : "Subscriptions")
                .contains("PT Kopi Senja Bandung", "https://shop.example/account", "src=\"/portal/logo\"");
        assertThat(visitor.get("/portal/logo", "").expect(200).header("Content-Type"))
                .isEqualTo("image/png");
    }

    @Test
    void showsTheCustomersOwnInvoicesOnly() {
        Billing.settings(api, "en");
        String siti = Billing.customer(api, "Siti");
        String fields = "\"lines\":[{\"description\":\"Beans\",\"quantity\":1,\"unitAmount\":70000}]";
        Answer open = Billing.invoice(api, siti, fields);
        Answer paid = Billing.invoice(api, siti, fields);
        api.post("/v1/invoices/" + paid.id() + "/pay", "").expect(200);
        Answer others = Billing.invoice(api, Billing.customer(api, "Budi"), fields);
        Answer draft = api.post("/v1/invoices", "{\"customerId\":\"" + siti + "\",\"currency\":\"IDR\"," + fields + "}")
                .expect(201);

        String page = PortalVisitor.of(api, siti).page();

        String path = Billing.path(open.text("hostedInvoiceUrl"));
        assertThat(page)
                .contains(open.text("number"), paid.text("number"), "Rp\u00a070.000")
                .contains("href=\"" + path + "?lang=en\" aria-label=\"Pay: " + open.text("number"))
                .contains("href=\"" + path + "/pdf?lang=en\"")
                .doesNotContain("Pay: " + paid.text("number"))
                .doesNotContain(others.text("number"), draft.id());
        api.raw("GET", path + "/pdf?lang=en", NOTHING, Map.of()).expect(200);
    }

    @Test
    void strangersTextsAreTexts() {
        String customer = Billing.customer(api, "<img src=x onerror=alert(1)>");
        api.post(
                        "/v1/plans",
                        "{\"name\":\"<script>x</script>\",\"interval\":\"month\",\"amount\":5,\"currency\":\"IDR\"}")
                .expect(201);
        PortalVisitor.card(gateway, customer, "\"><b>Visa");
        assertThat(PortalVisitor.of(api, customer).page()).doesNotContain("<img src=x", "<script>x", "\"><b>");
    }

    @Test
    void aFormOfAnotherVisitIsRefused() {
        String customer = Billing.customer(api, "Siti");
        PortalVisitor.card(gateway, customer, "Visa •••• 1111");
        PortalVisitor visitor = PortalVisitor.of(api, customer);
        String others = PortalVisitor.of(api, customer).token();
        for (String token : List.of(others, "", "%00", "none")) {
            assertThat(visitor.send("/portal/methods", token).expect(403).body())
                    .contains("This cannot be done here");
        }
    }

    @Test
    void tooManyChangesOfOneVisitAreRefused() {
        LimitsConfig limits =
                new LimitsConfig(100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 3, 100_000, 100_000, 100);
        try (TestGateway own = TestGateway.start(TestDatabase.create(), limits)) {
            Api merchant = own.merchant();
            String customer = Billing.customer(merchant, "Siti");
            String card = PortalVisitor.card(own, customer, "Visa •••• 1111");
            PortalVisitor visitor = PortalVisitor.of(merchant, customer);
            String token = visitor.token();
            List<Integer> statuses = Stream.generate(() -> visitor.send("/portal/methods/" + card + "/default", token))
                    .limit(10)
                    .map(Answer::status)
                    .toList();
            assertThat(statuses).startsWith(303).contains(429);
            visitor.get("/portal", "en").expect(200);
        }
    }

    private static String path(String url) {
        return URI.create(url).getRawPath();
    }
}
