package com.plugipay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The browser of a buyer, whose pages must neither report an error nor be wider than the screen. */
public final class BuyerBrowser implements AutoCloseable {
    static final String INDONESIAN = "id-ID";
    static final String ENGLISH = "en-US";
    static final int PHONE = 390;
    static final int DESK = 1280;

    /** The page asks every few seconds how it is, and providers take their time. */
    private static final double PATIENCE = 45_000;

    private final Chromium browsers = new Chromium();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Page page(String language, int width) {
        return page(language, width, true, ColorScheme.LIGHT);
    }

    Page page(String language, int width, ColorScheme scheme) {
        return page(language, width, true, scheme);
    }

    /** A page whose requests are made to fail, of which the browser complains. */
    Page withFailures() {
        return browsers.browser()
                .newContext(new NewContextOptions().setLocale(ENGLISH).setViewportSize(PHONE, 844))
                .newPage();
    }

    Page withoutScripts(String language, int width) {
        return page(language, width, false, ColorScheme.LIGHT);
    }

    private Page page(String language, int width, boolean scripts, ColorScheme scheme) {
        Page page = browsers.browser()
                .newContext(new NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(scheme)
                        .setJavaScriptEnabled(scripts)
                        .setViewportSize(width, 844))
                .newPage();
        page.onConsoleMessage(message -> complaints.add(message.text() + " at " + page.url()));
        page.onPageError(complaints::add);
        return page;
    }

    /** Keeps a picture of the whole page, which must be as wide as the screen. */
    public static void picture(Page page, String name) {
        page.waitForLoadState();
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .as("the width of %s", name)
                .isEqualTo(page.viewportSize().width);
        Screenshots.keep(page, name);
    }

    /** Waits until the checkout page says how it has ended, and follows its link: nothing leaves by itself. */
    static void goBackToTheShop(Page page) {
        page.locator(".seal ~ a.primary").click(new Locator.ClickOptions().setTimeout(PATIENCE));
    }

    @Override
    public void close() {
        browsers.close();
        assertThat(complaints).as("the browser's console").isEmpty();
    }
}
