package com.plugipay.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.errors.ErrorCode;
import com.plugipay.people.credentials.PasskeyKey.Algorithm;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is accepted of passkeys, and what is not. */
class PasskeysTest {
    private static final String PERSON = "usr_01KAZ7D0Q0Q8V6J0Z0Z0Z0Z0Z0";

    private final String challenge = PasskeyOptions.newChallenge();
    private final Passkeys passkeys = new Passkeys(RelyingParty.of("https://pay.example.com"));
    private final SoftwareAuthenticator browser = new SoftwareAuthenticator(Algorithm.ES256);

    PasskeysTest() throws GeneralSecurityException {}

    @ParameterizedTest
    @EnumSource
    void aPasskeyIsMadeAndUsed(Algorithm algorithm) throws Exception {
        SoftwareAuthenticator authenticator = new SoftwareAuthenticator(algorithm);
        NewPasskey made = passkeys.register("passkey", authenticator.create(challenge), challenge);
        assertThat(made)
                .isEqualTo(new NewPasskey(
                        PasskeyOptions.encoded(authenticator.credentialId),
                        Buffer.buffer(authenticator.publicKey),
                        0,
                        List.of("hybrid", "internal"),
                        true));
        authenticator.userHandle = PERSON.getBytes(StandardCharsets.UTF_8);
        assertThat(signIn(authenticator, stored(made))).isEqualTo(new PasskeyUse(0, true));
        // Some authenticators never count.
        assertThat(signIn(authenticator, stored(made))).isEqualTo(new PasskeyUse(0, true));
    }

    @Test
    void aPasskeyThatIsOnOneDeviceCounts() throws Exception {
        browser.flags = SoftwareAuthenticator.PRESENT | SoftwareAuthenticator.VERIFIED;
        browser.signCount = 7;
        NewPasskey made = passkeys.register("passkey", browser.create(challenge), challenge);
        assertThat(made.signCount()).isEqualTo(7);
        assertThat(made.isBackedUp()).isFalse();
        browser.signCount = 8;
        assertThat(signIn(browser, stored(made))).isEqualTo(new PasskeyUse(8, false));
        browser.signCount = 4_294_967_295L;
        assertThat(signIn(browser, stored(made)).signCount()).isEqualTo(4_294_967_295L);
    }

    @Test
    void aCountThatDoesNotRiseIsRefused() throws Exception {
        browser.signCount = 7;
        StoredPasskey stored = stored(passkeys.register("passkey", browser.create(challenge), challenge));
        for (int count : List.of(7, 6, 0)) {
            browser.signCount = count;
            refused(ErrorCode.UNAUTHORIZED, "copied", () -> signIn(browser, stored));
        }
    }

    @Test
    void lyingBrowsersMakeNoPasskey() {
        notMade("another address", lying -> lying.origin = "https://pay.example.com.evil.example");
        notMade("another address", lying -> lying.origin = "http://pay.example.com");
        notMade("another address", lying -> lying.origin = "https://pay.example.com:8443");
        notMade("another domain", lying -> lying.rpId = "example.com");
        notMade("not accepted", lying -> lying.isCrossOrigin = true);
        notMade("PIN or biometrics", lying -> lying.flags = SoftwareAuthenticator.PRESENT);
        notMade("not accepted", lying -> lying.flags = SoftwareAuthenticator.VERIFIED);
        notMade("not accepted", lying -> lying.flags = 0x80);
        notMade("not accepted", lying -> lying.credentialId = new byte[1_024]);
        notMade("not accepted", lying -> lying.publicKey = new byte[0]);
        notMade("not accepted", lying -> lying.publicKey = CborText.of(Map.of(1, 7, 3, -48, -1, new byte[1_312])));
        notMade("not accepted", lying -> lying.publicKey = CborText.of(Map.of(1, 4, 3, -7, -1, new byte[9])));
        refused(
                ErrorCode.VALIDATION_ERROR,
                "not accepted",
                () -> passkeys.register("passkey", browser.create(challenge), PasskeyOptions.newChallenge()));
        refused(
                ErrorCode.VALIDATION_ERROR,
                "not accepted",
                () -> passkeys.register("passkey", browser.get(challenge), challenge));
    }

    @Test
    void unknownTransportsAreLeftOut() throws Exception {
        browser.transports = List.of("usb", "telepathy", "<script>");
        assertThat(passkeys.register("passkey", browser.create(challenge), challenge)
                        .transports())
                .containsExactly("usb");
        browser.transports = List.of();
        assertThat(passkeys.register("passkey", browser.create(challenge), challenge)
                        .transports())
                .isEmpty();
    }

    @Test
    void lyingBrowsersSignNobodyIn() throws Exception {
        StoredPasskey stored = stored(passkeys.register("passkey", browser.create(challenge), challenge));
        notSignedIn(stored, "another address", lying -> lying.origin = "https://evil.example");
        notSignedIn(stored, "another domain", lying -> lying.rpId = "evil.example");
        notSignedIn(stored, "not accepted", lying -> lying.isCrossOrigin = true);
        notSignedIn(stored, "PIN or biometrics", lying -> lying.flags = SoftwareAuthenticator.PRESENT);
        notSignedIn(stored, "not accepted", lying -> lying.userHandle = "usr_another".getBytes(StandardCharsets.UTF_8));
        notSignedIn(stored, "not accepted", lying -> lying.userHandle = new byte[0]);
        // The id of the passkey, but the signature of another.
        SoftwareAuthenticator thief = new SoftwareAuthenticator(Algorithm.ES256);
        thief.credentialId = browser.credentialId;
        refused(ErrorCode.UNAUTHORIZED, "not accepted", () -> signIn(thief, stored));
        thief.credentialId = new byte[32];
        refused(ErrorCode.UNAUTHORIZED, "not accepted", () -> signIn(thief, stored));
        refused(
                ErrorCode.UNAUTHORIZED,
                "not accepted",
                () -> passkeys.verify(
                        passkeys.read("passkey", browser.get(challenge)), stored, PasskeyOptions.newChallenge()));
        assertThat(signIn(browser, stored).signCount()).isZero();
    }

    private void notMade(String why, Consumer<SoftwareAuthenticator> lie) {
        refused(ErrorCode.VALIDATION_ERROR, why, () -> {
            SoftwareAuthenticator lying = new SoftwareAuthenticator(Algorithm.ES256);
            lie.accept(lying);
            passkeys.register("passkey", lying.create(challenge), challenge);
        });
    }

    private void notSignedIn(StoredPasskey stored, String why, Consumer<SoftwareAuthenticator> lie) {
        SoftwareAuthenticator lying = browser.copy();
        lie.accept(lying);
        refused(ErrorCode.UNAUTHORIZED, why, () -> signIn(lying, stored));
    }

    private PasskeyUse signIn(SoftwareAuthenticator authenticator, StoredPasskey stored)
            throws GeneralSecurityException {
        PasskeyAssertion assertion = passkeys.read("passkey", authenticator.get(challenge));
        assertThat(assertion.credentialId()).isEqualTo(PasskeyOptions.encoded(authenticator.credentialId));
        return passkeys.verify(assertion, stored, challenge);
    }

    private static StoredPasskey stored(NewPasskey made) {
        return new StoredPasskey(PERSON, made.credentialId(), made.publicKey(), made.signCount(), made.transports());
    }

    private static void refused(ErrorCode code, String why, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).matches(code::is, "has the code " + code).hasMessageContaining(why);
    }
}
