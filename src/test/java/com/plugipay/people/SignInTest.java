package com.plugipay.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.PersonCommand;
import com.plugipay.people.PersonClient.Page;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** People sign in by a link and by a password, and their sessions end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
    private static final String PASSWORD = "kopi gayo setiap pagi";
    private static final String SIGN_IN = "/dashboard/sign-in";

    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start(TestDatabase.create(4));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private record Owner(String email, Workspace workspace, PersonClient browser) {}

    private Owner owner() {
        String email = UUID.randomUUID() + "@shop.example";
        Workspace workspace = gateway.workspace().workspace();
        return new Owner(email, workspace, PersonClient.owner(gateway, email, workspace));
    }

    private Owner withPassword() {
        Owner owner = owner();
        Page saved = owner.browser().post("/dashboard/account/password", Map.of("current", "", "password", PASSWORD));
        assertThat(saved.location()).isEqualTo("/dashboard/account");
        return owner;
    }

    private Page signIn(PersonClient browser, String email, String password) {
        return browser.post(SIGN_IN, Map.of("email", email, "password", password, "next", ""));
    }

    @Test
    void aLinkSignsInOnce() {
        Owner owner = owner();

        assertThat(owner.browser().get("/dashboard/workspaces").body()).contains("Toko Uji", "Sign out");
        assertThat(owner.browser().api("GET", "/v1/account", "").expect(200).text("email"))
                .isEqualTo(owner.email());
    }

    @Test
    void aPageOfALinkUsesNothing() {
        PersonClient browser = new PersonClient(gateway.baseUrl());
        Workspace workspace = gateway.workspace().workspace();
        String link = TestGateway.get(PersonCommand.owner(
                gateway.gateway().database(),
                "",
                "new@shop.example",
                workspace,
                false,
                gateway.clock().instant()));

        assertThat(browser.get(link).status()).isEqualTo(200);
        assertThat(browser.get(link).status()).isEqualTo(200);
        assertThat(browser.post(link, Map.of()).status()).isEqualTo(303);
        assertThat(browser.post(link, Map.of()).status()).isEqualTo(410);
        assertThat(browser.get(link).status()).isEqualTo(410);
    }

    @Test
    void ofThoseWhoUseALinkAtTheSameMomentOneSignsIn() {
        Workspace workspace = gateway.workspace().workspace();
        String link = TestGateway.get(PersonCommand.owner(
                gateway.gateway().database(),
                "",
                "race@shop.example",
                workspace,
                false,
                gateway.clock().instant()));

        List<Integer> statuses = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                        new PersonClient(gateway.baseUrl()).post(link, Map.of()).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).containsOnlyOnce(303).contains(410);
        assertThat(new DirectSql(gateway.databaseConfig()).number("""
                select count(*) from person_sessions join people on people.id = person_id
                 where email = 'race@shop.example'""")).isEqualTo(1);
    }

    @Test
    void knownAndUnknownAddressesGetTheSameAnswers() {
        Owner owner = withPassword();
        PersonClient stranger = new PersonClient(gateway.baseUrl());

        Page wrong = signIn(stranger, owner.email(), "not the password");
        Page unknown = signIn(stranger, "nobody@shop.example", "not the password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(withoutChallenge(wrong.body()).replace(owner.email(), ""))
                .isEqualTo(withoutChallenge(unknown.body()).replace("nobody@shop.example", ""));
        assertThat(stranger.cookie()).isNull();
        assertThat(stranger.post("/dashboard/forgotten", Map.of("email", owner.email()))
                        .body())
                .isEqualTo(stranger.post("/dashboard/forgotten", Map.of("email", "nobody@shop.example"))
                        .body());
        Awaitility.await()
                .until(() -> new DirectSql(gateway.databaseConfig())
                                .number(
                                        "select count(*) from audit_log where action = 'person.sign_in_failed' and workspace_id = '"
                                                + owner.workspace().id() + "'")
                        == 1);
    }

    /** Each page has a challenge of its own for passkeys. */
    private static String withoutChallenge(String page) {
        return page.replaceAll("data-options=\"[^\"]*\"", "");
    }

    @Test
    void aPasswordSignsInWithANewSession() {
        Owner owner = withPassword();
        PersonClient browser = new PersonClient(gateway.baseUrl());

        Page in = signIn(browser, owner.email().toUpperCase(Locale.ROOT), PASSWORD);

        assertThat(in.location()).isEqualTo("/dashboard");
        String first = browser.cookie();
        assertThat(in.headers().get("set-cookie")).contains("HttpOnly", "SameSite=Lax", "Path=/");
        PersonClient thief = browser.copy();
        signIn(browser, owner.email(), PASSWORD);
        assertThat(browser.cookie()).isNotEqualTo(first);
        assertThat(thief.get("/dashboard/workspaces").location()).startsWith(SIGN_IN);
        browser.post("/dashboard/sign-out", Map.of());
        assertThat(browser.get("/dashboard/workspaces").location()).startsWith(SIGN_IN);
    }

    @Test
    void aNewPasswordEndsAllOtherSessions() {
        Owner owner = withPassword();
        PersonClient other = new PersonClient(gateway.baseUrl());
        signIn(other, owner.email(), PASSWORD);

        Page refused = owner.browser()
                .post(
                        "/dashboard/account/password",
                        Map.of("current", "wrong one", "password", "another long password"));
        Page saved = owner.browser()
                .post("/dashboard/account/password", Map.of("current", PASSWORD, "password", "another long password"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(saved.status()).isEqualTo(303);
        assertThat(other.api("GET", "/v1/account", "").status()).isEqualTo(401);
        assertThat(owner.browser().api("GET", "/v1/account", "").status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWithoutUseAndAfterAMonth() {
        try (TestGateway own = TestGateway.start(TestDatabase.create(4))) {
            SettableClock time = own.clock();
            PersonClient browser = PersonClient.owner(
                    own, "owner@shop.example", own.workspace().workspace());
            time.advance(Duration.ofHours(11));
            browser.api("GET", "/v1/account", "").expect(200);
            Awaitility.await()
                    .until(() -> browser.api("GET", "/v1/account/sessions", "")
                                    .data()
                                    .path(0)
                                    .path("lastUsedAt")
                                    .asText()
                                    .compareTo(time.instant().minusSeconds(60).toString())
                            > 0);
            time.advance(Duration.ofHours(11));
            browser.api("GET", "/v1/account", "").expect(200);
            time.advance(Duration.ofHours(13));
            browser.api("GET", "/v1/account", "").expect(401);
        }
    }

    @Test
    void otherSitesCanMakeNoChange() {
        Owner owner = owner();
        PersonClient browser = owner.browser();
        String customer = "{\"name\":\"Siti\"}";

        browser.api("POST", "/v1/customers", customer).expect(201);
        browser.api("POST", "/v1/customers", customer, Map.of("Sec-Fetch-Site", "cross-site"))
                .expect(403, "forbidden");
        browser.api("POST", "/v1/customers", customer, Map.of("Sec-Fetch-Site", "same-site"))
                .expect(403, "forbidden");
        assertThat(browser.post("/dashboard/sign-out", Map.of(), "cross-site").status())
                .isEqualTo(403);
        assertThat(browser.get("/dashboard/workspaces").status()).isEqualTo(200);
        assertThat(browser.get("/dashboard/workspaces").headers().get("content-security-policy"))
                .contains("frame-ancestors 'none'", "form-action 'self'");
    }

    @Test
    void nobodyIsSentToAnotherSite() {
        Owner owner = withPassword();
        for (String next : new String[] {
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/dashboard/..//evil.example",
            "javascript:alert(1)"
        }) {
            PersonClient browser = new PersonClient(gateway.baseUrl());
            Page in = browser.post(SIGN_IN, Map.of("email", owner.email(), "password", PASSWORD, "next", next));
            assertThat(in.location()).isEqualTo("/dashboard");
        }
    }

    @Test
    void triesAreLimited() {
        Owner owner = withPassword();
        Api key = gateway.merchant();
        PersonClient stranger = new PersonClient(gateway.baseUrl());
        int limited = 0;
        for (int i = 0; i < 12; i++) {
            limited += signIn(stranger, owner.email(), "guess number " + i).status() == 429 ? 1 : 0;
        }
        assertThat(limited).isPositive();
        key.get("/v1/account").expect(403, "person_only");
    }
}
