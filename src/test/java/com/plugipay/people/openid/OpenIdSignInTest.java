package com.plugipay.people.openid;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.people.PersonClient;
import com.plugipay.people.PersonClient.Page;
import com.plugipay.people.openid.OpenIdSite.Owner;
import com.plugipay.people.openid.TestOpenIdProvider.Account;
import com.plugipay.support.LogWatch;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** People sign in with an OpenID provider: those who are known, and those who are invited. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdSignInTest {
    private final OpenIdSite site = OpenIdSite.start();

    @AfterEach
    void reset() {
        site.provider.reset();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    @Test
    void aPersonIsFoundByTheAddressOnceAndBySubjectFromThenOn() {
        Owner owner = site.owner();
        Account account = OpenIdSite.account(owner.email().toUpperCase(Locale.ROOT));
        PersonClient browser = site.browser();
        assertThat(browser.get("/dashboard/sign-in").body()).contains("Sign in with Toko SSO");

        String address = site.depart(browser, "/dashboard/team");
        assertThat(TestOpenIdProvider.query(address))
                .containsEntry("response_type", "code")
                .containsEntry("client_id", TestOpenIdProvider.CLIENT)
                .containsEntry("scope", "openid email profile")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", site.gateway.baseUrl() + "/dashboard/openid/callback")
                .containsKeys("state", "nonce", "code_challenge")
                .doesNotContainKey("prompt");
        Page in = browser.get(site.provider
                .answer(address, account)
                .substring(site.gateway.baseUrl().length()));
        assertThat(in.location()).isEqualTo("/dashboard/team");
        assertThat(in.headers().get("set-cookie")).contains("plugipay_session=", "HttpOnly", "SameSite=Lax");
        browser.api("GET", "/v1/customers", "").expect(200);

        Account renamed = new Account(account.subject(), OpenIdSite.address(), false);
        PersonClient second = site.browser();
        assertThat(site.signIn(second, renamed).status()).isEqualTo(303);
        assertThat(second.api("GET", "/v1/account", "").expect(200).text("email"))
                .isEqualTo(owner.email());
        assertThat(site.entries(owner.workspace().id(), "person.identity_linked"))
                .isEqualTo(1);
        assertThat(site.entries(owner.workspace().id(), "person.signed_in")).isEqualTo(3);
    }

    @Test
    void anInvitedPersonIsMadeAndAcceptsWithoutAPassword() {
        Owner owner = site.owner();
        String email = OpenIdSite.address();
        owner.browser().post("/dashboard/team/invitations", Map.of("email", email, "role", "member"));
        String invitation = site.invitation(email);
        PersonClient browser = site.browser();
        assertThat(browser.get(invitation).body()).contains("Sign in with Toko SSO", invitation, "password");

        Page in = browser.get(site.callback(browser, OpenIdSite.account(email), invitation));

        assertThat(in.location()).isEqualTo(invitation);
        assertThat(browser.get(invitation).body())
                .contains("Accept the invitation")
                .doesNotContain("type=\"password\"");
        browser.api("GET", "/v1/account", "").expect(200);
        assertThat(browser.post(invitation, Map.of(), "cross-site").status()).isEqualTo(403);
        assertThat(browser.post(invitation, Map.of()).location()).isEqualTo("/dashboard/workspaces");
        assertThat(browser.api("GET", "/v1/members", "").expect(200).data()).hasSize(2);
        assertThat(browser.post(invitation, Map.of()).status()).isEqualTo(410);
        assertThat(site.sql()
                        .rows(
                                "select email_verified_at is not null as verified, name, password from people where email = ?",
                                email))
                .containsExactly(Map.of("verified", "t", "name", "Siti Rahmawati", "password", "null"));
    }

    @Test
    void theSecondFactorIsStillToProve() {
        Owner owner = site.owner();
        site.sql().change("""
                insert into person_passkeys (person_id, id, credential_id, name, public_key, sign_count, transports,
                    is_backed_up, created_at)
                select id, 'psk_' || id, id, 'Phone', '', 0, '{}', false, now() from people where email = ?""", owner.email());
        PersonClient browser = site.browser();

        assertThat(site.signIn(browser, OpenIdSite.account(owner.email())).location())
                .startsWith("/dashboard/second-factor");
        browser.api("GET", "/v1/account", "").expect(401);
    }

    @Test
    void somebodyElseWhoHasSignedInAcceptsNothing() {
        Owner owner = site.owner();
        String email = OpenIdSite.address();
        owner.browser().post("/dashboard/team/invitations", Map.of("email", email, "role", "member"));
        String invitation = site.invitation(email);

        assertThat(site.owner().browser().post(invitation, Map.of()).status()).isEqualTo(400);
        assertThat(site.browser().get(invitation).status()).isEqualTo(200);
    }

    @Test
    void strangersAndUnverifiedAddressesAreNotLetIn() {
        Owner owner = site.owner();
        String invited = OpenIdSite.address();
        owner.browser().post("/dashboard/team/invitations", Map.of("email", invited, "role", "member"));
        List<Account> strangers = List.of(
                OpenIdSite.account(OpenIdSite.address()),
                new Account("unverified", owner.email(), false),
                new Account("unverified and invited", invited, false),
                new Account("without an address", null, true),
                new Account("a Kelvin sign", owner.email().replace("shop", "\u212Aop"), true),
                new Account("two lines", owner.email() + "\nx@y.example", true));

        for (Account stranger : strangers) {
            PersonClient browser = site.browser();
            Page page = site.signIn(browser, stranger);
            assertThat(page.status()).as(stranger.toString()).isEqualTo(403);
            assertThat(page.body()).contains("Nobody with this address was invited");
            assertThat(browser.cookie()).isNull();
        }
        assertThat(site.sql().number("select count(*) from people where email = ?", invited))
                .isZero();
    }

    @Test
    void entraVouchesForAnAddressByAClaimOfItsOwn() {
        Owner owner = site.owner();
        site.provider.says(claims -> claims.claim("email_verified", null).claim("xms_edov", "1"));
        assertThat(site.signIn(site.browser(), OpenIdSite.account(owner.email()))
                        .status())
                .isEqualTo(303);
        site.provider.says(claims -> claims.claim("email_verified", false).claim("xms_edov", true));
        assertThat(site.signIn(site.browser(), OpenIdSite.account(site.owner().email()))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anAddressThatWasGivenToSomebodyElseDoesNotOpenTheAccount() {
        Owner owner = site.owner();
        assertThat(site.signIn(site.browser(), OpenIdSite.account(owner.email()))
                        .status())
                .isEqualTo(303);

        PersonClient successor = site.browser();
        Page page = site.signIn(successor, OpenIdSite.account(owner.email()));

        assertThat(page.status()).isEqualTo(409);
        assertThat(successor.cookie()).isNull();
    }

    @Test
    void ofTwoWhoComeAtOnceBothAreTheSamePerson() {
        Owner owner = site.owner();
        String email = OpenIdSite.address();
        owner.browser().post("/dashboard/team/invitations", Map.of("email", email, "role", "member"));
        for (String address : List.of(owner.email(), email)) {
            Account account = OpenIdSite.account(address);
            List<PersonClient> browsers =
                    Stream.generate(site::browser).limit(6).toList();
            List<String> callbacks = browsers.stream()
                    .map(browser -> site.callback(browser, account, ""))
                    .toList();
            List<CompletableFuture<Page>> pages = IntStream.range(0, browsers.size())
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> browsers.get(i).get(callbacks.get(i))))
                    .toList();
            assertThat(pages)
                    .allSatisfy(page -> assertThat(page.join().status()).isEqualTo(303));
            assertThat(browsers.stream()
                            .map(browser -> browser.api("GET", "/v1/account", "")
                                    .expect(200)
                                    .text("id"))
                            .distinct())
                    .hasSize(1);
            assertThat(site.sql().number("select count(*) from person_identities where subject = ?", account.subject()))
                    .isEqualTo(1);
        }
    }

    @Test
    void nobodyIsSentToAnotherSite() {
        Owner owner = site.owner();
        Account account = OpenIdSite.account(owner.email());
        for (String next : List.of(
                "https://evil.example",
                "//evil.example",
                "/dashboard/..//evil.example",
                "/dashboard/" + "a".repeat(5_000))) {
            PersonClient browser = site.browser();
            assertThat(browser.get(site.callback(browser, account, next)).location())
                    .isEqualTo("/dashboard");
        }
    }

    @Test
    void aFormerSessionOfTheBrowserEnds() {
        Owner owner = site.owner();
        PersonClient thief = owner.browser().copy();

        assertThat(site.signIn(owner.browser(), OpenIdSite.account(owner.email()))
                        .status())
                .isEqualTo(303);

        owner.browser().api("GET", "/v1/account", "").expect(200);
        thief.api("GET", "/v1/account", "").expect(401);
    }

    @Test
    void whoHasNoPasswordProvesItAgainWithTheProvider() {
        Owner owner = site.owner();
        site.gateway.clock().advance(Duration.ofMinutes(16));
        PersonClient browser = owner.browser();
        Map<String, String> invitation = Map.of("email", OpenIdSite.address(), "role", "member");
        Page asked = browser.post("/dashboard/team/invitations", invitation);
        assertThat(asked.location()).startsWith("/dashboard/confirm");
        assertThat(browser.get("/dashboard/confirm").body()).contains("Sign in with Toko SSO", "name=\"again\"");

        Page page = browser.post("/dashboard/openid", Map.of("next", "", "again", "yes"));
        String address = OpenIdSite.destination(page);
        assertThat(TestOpenIdProvider.query(address)).containsEntry("prompt", "login");
        browser.get(site.provider
                .answer(address, OpenIdSite.account(owner.email()))
                .substring(site.gateway.baseUrl().length()));

        assertThat(browser.post("/dashboard/team/invitations", invitation).location())
                .isEqualTo("/dashboard/team");
    }

    @Test
    void withoutAProviderThereIsNothing() {
        try (TestGateway without = TestGateway.start(TestDatabase.create(4))) {
            PersonClient browser = new PersonClient(without.baseUrl());
            assertThat(browser.get("/dashboard/sign-in").body()).doesNotContain("openid");
            assertThat(browser.post("/dashboard/openid", Map.of("next", "")).status())
                    .isEqualTo(404);
            assertThat(browser.get("/dashboard/openid/callback?code=a&state=b").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void nothingSecretIsLogged() {
        Owner owner = site.owner();
        try (LogWatch log = LogWatch.all()) {
            PersonClient browser = site.browser();
            String callback = site.callback(browser, OpenIdSite.account(owner.email()), "");
            assertThat(browser.get(callback).status()).isEqualTo(303);
            PersonClient other = site.browser();
            String refused = site.callback(other, OpenIdSite.account(owner.email()), "");
            site.provider.says(claims -> claims.claim("nonce", "another"));
            assertThat(other.get(refused).status()).isEqualTo(401);

            Map<String, String> answer = TestOpenIdProvider.query(callback);
            assertThat(String.join("\n", log.lines()))
                    .contains("Nobody was signed in by the OpenID provider")
                    .doesNotContain(TestOpenIdProvider.SECRET, owner.email())
                    .doesNotContain(answer.values())
                    .doesNotContain(TestOpenIdProvider.query(refused).values());
        }
    }
}
