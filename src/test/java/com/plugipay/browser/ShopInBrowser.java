package com.plugipay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.plugipay.providers.ProviderKind;
import com.plugipay.sandbox.shop.DemoShop;
import com.plugipay.sandbox.shop.ShopSettings;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A demo shop of its own, whose merchant is connected to stand-ins of providers, and browsers to visit it with. */
final class ShopInBrowser implements AutoCloseable {
    private static final TestSandbox SANDBOX = TestSandbox.shared();

    private final Chromium browsers = new Chromium();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Api api;
    private final String url;

    ShopInBrowser(ProviderKind... providers) {
        api = SANDBOX.merchant(providers);
        int port = TestGateway.freePort();
        url = "http://127.0.0.1:" + port;
        Answer endpoint =
                api.post("/v1/webhooks", "{\"url\":\"" + url + "/webhooks\"}").expect(201);
        ShopSettings settings = new ShopSettings(
                SANDBOX.gateway().baseUrl(),
                api.key().apiKey().keyId(),
                api.key().secret(),
                endpoint.text("secret"),
                "127.0.0.1",
                port);
        TestGateway.get(SANDBOX.gateway().gateway().vertx().deployVerticle(new DemoShop(settings)));
    }

    String url() {
        return url;
    }

    Api api() {
        return api;
    }

    /** A URL of the stand-ins. */
    static String standIn(String path) {
        return SANDBOX.url() + path;
    }

    /** A buyer who reads English, on a phone. */
    Page phone() {
        return page(new NewContextOptions()
                .setLocale("en-US")
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2));
    }

    /** The same on a desktop. */
    Page desktop() {
        return page(new NewContextOptions().setLocale("en-US").setViewportSize(1280, 800));
    }

    private Page page(NewContextOptions options) {
        Page page = browsers.browser().newContext(options).newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + page.url());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name))
                .first();
    }

    static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name))
                .first();
    }

    /** Closes the browsers; fails when one of their pages reported an error. */
    @Override
    public void close() {
        browsers.close();
        assertThat(complaints).as("the browser's console").isEmpty();
    }
}
