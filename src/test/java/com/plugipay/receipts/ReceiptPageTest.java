package com.plugipay.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of a receipt, to which the page of a session leads that is paid. */
class ReceiptPageTest {
    private static final byte[] NOTHING = new byte[0];
    private static final Pattern LINK = Pattern.compile("href=\"(/r/[A-Za-z0-9]{24})\"");

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void theBuyerFindsMethodTimeOrderReferenceAndReceipt() {
        String session = paid();
        String page = get("/c/" + session, "en").expect(200).body();
        assertThat(page)
                .contains(
                        "Paid with",
                        "Bank transfer",
                        "Paid on",
                        "Order",
                        "Kopi Gayo 8841",
                        "Reference",
                        "Show the receipt")
                .contains("href=\"https://shop.example/ok\"")
                .doesNotContain("http-equiv", "data-leave");

        String receipt = link(page);
        Answer shown = get(receipt, "en").expect(200);
        assertThat(shown.body())
                .contains(
                        "Receipt RCPT-",
                        "Rp\u00a0150.000",
                        "Bank transfer",
                        "Kopi Gayo 8841",
                        receipt + "/pdf",
                        "data-print");
        assertThat(shown.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(get(receipt, "id").body()).contains("lang=\"id\"", "Simpan sebagai PDF");
        assertThat(get(receipt + "/pdf", "en").expect(200).header("Content-Type"))
                .isEqualTo("application/pdf");
        get(receipt + "/logo", "en").expect(404);
    }

    /** The id of a session is what shops put into addresses: who has paid must not be behind it. */
    @Test
    void nothingPersonalIsBehindTheIdOfASession() {
        String session = paid();
        String receipt = link(get("/c/" + session, "en").body());
        for (String address : new String[] {
            "/c/" + session,
            "/c/" + session + "/live",
            receipt,
            "/v1/public/checkout/sessions/" + session,
            "/v1/public/checkout/sessions/" + session + "/receipt"
        }) {
            assertThat(get(address, "en").expect(200).body())
                    .as(address)
                    .doesNotContain("Siti", "siti@", "0812-555", "secret-order");
        }
    }

    @Test
    void anOlderReceiptGetsItsAddressWhenItIsAskedFor() {
        String session = paid();
        DirectSql sql = new DirectSql(gateway.databaseConfig());
        assertThat(sql.change("update receipts set token = null where source_id = ?", session))
                .isEqualTo(1);
        String receipt = link(get("/c/" + session, "en").body());
        assertThat(link(get("/c/" + session, "en").body())).isEqualTo(receipt);
        get(receipt, "en").expect(200);
    }

    @Test
    void anAddressOfNoReceiptIsAPage() {
        for (String path : new String[] {"/r/" + "x".repeat(24), "/r/none", "/r/none/pdf", "/r/%00/logo"}) {
            assertThat(get(path, "en").expect(404).body()).contains("We cannot find this receipt");
        }
    }

    @Test
    void aLanguageThatIsChosenStays() {
        String page = "/c/" + open();
        assertThat(get(page, "en").body())
                .contains("<html lang=\"en\">", "href=\"" + page + "?lang=id\"", "Bahasa Indonesia");
        Answer chosen = get(page + "?lang=id", "en");
        assertThat(chosen.body()).contains("<html lang=\"id\">", "href=\"" + page + "?lang=en\"");
        assertThat(chosen.header("Set-Cookie"))
                .isEqualTo("plugipay_language=id; Max-Age=31536000; Path=/; SameSite=Lax; HttpOnly");
        Map<String, String> browser = Map.of("Accept-Language", "en", "Cookie", "plugipay_language=id");
        assertThat(api.raw("GET", page, NOTHING, browser).body()).contains("<html lang=\"id\">");
        assertThat(api.raw("GET", "/c/none", NOTHING, browser).body()).contains("<html lang=\"id\">");
        assertThat(get(page + "?lang=xx", "en").header("Set-Cookie")).isEmpty();
    }

    @Test
    void whoIsToAskTheShopSeesHow() {
        api.patch(
                        "/v1/billing-settings",
                        "{\"businessEmail\":\"toko@kopi.example\",\"businessPhone\":\"+62 (21) 555-1\"}")
                .expect(200);
        String session = open();
        api.post("/v1/checkout-sessions/" + session + "/cancel", "").expect(200);
        assertThat(get("/c/" + session, "en").body())
                .contains("href=\"mailto:toko@kopi.example\"", "href=\"tel:+62215551\"", "+62 (21) 555-1");
    }

    private String open() {
        return api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no","description":"Kopi Gayo 8841","metadata":{"order":"secret-order"},
                 "guest":{"name":"Siti Aminah","email":"siti@example.com","phone":"0812-555"}}""").expect(201).id();
    }

    private String paid() {
        String session = open();
        api.post("/v1/checkout-sessions/" + session + "/confirm", "").expect(200);
        return session;
    }

    private static String link(String page) {
        Matcher link = LINK.matcher(page);
        assertThat(link.find()).as(page).isTrue();
        return link.group(1);
    }

    private Answer get(String target, String language) {
        return api.raw("GET", target, NOTHING, Map.of("Accept-Language", language));
    }
}
