package com.plugipay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.plugipay.documents.Billing;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of an invoice in a real browser, in both languages, on a phone and on a desk, and without scripts. */
class InvoicePageTest {
    private final Api api = TestGateway.shared().merchant();
    private final Chromium browsers = new Chromium();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeBrowser() {
        browsers.close();
        assertThat(complaints).as("the browser's console").isEmpty();
    }

    @Test
    void itFitsEveryScreenInBothLanguages() {
        Billing.settings(api, "id");
        Answer open = Billing.invoice(api, "2027-01-31T00:00:00Z");
        for (String language : List.of("id-ID", "en-US")) {
            for (int width : List.of(390, 1280)) {
                Page page = page(language, width);
                page.navigate(open.text("hostedInvoiceUrl"));
                assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                        .as("nothing is beside a screen of %s", width)
                        .isEqualTo(width);
                assertThat(page.locator("img.logo").evaluate("image => image.naturalWidth"))
                        .isEqualTo(320);
                picture(page, "invoice-" + language.substring(0, 2) + "-" + width);
            }
        }
    }

    @Test
    void aPaidOneIsShownAsPaid() {
        Answer paid = Billing.invoice(api, "2027-01-31T00:00:00Z");
        api.post("/v1/invoices/" + paid.id() + "/pay", "").expect(200);
        Page page = page("en-US", 390);
        page.navigate(paid.text("hostedInvoiceUrl"));
        assertThat(page.locator(".state").textContent()).isEqualTo("Paid");
        picture(page, "invoice-paid-390");
        page.locator(".language a").click();
        assertThat(page.locator(".state").textContent()).isEqualTo("Lunas");
    }

    private Page page(String locale, int width) {
        BrowserContext context = browsers.browser()
                .newContext(new NewContextOptions()
                        .setLocale(locale)
                        .setJavaScriptEnabled(true)
                        .setViewportSize(width, 844));
        Page page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        return page;
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screenshots", name + ".png")));
    }
}
