package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.plugipay.browser.BuyerBrowser.ENGLISH;
import static com.plugipay.browser.BuyerBrowser.PHONE;
import static com.plugipay.browser.BuyerBrowser.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The first page of a business with a large logo and colours of its own. */
class BrandedFirstPageTest {
    private static final double LARGEST_FIRST_PAGE = 40 * 1024;

    private final TestSandbox sandbox = TestSandbox.shared();
    private final Api api = sandbox.merchant(MidtransFactory.KIND, ManualFactory.KIND);

    @Test
    void thePageIsLightAndDoesNotWaitForTheLogo() throws IOException {
        String address = sandbox.gateway().baseUrl() + "/c/" + session();
        try (BuyerBrowser browser = new BuyerBrowser()) {
            Page page = browser.page(ENGLISH, PHONE);
            Map<String, Double> bytes = new HashMap<>();
            count(page, bytes);
            List<Route> logos = new ArrayList<>();
            page.route("**/logo", logos::add);

            page.navigate(address, new NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
            assertThat(page.locator("html.js")).isAttached();
            assertThat(page.locator("button[value=qris]")).isEnabled();
            assertThat(logos).as("the logo is still awaited").hasSize(1);
            assertThat(bytes.values().stream().mapToDouble(each -> each).sum()).isBetween(5_000d, LARGEST_FIRST_PAGE);
            double top = page.locator("h1").boundingBox().y;

            logos.getFirst().resume();
            page.locator(".logo").evaluate("image => image.decode()");
            assertThat(page.locator("h1").boundingBox().y).as("nothing moves").isEqualTo(top);
            assertThat(logos).hasSize(1);
            picture(page, "buyer-branded");
        }
    }

    /** Bytes over the wire by request. */
    private static void count(Page page, Map<String, Double> bytes) {
        CDPSession network = page.context().newCDPSession(page);
        network.send("Network.enable");
        network.on(
                "Network.loadingFinished",
                event -> bytes.put(id(event), event.get("encodedDataLength").getAsDouble()));
    }

    private static String id(JsonObject event) {
        return event.get("requestId").getAsString();
    }

    private String session() throws IOException {
        api.patch(
                        "/v1/billing-settings",
                        "{\"businessName\":\"Kopi Senja\",\"accentColor\":\"#B3261E\",\"tagline\":\"Roasted today\",\"logo\":\""
                                + largeLogo() + "\"}")
                .expect(200);
        return api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
    }

    /** Pixels without a pattern, which no format makes smaller. */
    private static String largeLogo() throws IOException {
        BufferedImage picture = new BufferedImage(260, 140, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
