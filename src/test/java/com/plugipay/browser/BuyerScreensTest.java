package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.BuyerBrowser.DESK;
import static com.plugipay.browser.BuyerBrowser.ENGLISH;
import static com.plugipay.browser.BuyerBrowser.INDONESIAN;
import static com.plugipay.browser.BuyerBrowser.PHONE;
import static com.plugipay.browser.BuyerBrowser.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.plugipay.pages.codes.QrPicture;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The screens of a buyer in both languages, on a phone and on a desk, light and dark, and what their script does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuyerScreensTest {
    private static final double LARGEST_FIRST_PAGE = 40 * 1024;

    private final TestSandbox sandbox = TestSandbox.shared();
    private final Api api = sandbox.merchant(MidtransFactory.KIND, XenditFactory.KIND, ManualFactory.KIND);
    private final String baseUrl = sandbox.gateway().baseUrl();
    private final BuyerBrowser browser = new BuyerBrowser();
    private final Map<String, String> screens = new LinkedHashMap<>();

    @AfterAll
    void closeBrowser() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({"id-ID, 390, LIGHT", "en-US, 1280, LIGHT", "en-US, 390, DARK", "id-ID, 1280, DARK"})
    void everyScreenFitsAndEverybodyCanUseIt(String language, int width, ColorScheme scheme) {
        prepare();
        Page page = browser.page(language, width, scheme);
        screens.forEach((name, address) -> {
            page.navigate(baseUrl + address);
            String picture = "buyer-" + name + "-" + language.substring(0, 2) + "-" + width + "-"
                    + scheme.name().toLowerCase(Locale.ROOT);
            picture(page, picture);
            Accessibility.check(page, picture);
        });
        page.context().close();
    }

    /** The addresses of one screen of each kind. */
    private void prepare() {
        if (!screens.isEmpty()) {
            return;
        }
        api.patch(
                        "/v1/billing-settings",
                        "{\"businessEmail\":\"toko@kopi.example\",\"businessPhone\":\"+62 21 555-1\",\"accentColor\":\"#B3261E\"}")
                .expect(200);
        screens.put("choose", path(session(12)));
        screens.put("qris", path(charged("qris")));
        screens.put("account", path(charged("bca_va")));
        screens.put("unpaid", path(charged("card")) + "?notice=unpaid");
        screens.put("checking", path(charged("card")));
        String transfer = charged("bank_transfer");
        Page page = browser.page(ENGLISH, PHONE);
        page.navigate(baseUrl + path(transfer));
        page.locator("#proof")
                .setInputFiles(new FilePayload(
                        "proof.png", "image/png", QrPicture.of("proof").png().getBytes()));
        page.locator(".proof button").click();
        assertThat(page.locator(".sent li")).hasCount(1);
        screens.put("transfer", path(transfer));
        String paid = session(2);
        api.post("/v1/checkout-sessions/" + paid + "/confirm", "").expect(200);
        screens.put("complete", path(paid));
        page.navigate(baseUrl + path(paid));
        screens.put("receipt", page.locator("a[href^='/r/']").getAttribute("href"));
        page.context().close();
        String canceled = session(1);
        api.post("/v1/checkout-sessions/" + canceled + "/cancel", "").expect(200);
        screens.put("canceled", path(canceled));
    }

    @Test
    void anErrorIsAPageToo() {
        Page page = browser.withFailures();
        page.navigate(baseUrl + "/c/none");
        assertThat(page.locator("h1")).hasText("We cannot find this payment");
        picture(page, "buyer-unknown");
        Accessibility.check(page, "unknown");
    }

    @Test
    void aLongListIsFoldedOnAPhoneAndOpenWhereThereIsRoom() {
        String address = baseUrl + path(session(12));
        Page phone = browser.page(ENGLISH, PHONE);
        phone.navigate(address);
        assertThat(phone.locator("details.items li").first()).isHidden();
        phone.locator("details.items summary").click();
        assertThat(phone.locator("details.items li").first()).isVisible();
        Page desk = browser.page(ENGLISH, DESK);
        desk.navigate(address);
        assertThat(desk.locator("details.items li").first()).isVisible();
    }

    @Test
    void aLanguageStaysThroughTheWholePayment() {
        Page page = browser.page(ENGLISH, PHONE);
        page.navigate(baseUrl + path(session(1)));
        page.locator(".language a").click();
        assertThat(page.locator("html")).hasAttribute("lang", "id");
        page.locator("button[value=bank_transfer]").click();
        assertThat(page.locator("html")).hasAttribute("lang", "id");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("lang", "id");
    }

    @Test
    void thePageSaysWhenThereIsNoConnection() {
        Page page = browser.withFailures();
        page.navigate(baseUrl + path(charged("qris")));
        Locator offline = page.locator("#offline");
        assertThat(offline).isHidden();
        page.context().setOffline(true);
        assertThat(offline).isVisible();
        picture(page, "buyer-offline");
        Accessibility.check(page, "offline");
        page.context().setOffline(false);
        assertThat(offline).isHidden();
    }

    @Test
    void aButtonThatWasPressedAndStoppedWorksAgain() {
        Page page = browser.withFailures();
        page.navigate(baseUrl + path(session(1)));
        page.route("**/charge", route -> route.abort("aborted"));
        page.locator("button[value=bank_transfer]").click();
        assertThat(page.locator("form[data-sent]")).hasCount(1);
        page.unroute("**/charge");
        assertThat(page.locator("form[data-sent]")).hasCount(0);
        page.locator("button[value=bank_transfer]").click();
        assertThat(page.locator(".account").first()).isVisible();
    }

    @Test
    void whoComesBackWithoutAPaymentIsToldSoAndStaysThere() {
        String session = charged("card");
        Page page = browser.page(INDONESIAN, PHONE);
        page.navigate(baseUrl + path(session) + "/return");
        assertThat(page).hasURL(Pattern.compile("notice=unpaid$"));
        assertThat(page.locator("h2")).hasText("Belum dibayar");
        assertThat(page.locator(".waiting")).hasCount(0);
        page.reload();
        assertThat(page.locator("h2")).hasText("Belum dibayar");
        page.locator("form[action$='/change'] button").click();
        assertThat(page.locator("button[value=qris]")).isVisible();
    }

    /** On a slow line each byte and each request counts, and a style sheet of its own one more round trip. */
    @Test
    void theFirstPageIsLight() {
        Page page = browser.page(ENGLISH, PHONE);
        CDPSession network = page.context().newCDPSession(page);
        DoubleAdder bytes = new DoubleAdder();
        network.send("Network.enable");
        network.on(
                "Network.loadingFinished",
                event -> bytes.add(event.get("encodedDataLength").getAsDouble()));
        page.navigate(baseUrl + path(session(12)));
        page.waitForFunction("document.documentElement.classList.contains('js')");
        assertThat(bytes.sum()).isBetween(5_000d, LARGEST_FIRST_PAGE);
        assertThat(page.locator("link[rel=stylesheet], script:not([defer])")).hasCount(0);
    }

    private String session(int items) {
        String lines = IntStream.rangeClosed(1, items)
                .mapToObj(i -> "{\"name\":\"Kopi nomor " + i + "\",\"quantity\":1,\"unitAmount\":10000}")
                .collect(Collectors.joining(","));
        return api.post(
                        "/v1/checkout-sessions",
                        "{\"amount\":" + items * 10_000
                                + ",\"currency\":\"IDR\",\"successUrl\":\"https://shop.example/ok\","
                                + "\"cancelUrl\":\"https://shop.example/no\",\"description\":\"Pesanan 8841\",\"lineItems\":["
                                + lines + "]}")
                .expect(201)
                .id();
    }

    private String charged(String method) {
        String session = session(2);
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200);
        return session;
    }

    private static String path(String session) {
        return "/c/" + session;
    }
}
