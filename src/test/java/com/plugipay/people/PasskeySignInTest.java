package com.plugipay.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.people.PersonClient.Page;
import com.plugipay.people.credentials.SoftwareAuthenticator;
import com.plugipay.support.DirectSql;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** People sign in with passkeys. */
class PasskeySignInTest extends SecondFactorSteps {
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
}
