package com.plugipay.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.people.PersonClient.Page;
import com.plugipay.people.credentials.AuthenticatorApp;
import com.plugipay.support.DirectSql;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** People sign in with an authenticator app and recovery codes. */
class SecondFactorTest extends SecondFactorSteps {
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
    void theSecretOfTheAppIsEncrypted() {
        AuthenticatorApp app = withAuthenticator();
        DirectSql sql = new DirectSql(gateway.databaseConfig());
        assertThat(sql.number("select count(*) from person_authenticators where position('" + app.secret()
                        + "'::bytea in secret) > 0"))
                .isZero();
        assertThat(sql.number("select count(*) from person_authenticators")).isEqualTo(1);
    }
}
