package com.plugipay.people.openid;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.people.PersonClient;
import com.plugipay.people.openid.OpenIdSite.Owner;
import com.plugipay.people.openid.TestOpenIdProvider.Account;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The accounts at the provider by which a person signs in, over the API. */
class LinkedAccountTest {
    private final OpenIdSite site = OpenIdSite.start();

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aLinkIsShownAndTakenAwayButNotTheLastWayIn() {
        Owner owner = site.owner();
        Account account = OpenIdSite.account(owner.email());
        PersonClient browser = site.browser();
        browser.api("GET", "/v1/account/linked-accounts", "").expect(401);
        owner.browser().api("DELETE", "/v1/account/linked-accounts/openid", "").expect(404);
        site.signIn(browser, account);

        var linked = browser.api("GET", "/v1/account/linked-accounts", "")
                .expect(200)
                .data();
        assertThat(linked.path("hasPassword").asBoolean()).isFalse();
        assertThat(linked.path("providers").path(0).path("provider").asText()).isEqualTo("openid");
        assertThat(linked.path("providers").path(0).path("email").asText()).isEqualTo(owner.email());
        browser.api("DELETE", "/v1/account/linked-accounts/google", "").expect(404);
        browser.api("DELETE", "/v1/account/linked-accounts/openid", "").expect(409, "conflict");

        browser.post("/dashboard/account/password", Map.of("current", "", "password", OpenIdSite.PASSWORD));
        var removed = browser.api("DELETE", "/v1/account/linked-accounts/openid", "")
                .expect(200)
                .data();
        assertThat(removed.path("removed").asBoolean()).isTrue();
        assertThat(removed.path("provider").asText()).isEqualTo("openid");
        browser.api("DELETE", "/v1/account/linked-accounts/openid", "").expect(404);
        assertThat(site.entries(owner.workspace().id(), "person.identity_unlinked"))
                .isEqualTo(1);
        assertThat(site.signIn(site.browser(), account).status()).isEqualTo(303);
    }
}
