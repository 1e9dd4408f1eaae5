package com.plugipay.people.openid;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.limits.LimitsConfig;
import com.plugipay.people.PersonClient;
import com.plugipay.people.PersonClient.Page;
import com.plugipay.people.openid.OpenIdSite.Owner;
import com.plugipay.people.openid.TestOpenIdProvider.Account;
import com.plugipay.people.openid.TestOpenIdProvider.Mood;
import com.plugipay.support.LogWatch;
import com.plugipay.support.Management;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider that is down, slow or broken keeps nobody from anything else. */
class OpenIdOutageTest {
    private final OpenIdSite site = OpenIdSite.start();
    private final LogWatch log = LogWatch.of("com.plugipay.pages.people");

    @AfterEach
    void stop() {
        log.close();
        site.close();
        assertThat(log.errors()).isEmpty();
    }

    private Page depart(PersonClient browser) {
        return browser.post("/dashboard/openid", Map.of("next", ""));
    }

    @Test
    void aProviderThatIsDownIsAskedAgainAfterAPause() {
        for (Mood mood : List.of(Mood.BROKEN, Mood.CUT_OFF, Mood.HTML, Mood.ENDLESS, Mood.SILENT)) {
            site.provider.is(mood, "openid-configuration");
            Page page = depart(site.browser());
            assertThat(page.status()).as(mood.toString()).isEqualTo(503);
            assertThat(page.headers()).containsKey("retry-after");
            assertThat(page.body()).contains("Try again shortly");
            site.gateway.clock().advance(Duration.ofSeconds(11));
        }
        site.provider.reset();
        for (Mood mood : List.of(Mood.BROKEN, Mood.HTML)) {
            site.provider.is(mood, "keys");
            assertThat(depart(site.browser()).status()).isEqualTo(503);
            site.provider.reset();
            int asked = site.provider.discoveries.get();
            assertThat(depart(site.browser()).status()).isEqualTo(503);
            assertThat(site.provider.discoveries.get()).isEqualTo(asked);
            site.gateway.clock().advance(Duration.ofSeconds(11));
        }
        assertThat(Management.get(site.gateway.managementUrl() + "/ready").status())
                .isEqualTo(200);
        Owner owner = site.withPassword();
        assertThat(site.signIn(site.browser(), OpenIdSite.account(owner.email()))
                        .status())
                .isEqualTo(303);

        site.provider.is(Mood.BROKEN, "openid-configuration");
        site.gateway.clock().advance(Duration.ofHours(2));
        assertThat(depart(site.browser()).status()).isEqualTo(200);
    }

    @Test
    void theConfigurationOfAnotherIssuerIsNotUsed() {
        site.provider.publishes(document -> document.put("issuer", "https://evil.example"));
        assertThat(depart(site.browser()).status()).isEqualTo(503);
        for (String key : List.of("authorization_endpoint", "token_endpoint", "jwks_uri")) {
            for (String address : List.of("", "javascript:alert(1)", "https://a b", "https://x/\r\nSet-Cookie: a=b")) {
                site.gateway.clock().advance(Duration.ofSeconds(11));
                site.provider.publishes(document -> document.put(key, address));
                assertThat(depart(site.browser()).status()).as(key + address).isEqualTo(503);
            }
        }
    }

    @Test
    void whoCannotBeAskedAboutACodeSignsNobodyIn() {
        Owner owner = site.owner();
        Account account = OpenIdSite.account(owner.email());
        for (Mood mood : List.of(Mood.BROKEN, Mood.CUT_OFF, Mood.HTML, Mood.ENDLESS, Mood.SILENT)) {
            PersonClient browser = site.browser();
            String callback = site.callback(browser, account, "");
            site.provider.is(mood, "token");
            Page page = browser.get(callback);
            assertThat(page.status()).as(mood.toString()).isEqualTo(503);
            assertThat(browser.cookie()).isNull();
        }
        site.provider.reset();
        assertThat(site.signIn(site.browser(), account).status()).isEqualTo(303);
    }

    @Test
    void aProviderThatTakesTheSecretInTheBodyGetsItThere() {
        Owner owner = site.owner();
        site.provider.publishes(document -> document.put(
                "token_endpoint_auth_methods_supported", List.of("private_key_jwt", "client_secret_post")));
        assertThat(site.signIn(site.browser(), OpenIdSite.account(owner.email()))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void oneAddressCannotTryWithoutEnd() {
        try (OpenIdSite limited =
                OpenIdSite.start(new LimitsConfig(1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 5, 100))) {
            int asked = 0;
            for (int i = 0; i < 4; i++) {
                asked += depart(limited.browser()).status() == 200 ? 1 : 0;
            }
            assertThat(asked).isEqualTo(4);
            int refused = 0;
            for (int i = 0; i < 4; i++) {
                refused += limited.browser()
                                        .get("/dashboard/openid/callback?state=x&code=y")
                                        .status()
                                == 429
                        ? 1
                        : 0;
            }
            assertThat(refused).isGreaterThanOrEqualTo(2);
        }
    }
}
