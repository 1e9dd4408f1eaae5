package com.plugipay.people.openid;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.plugipay.browser.Chromium;
import com.plugipay.browser.Screenshots;
import com.plugipay.people.openid.OpenIdSite.Owner;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signing in with an OpenID provider in a real browser: its rules let it go there from the form, and come back with its cookies. */
class OpenIdPageTest {
    private final Chromium browsers = new Chromium();
    private final OpenIdSite site = OpenIdSite.start();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        browsers.close();
        site.close();
        assertThat(complaints).as("the browser's console").isEmpty();
    }

    @Test
    void aPersonSignsInWithAndWithoutScripts() {
        for (boolean hasScripts : List.of(true, false)) {
            Owner owner = site.owner();
            site.provider.person = OpenIdSite.account(owner.email());
            Page page = browsers.browser()
                    .newContext(new NewContextOptions()
                            .setJavaScriptEnabled(hasScripts)
                            .setLocale("en-US")
                            .setViewportSize(390, 844))
                    .newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.navigate(site.gateway.baseUrl() + "/dashboard/team");
            Screenshots.keep(page, "openid-sign-in-390");
            page.locator("text=Sign in with Toko SSO").click();
            page.waitForURL("**/dashboard/team");
            assertThat(page.locator("h1").textContent()).isEqualTo("Team");
            page.navigate(site.gateway.baseUrl() + "/dashboard/confirm");
            page.locator("text=Sign in with Toko SSO").click();
            page.waitForURL("**/dashboard/home");
        }
    }
}
