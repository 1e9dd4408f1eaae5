package com.plugipay.browser.dashboard;

import static com.plugipay.browser.dashboard.MerchantBrowser.look;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.plugipay.browser.QrScanner;
import com.plugipay.people.credentials.AuthenticatorApp;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of people in a real browser: signing in with all that there is, account and team. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeoplePageTest {
    private static final String PASSWORD = "kopi gayo setiap pagi";

    private TestGateway gateway;
    private MerchantBrowser browser;

    @BeforeAll
    void start() {
        gateway = TestGateway.atLocalhost(TestDatabase.create(4));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @BeforeEach
    void open() {
        browser = new MerchantBrowser(gateway);
    }

    @AfterEach
    void nothingIsReported() {
        browser.close();
    }

    private Page page(String language, int width, ColorScheme scheme) {
        return browser.page(language, width, scheme);
    }

    private String link(String email) {
        return browser.link(email, gateway.workspace().workspace());
    }

    private void show(Page page, String path) {
        browser.show(page, path);
    }

    private static void signOut(Page page) {
        if (page.locator("[popovertarget=menu]").isVisible()) {
            page.locator("[popovertarget=menu]").click();
        }
        page.locator("form[action='/dashboard/sign-out'] button").click();
    }

    @ParameterizedTest
    @CsvSource({"id-ID, 390, DARK", "en-US, 1440, LIGHT"})
    void everyPageFitsTheScreenAndEverybody(String language, int width, ColorScheme scheme) {
        Page page = page(language, width, scheme);
        String name = language.substring(0, 2) + "-" + width;
        String email = "siti-" + UUID.randomUUID().toString().substring(0, 8) + "@kopi-nusantara.example";

        page.navigate(link(email));
        look(page, "people-link-" + name);
        page.locator("main button").click();
        look(page, "people-workspaces-" + name);
        show(page, "account");
        page.locator("#language").selectOption(language.substring(0, 2));
        page.locator("#name").fill("Siti Rahmawati");
        page.locator("form[action='/dashboard/account'] button").click();
        page.locator("#password").fill(PASSWORD);
        page.locator("form[action='/dashboard/account/password'] button").click();
        look(page, "people-account-" + name);
        show(page, "team");
        page.locator("input[name=email]").fill("budi-" + email);
        page.locator("form[action='/dashboard/team/invitations'] button").click();
        look(page, "people-team-" + name);
        show(page, "audit-log");
        look(page, "people-audit-log-" + name);
        show(page, "export");
        look(page, "people-export-" + name);
        show(page, "account/security");
        page.locator("form[action$='/security/authenticator'] button").click();
        look(page, "people-security-" + name);
        AuthenticatorApp app =
                new AuthenticatorApp(page.locator(".hint code").textContent().replace(" ", ""));
        assertThat(QrScanner.read(page.locator("svg.code"))).contains("secret=" + app.secret());
        page.locator("#code").fill(app.code(gateway.clock().instant()));
        page.locator("form[action$='/authenticator/confirm'] button").click();
        look(page, "people-recovery-codes-" + name);
        List<String> codes = page.locator(".codes code").allTextContents();
        page.locator("main a.primary").click();
        look(page, "people-security-on-" + name);
        signOut(page);
        look(page, "people-sign-in-" + name);

        page.locator("#email").fill(email);
        page.locator("#password").fill("not the password");
        page.locator("form[action='/dashboard/sign-in'] button").click();
        look(page, "people-sign-in-wrong-" + name);
        page.locator("#email").fill(email);
        page.locator("#password").fill(PASSWORD);
        page.locator("form[action='/dashboard/sign-in'] button").click();
        look(page, "people-second-factor-" + name);
        page.locator("#code").fill(codes.getFirst());
        page.locator("form[action='/dashboard/second-factor'] button").click();
        assertThat(page.url()).endsWith("/dashboard/home");
        show(page, "confirm");
        look(page, "people-confirm-" + name);
        show(page, "forgotten");
        look(page, "people-forgotten-" + name);
        show(page, "link/none");
        look(page, "people-gone-" + name);
        browser.expect("410 (Gone)");
        browser.expect("401 (Unauthorized)");
    }

    @Test
    void aPasskeyIsMadeAndSignsIn() {
        Page page = page("en-US", 390, ColorScheme.LIGHT);
        CDPSession devTools = page.context().newCDPSession(page);
        devTools.send("WebAuthn.enable");
        devTools.send("WebAuthn.addVirtualAuthenticator", (JsonObject) JsonParser.parseString("""
                {"options":{"protocol":"ctap2","transport":"internal","hasResidentKey":true,"hasUserVerification":true,
                 "isUserVerified":true,"automaticPresenceSimulation":true}}"""));
        page.navigate(link("passkey@kopi-nusantara.example"));
        page.locator("main button").click();
        show(page, "account/security");
        page.locator("form[data-ceremony] input[name=name]").fill("Ponsel Siti");
        page.locator("form[data-ceremony] button").click();
        page.waitForSelector(".codes");
        page.locator("main a.primary").click();
        assertThat(page.locator("main").textContent()).contains("Ponsel Siti");
        look(page, "people-passkey-390");
        signOut(page);

        page.locator("form[data-ceremony] button").click();

        page.waitForURL("**/dashboard/home");
        gateway.clock().advance(Duration.ofMinutes(16));
        show(page, "account/security");
        look(page, "people-confirm-passkey-390");
        page.locator("form[data-ceremony] button").click();
        page.waitForURL("**/account/security");
        page.locator("form[action*='/passkeys/psk_'] button").click();
        signOut(page);
        page.locator("form[data-ceremony] button").click();
        page.waitForSelector("[role=alert]:not([hidden]), main h1:has-text('Passkey not accepted')");
        browser.expect("401 (Unauthorized)");
    }
}
