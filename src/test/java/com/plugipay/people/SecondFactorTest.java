package com.plugipay.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.people.PersonClient.Page;
import com.plugipay.people.credentials.AuthenticatorApp;
import com.plugipay.people.credentials.SoftwareAuthenticator;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People sign in with an authenticator app, recovery codes and passkeys. */
class SecondFactorTest {
    private static final String PASSWORD = "kopi gayo setiap pagi";
    private static final String SECURITY = "/dashboard/account/security";
    private static final String SECOND_FACTOR = "/dashboard/second-factor";
    private static final Pattern CHALLENGE = Pattern.compile("&#34;challenge&#34;:&#34;([A-Za-z0-9_-]+)&#34;");

    private TestGateway gateway;
    private Workspace workspace;
    private String email;
    private PersonClient owner;
    private List<String> recoveryCodes = List.of();

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

    private static Page post(PersonClient browser, String target, Map<String, String> fields) {
        Page page = browser.post(target, fields);
        assertThat(page.status()).as("%s: %s", target, page.body()).isEqualTo(303);
        return page;
    }

    private AuthenticatorApp withAuthenticator() {
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

    private String code(AuthenticatorApp app) {
        return app.code(gateway.clock().instant());
    }

    private static String found(String pattern, String text) {
        return all(pattern, text).getFirst();
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static String challenge(Page page) {
        Matcher matcher = CHALLENGE.matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }

    /** A browser in which the password was given. */
    private PersonClient afterPassword() {
        PersonClient browser = new PersonClient(gateway.baseUrl());
        Page page = post(
                browser, "/dashboard/sign-in", Map.of("email", email, "password", PASSWORD, "next", "/dashboard/team"));
        assertThat(page.location()).isEqualTo(SECOND_FACTOR + "?next=%2Fdashboard%2Fteam");
        return browser;
    }

    private static void notSignedIn(PersonClient browser) {
        assertThat(browser.get("/dashboard/workspaces").location()).startsWith("/dashboard/sign-in");
        browser.api("GET", "/v1/account", "").expect(401);
    }

    private static void signedIn(PersonClient browser) {
        browser.api("GET", "/v1/account", "").expect(200);
    }

    private Page byCode(PersonClient browser, String code) {
        return browser.post(SECOND_FACTOR, Map.of("code", code, "next", "/dashboard/team"));
    }

    @Test
    void thePasswordAloneDoesNotSignIn() {
        AuthenticatorApp app = withAuthenticator();
        assertThat(owner.api("GET", "/v1/account", "")
                        .expect(200)
                        .data()
                        .path("mfaEnabled")
                        .asBoolean())
                .isTrue();
        PersonClient browser = afterPassword();
        notSignedIn(browser);
        assertThat(byCode(browser, "000000").status()).isEqualTo(401);
        notSignedIn(browser);

        Page in = byCode(browser, code(app));

        assertThat(in.location()).isEqualTo("/dashboard/team");
        signedIn(browser);
    }

    @Test
    void aCodeAndARecoveryCodeCountOnce() {
        AuthenticatorApp app = withAuthenticator();
        String code = code(app);
        assertThat(byCode(afterPassword(), code).status()).isEqualTo(303);
        assertThat(byCode(afterPassword(), code).status()).isEqualTo(401);
        String recovery = recoveryCodes.getFirst();
        assertThat(byCode(afterPassword(), recovery.toLowerCase(Locale.ROOT)).status())
                .isEqualTo(303);
        assertThat(byCode(afterPassword(), recovery).status()).isEqualTo(401);
        assertThat(owner.get(SECURITY).body()).contains("9 unused codes");
        Page renewed = owner.post(SECURITY + "/recovery-codes", Map.of());
        assertThat(all("<li><code>([A-Z0-9-]+)</code>", renewed.body())).hasSize(10);
        assertThat(byCode(afterPassword(), recoveryCodes.get(1)).status()).isEqualTo(401);
    }

    @Test
    void ofTriesAtTheSameMomentOneSignsIn() {
        AuthenticatorApp app = withAuthenticator();
        PersonClient browser = afterPassword();
        String code = code(app);

        List<String> locations = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> byCode(browser.copy(), code).location()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(locations).containsOnlyOnce("/dashboard/team");
    }

    @Test
    void guessesAreLimited() {
        withAuthenticator();
        PersonClient browser = afterPassword();
        List<Integer> statuses = IntStream.range(0, 12)
                .mapToObj(i -> byCode(browser, "00000" + i % 10).status())
                .toList();
        assertThat(statuses).contains(429).containsAnyOf(401);
        assertThat(statuses.getLast()).isEqualTo(429);
    }

    @Test
    void theStepEndsAfterTenMinutesAndANewPasswordDoesNotSkipIt() {
        AuthenticatorApp app = withAuthenticator();
        PersonClient browser = afterPassword();
        gateway.clock().advance(Duration.ofMinutes(11));
        assertThat(byCode(browser, code(app)).location()).startsWith("/dashboard/sign-in");
        PersonClient thief = new PersonClient(gateway.baseUrl());
        post(owner, "/dashboard/account/password", Map.of("current", PASSWORD, "password", "another long password"));
        Page in = thief.post(
                "/dashboard/sign-in", Map.of("email", email, "password", "another long password", "next", ""));
        assertThat(in.location()).startsWith(SECOND_FACTOR);
        notSignedIn(thief);
    }

    @Test
    void aPasskeySignsInAloneAndOnce() throws Exception {
        SoftwareAuthenticator passkey = SoftwareAuthenticator.at(gateway.baseUrl());
        String made = challenge(owner.get(SECURITY));
        Page codes = owner.post(
                SECURITY + "/passkeys", Map.of("name", "Ponsel", "answer", passkey.create(made), "challenge", made));
        assertThat(all("<li><code>([A-Z0-9-]+)</code>", codes.body())).hasSize(10);
        assertThat(owner.get(SECURITY).body()).contains("Ponsel");

        PersonClient browser = new PersonClient(gateway.baseUrl());
        String challenge = challenge(browser.get("/dashboard/sign-in"));
        Map<String, String> answer =
                Map.of("answer", passkey.get(challenge), "challenge", challenge, "next", "/dashboard/team");
        assertThat(post(browser, "/dashboard/passkey", answer).location()).isEqualTo("/dashboard/team");
        signedIn(browser);
        PersonClient replay = new PersonClient(gateway.baseUrl());
        assertThat(replay.post("/dashboard/passkey", answer).status()).isEqualTo(401);
        notSignedIn(replay);

        PersonClient second = afterPassword();
        String other = challenge(second.get(SECOND_FACTOR));
        post(second, SECOND_FACTOR + "/passkey", Map.of("answer", passkey.get(other), "challenge", other));
        signedIn(second);
    }

    @Test
    void aPasskeyOfSomebodyElseOrWithAForeignChallengeIsRefused() throws Exception {
        withAuthenticator();
        PersonClient stranger = PersonClient.owner(
                gateway, "stranger@shop.example", gateway.workspace().workspace());
        SoftwareAuthenticator theirs = SoftwareAuthenticator.at(gateway.baseUrl());
        String made = challenge(stranger.get(SECURITY));
        Map<String, String> registration = Map.of("name", "Theirs", "answer", theirs.create(made), "challenge", made);
        assertThat(stranger.post(SECURITY + "/passkeys", registration).status()).isEqualTo(200);
        assertThat(stranger.post(SECURITY + "/passkeys", registration).status()).isEqualTo(409);

        PersonClient browser = afterPassword();
        String challenge = challenge(stranger.get(SECURITY));
        Page refused = browser.post(
                SECOND_FACTOR + "/passkey", Map.of("answer", theirs.get(challenge), "challenge", challenge));
        assertThat(refused.status()).isEqualTo(401);
        notSignedIn(browser);
        for (String forged : List.of("", "AAAA", challenge + "A", "c2VsZi1tYWRl", "x".repeat(5_000))) {
            PersonClient other = new PersonClient(gateway.baseUrl());
            Page page =
                    other.post("/dashboard/passkey", Map.of("answer", theirs.get("c2VsZi1tYWRl"), "challenge", forged));
            assertThat(page.status()).as(forged).isEqualTo(401);
        }
        gateway.clock().advance(Duration.ofMinutes(31));
        PersonClient late = new PersonClient(gateway.baseUrl());
        assertThat(late.post("/dashboard/passkey", Map.of("answer", theirs.get(challenge), "challenge", challenge))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void rubbishIsNoPasskey() {
        for (String answer : List.of("", "{", "null", "{\"id\":1}", "x".repeat(20_000), "\u0000")) {
            PersonClient browser = new PersonClient(gateway.baseUrl());
            assertThat(browser.post("/dashboard/passkey", Map.of("answer", answer, "challenge", "x"))
                            .status())
                    .as(answer)
                    .isBetween(400, 413);
        }
    }

    @Test
    void changesAskForThePasswordAgainAndAPasskeyConfirmsToo() throws Exception {
        SoftwareAuthenticator passkey = SoftwareAuthenticator.at(gateway.baseUrl());
        String made = challenge(owner.get(SECURITY));
        owner.post(SECURITY + "/passkeys", Map.of("name", "Kunci", "answer", passkey.create(made), "challenge", made));
        gateway.clock().advance(Duration.ofMinutes(16));

        assertThat(owner.get(SECURITY).location())
                .isEqualTo("/dashboard/confirm?next=%2Fdashboard%2Faccount%2Fsecurity");
        assertThat(owner.post(SECURITY + "/authenticator", Map.of()).location()).startsWith("/dashboard/confirm");
        String challenge = challenge(owner.get("/dashboard/confirm"));
        Page confirmed = owner.post(
                "/dashboard/confirm/passkey",
                Map.of("answer", passkey.get(challenge), "challenge", challenge, "next", SECURITY));
        assertThat(confirmed.location()).isEqualTo(SECURITY);
        assertThat(owner.get(SECURITY).status()).isEqualTo(200);
    }

    @Test
    void withTheLastFactorTheRecoveryCodesGo() throws Exception {
        withAuthenticator();
        SoftwareAuthenticator passkey = SoftwareAuthenticator.at(gateway.baseUrl());
        String made = challenge(owner.get(SECURITY));
        post(owner, SECURITY + "/passkeys", Map.of("name", "Kunci", "answer", passkey.create(made), "challenge", made));
        post(owner, SECURITY + "/authenticator/remove", Map.of());
        assertThat(owner.get(SECURITY).body()).contains("10 unused codes");
        String id =
                found("passkeys/(psk_[A-Z0-9a-z]+)/remove", owner.get(SECURITY).body());

        post(owner, SECURITY + "/passkeys/" + id + "/remove", Map.of());

        DirectSql sql = new DirectSql(gateway.databaseConfig());
        assertThat(sql.number("select count(*) from person_recovery_codes")).isZero();
        PersonClient browser = new PersonClient(gateway.baseUrl());
        post(browser, "/dashboard/sign-in", Map.of("email", email, "password", PASSWORD, "next", ""));
        signedIn(browser);
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                sql.number("select count(distinct action) from audit_log where workspace_id = '"
                                        + workspace.id()
                                        + "' and action in ('person.authenticator_added', 'person.authenticator_removed',"
                                        + " 'person.passkey_added', 'person.passkey_removed')"))
                        .isEqualTo(4));
    }

    @Test
    void theSecretOfTheAppIsEncrypted() {
        AuthenticatorApp app = withAuthenticator();
        DirectSql sql = new DirectSql(gateway.databaseConfig());
        assertThat(sql.number("select count(*) from person_authenticators where position('" + app.secret()
                        + "'::bytea in secret) > 0"))
                .isZero();
        assertThat(sql.number("select count(*) from person_authenticators")).isEqualTo(1);
    }
}
