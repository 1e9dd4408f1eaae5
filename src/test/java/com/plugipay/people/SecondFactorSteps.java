package com.plugipay.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.people.PersonClient.Page;
import com.plugipay.people.credentials.AuthenticatorApp;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway, and the owner of a workspace who gets second factors. */
abstract class SecondFactorSteps {
    static final String PASSWORD = "kopi gayo setiap pagi";
    static final String SECURITY = "/dashboard/account/security";
    static final String SECOND_FACTOR = "/dashboard/second-factor";
    private static final Pattern CHALLENGE = Pattern.compile("&#34;challenge&#34;:&#34;([A-Za-z0-9_-]+)&#34;");

    TestGateway gateway;
    Workspace workspace;
    String email;
    PersonClient owner;
    List<String> recoveryCodes = List.of();

    @BeforeEach
    void start() {
        gateway = TestGateway.start(TestDatabase.create(4));
        email = UUID.randomUUID() + "@shop.example";
        workspace = gateway.workspace().workspace();
        owner = PersonClient.owner(gateway, email, workspace);
        post(owner, "/dashboard/account/password", Map.of("current", "", "password", PASSWORD));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    static Page post(PersonClient browser, String target, Map<String, String> fields) {
        Page page = browser.post(target, fields);
        assertThat(page.status()).as("%s: %s", target, page.body()).isEqualTo(303);
        return page;
    }

    AuthenticatorApp withAuthenticator() {
        post(owner, SECURITY + "/authenticator", Map.of());
        AuthenticatorApp app = new AuthenticatorApp(
                found("<code>([A-Z2-7 ]+)</code>", owner.get(SECURITY).body()).replace(" ", ""));
        Page codes = owner.post(SECURITY + "/authenticator/confirm", Map.of("code", code(app)));
        assertThat(codes.status()).as(codes.body()).isEqualTo(200);
        recoveryCodes = all("<li><code>([A-Z0-9-]+)</code>", codes.body());
        assertThat(recoveryCodes).hasSize(10);
        gateway.clock().advance(Duration.ofSeconds(30));
        return app;
    }

    String code(AuthenticatorApp app) {
        return app.code(gateway.clock().instant());
    }

    static String found(String pattern, String text) {
        return all(pattern, text).getFirst();
    }

    static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    static String challenge(Page page) {
        Matcher matcher = CHALLENGE.matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }

    /** A browser in which the password was given. */
    PersonClient afterPassword() {
        PersonClient browser = new PersonClient(gateway.baseUrl());
        Page page = post(
                browser, "/dashboard/sign-in", Map.of("email", email, "password", PASSWORD, "next", "/dashboard/team"));
        assertThat(page.location()).isEqualTo(SECOND_FACTOR + "?next=%2Fdashboard%2Fteam");
        return browser;
    }

    static void notSignedIn(PersonClient browser) {
        assertThat(browser.get("/dashboard/workspaces").location()).startsWith("/dashboard/sign-in");
        browser.api("GET", "/v1/account", "").expect(401);
    }

    static void signedIn(PersonClient browser) {
        browser.api("GET", "/v1/account", "").expect(200);
    }

    Page byCode(PersonClient browser, String code) {
        return browser.post(SECOND_FACTOR, Map.of("code", code, "next", "/dashboard/team"));
    }
}
