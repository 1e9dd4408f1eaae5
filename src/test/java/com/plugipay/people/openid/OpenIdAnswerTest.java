package com.plugipay.people.openid;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.plugipay.people.PersonClient;
import com.plugipay.people.PersonClient.Page;
import com.plugipay.people.openid.OpenIdSite.Owner;
import com.plugipay.people.openid.TestOpenIdProvider.Account;
import com.plugipay.support.LogWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What comes back from a provider is believed only when it is the answer to what this browser has asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdAnswerTest {
    private static final String CALLBACK = "/dashboard/openid/callback";

    private final OpenIdSite site = OpenIdSite.start();
    private final Owner owner = site.owner();
    private final Account account = OpenIdSite.account(owner.email());
    private final LogWatch log = LogWatch.of("com.plugipay.pages.people");

    @AfterEach
    void reset() {
        site.provider.reset();
        assertThat(log.errors()).isEmpty();
    }

    @AfterAll
    void stop() {
        log.close();
        site.close();
    }

    private void assertRefused(Page page, int status, PersonClient browser) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.body()).contains("Sign in with Toko SSO");
        assertThat(browser.cookie()).isNull();
    }

    @Test
    void theStateIsThatOfTheBrowser() {
        PersonClient browser = site.browser();
        String callback = site.callback(browser, account, "");
        PersonClient victim = site.browser();
        site.depart(victim, "");

        assertRefused(victim.get(callback), 400, victim);
        assertRefused(site.browser().get(callback), 400, site.browser());
        assertRefused(browser.get(callback.replaceAll("state=.*", "state=")), 400, browser);
        assertRefused(browser.get(callback.replaceAll("&state=.*", "")), 400, browser);
        assertRefused(browser.get(CALLBACK), 400, browser);
        assertThat(browser.get(callback).status()).isEqualTo(303);
    }

    @Test
    void aCallbackIsUsedOnce() {
        PersonClient browser = site.browser();
        String callback = site.callback(browser, account, "");
        PersonClient copy = browser.copy();
        int before = site.provider.redemptions.get();

        assertThat(browser.get(callback).status()).isEqualTo(303);
        assertRefused(copy.get(callback), 400, copy);
        assertThat(site.provider.redemptions.get()).isEqualTo(before + 1);
    }

    @Test
    void ofTwoAtOnceOneIsUsed() {
        PersonClient browser = site.browser();
        String callback = site.callback(browser, account, "");
        List<CompletableFuture<Page>> pages = Stream.generate(browser::copy)
                .limit(8)
                .map(each -> CompletableFuture.supplyAsync(() -> each.get(callback)))
                .toList();
        assertThat(pages.stream().map(page -> page.join().status()).filter(status -> status == 303))
                .hasSize(1);
    }

    @Test
    void aCookieIsOverAfterTenMinutes() {
        PersonClient browser = site.browser();
        String callback = site.callback(browser, account, "");
        site.gateway.clock().advance(Duration.ofMinutes(10));
        assertRefused(browser.get(callback), 400, browser);
    }

    @Test
    void aRefusalOfTheProviderIsSaidPlainly() {
        PersonClient browser = site.browser();
        String callback = site.callback(browser, account, "");
        String refusal = callback.replaceAll("code=[^&]*", "error=access_denied&error_description=%3Cscript%3E");
        Page page = browser.get(refusal);
        assertRefused(page, 401, browser);
        assertThat(page.body()).contains("You were not signed in with Toko SSO").doesNotContain("<script>", "denied");
    }

    @Test
    void aCodeThatTheProviderDoesNotKnowIsRefused() {
        for (String code : List.of("", "invented", "%00", "x".repeat(6_000), "%F0%9F%98%80")) {
            PersonClient browser = site.browser();
            String callback = site.callback(browser, account, "");
            assertRefused(browser.get(callback.replaceAll("code=[^&]*", "code=" + code)), 401, browser);
        }
    }

    @Test
    void theAnswerOfAnotherIssuerIsRefused() {
        PersonClient browser = site.browser();
        String callback = site.callback(browser, account, "");
        assertRefused(browser.get(callback.replaceAll("iss=[^&]*", "iss=https://evil.example")), 401, browser);
    }

    @Test
    void forgedTokensAreRefused() {
        Map<String, UnaryOperator<JWTClaimsSet.Builder>> forgeries = Map.ofEntries(
                Map.entry("nonce", claims -> claims.claim("nonce", "another")),
                Map.entry("no nonce", claims -> claims.claim("nonce", null)),
                Map.entry("a nonce that is none", claims -> claims.claim("nonce", 7)),
                Map.entry("audience", claims -> claims.audience("another client")),
                Map.entry("no audience", claims -> claims.audience((String) null)),
                Map.entry(
                        "two audiences",
                        claims -> claims.audience(List.of(TestOpenIdProvider.CLIENT, "another client"))),
                Map.entry("another party", claims -> claims.claim("azp", "another client")),
                Map.entry("issuer", claims -> claims.issuer("https://evil.example")),
                Map.entry("no issuer", claims -> claims.issuer(null)),
                Map.entry("expired", claims -> claims.expirationTime(Date.from(Instant.EPOCH))),
                Map.entry("no expiry", claims -> claims.expirationTime(null)),
                Map.entry(
                        "not yet",
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plus(Duration.ofDays(9))))),
                Map.entry("no subject", claims -> claims.subject(null)),
                Map.entry("an empty subject", claims -> claims.subject(" ")),
                Map.entry("a long subject", claims -> claims.subject("x".repeat(256))),
                Map.entry("a subject with a NUL", claims -> claims.subject("x\0y")),
                Map.entry("huge", claims -> claims.claim("picture", "x".repeat(20_000))));
        forgeries.forEach((name, forgery) -> {
            site.provider.says(forgery);
            PersonClient browser = site.browser();
            Page page = site.signIn(browser, account);
            assertThat(page.status()).as(name).isEqualTo(401);
            assertRefused(page, 401, browser);
        });
    }

    @Test
    void signaturesByAnythingButAKeyOfTheProviderAreRefused() {
        RSAKey stranger = TestOpenIdProvider.newKey();
        RSAKey namesake = new RSAKey.Builder(stranger)
                .keyID(site.provider.key().getKeyID())
                .build();
        Map<String, Function<JWTClaimsSet, String>> signatures = Map.of(
                "another key", claims -> TestOpenIdProvider.signed(claims, stranger),
                "another key under the same name", claims -> TestOpenIdProvider.signed(claims, namesake),
                "none", claims -> new PlainJWT(claims).serialize(),
                "none with the name of a key", claims -> unsigned(claims, site.provider.key()),
                "the public key as a secret", claims -> mac(claims, site.provider.key()),
                "cut off", claims -> site.provider.signed(claims).replaceAll("\\.[^.]*$", "."),
                "changed", claims -> changed(site.provider.signed(claims)),
                "no token", claims -> "not.a.token",
                "nothing", claims -> "");
        signatures.forEach((name, signature) -> {
            site.provider.signs(signature);
            PersonClient browser = site.browser();
            Page page = site.signIn(browser, account);
            assertThat(page.status()).as(name).isEqualTo(401);
            assertRefused(page, 401, browser);
        });
    }

    private static String unsigned(JWTClaimsSet claims, RSAKey key) {
        String header = "{\"alg\":\"none\",\"kid\":\"" + key.getKeyID() + "\"}";
        return Base64URL.encode(header) + "." + Base64URL.encode(claims.toString()) + ".";
    }

    private static String mac(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Says that somebody else has signed in, below the same signature. */
    private static String changed(String token) {
        int start = token.indexOf('.') + 1;
        int end = token.lastIndexOf('.');
        String claims = new Base64URL(token.substring(start, end)).decodeToString();
        String other = claims.replaceAll("\"sub\":\"[^\"]*\"", "\"sub\":\"somebody else\"");
        return token.substring(0, start) + Base64URL.encode(other) + token.substring(end);
    }

    @Test
    void forgedCookiesAreNothing() {
        PersonClient browser = site.browser();
        String callback = site.callback(browser, account, "");
        for (String cookie : List.of("", "x", "AAAA", "%00", "x".repeat(3_000), "Af8_-" + "A".repeat(60))) {
            PersonClient forger = site.browser().with("plugipay_openid", cookie);
            assertRefused(forger.get(callback), 400, forger);
        }
    }

    @Test
    void aNewKeyOfTheProviderIsFetched() {
        assertThat(site.signIn(site.browser(), account).status()).isEqualTo(303);
        site.gateway.clock().advance(Duration.ofSeconds(11));
        site.provider.changeKey();

        assertThat(site.signIn(site.browser(), account).status()).isEqualTo(303);
    }
}
