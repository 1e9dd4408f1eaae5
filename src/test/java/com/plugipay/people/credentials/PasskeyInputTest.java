package com.plugipay.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.plugipay.errors.ErrorCode;
import com.plugipay.people.credentials.PasskeyKey.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a stranger sends as a passkey's answer, it is refused and is no failure of ours. */
class PasskeyInputTest {
    private static final int ROUNDS = 3_000;

    private final String challenge = PasskeyOptions.newChallenge();
    private final Passkeys passkeys = new Passkeys(RelyingParty.of("https://pay.example.com"));
    private final SoftwareAuthenticator browser = new SoftwareAuthenticator(Algorithm.ES256);

    PasskeyInputTest() throws GeneralSecurityException {}

    static Stream<String> nonsense() {
        String empty =
                "{\"id\":\"\",\"rawId\":\"\",\"response\":{},\"type\":\"public-key\",\"clientExtensionResults\":{}}";
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "{}",
                "1e999999999",
                "{\"response\":null}",
                empty,
                empty.replace("{}", "[]"),
                empty.replace("\"\"", "\"\\ud800\""),
                empty + empty,
                "[".repeat(Passkeys.LONGEST_ANSWER),
                "{\"a\":".repeat(Passkeys.LONGEST_ANSWER / 5),
                "x".repeat(Passkeys.LONGEST_ANSWER + 1),
                "\0\uffff\ud800");
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseIsRefused(String answer) {
        assertThatThrownBy(() -> passkeys.register("passkey", answer, challenge))
                .matches(ErrorCode.VALIDATION_ERROR::is);
        assertThatThrownBy(() -> passkeys.read("passkey", answer)).matches(ErrorCode.VALIDATION_ERROR::is);
    }

    @Test
    void deepNestingWithinAKeyIsRefused() throws Exception {
        byte[] arrays = new byte[9_000];
        Arrays.fill(arrays, (byte) 0x81);
        browser.publicKey = arrays;
        String answer = browser.create(challenge);
        assertThat(answer.length()).isGreaterThan(Passkeys.LONGEST_ANSWER);
        browser.publicKey = Arrays.copyOf(arrays, 5_000);
        String shorter = browser.create(challenge);
        assertThatThrownBy(() -> passkeys.register("passkey", shorter, challenge))
                .matches(ErrorCode.VALIDATION_ERROR::is);
    }

    /** One character differs each time; within base64url that is any byte of the authenticator's data or key. */
    @Test
    void damagedAnswersAreRefused() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String made = browser.create(challenge);
        NewPasskey passkey = passkeys.register("passkey", made, challenge);
        StoredPasskey stored =
                new StoredPasskey("usr_1", passkey.credentialId(), passkey.publicKey(), 0, passkey.transports());
        String used = browser.get(challenge);
        for (int i = 0; i < ROUNDS; i++) {
            String damagedMade = damaged(made, random);
            String damagedUsed = damaged(used, random);
            assertThat(catchThrowable(() -> passkeys.register("passkey", damagedMade, challenge)))
                    .as("seed %d: %s", seed, damagedMade)
                    .matches(thrown -> thrown == null || ErrorCode.VALIDATION_ERROR.is(thrown));
            assertThat(catchThrowable(() -> passkeys.verify(passkeys.read("passkey", damagedUsed), stored, challenge)))
                    .as("seed %d: %s", seed, damagedUsed)
                    .matches(thrown -> thrown == null
                            || ErrorCode.VALIDATION_ERROR.is(thrown)
                            || ErrorCode.UNAUTHORIZED.is(thrown));
        }
    }

    private static String damaged(String answer, Random random) {
        String characters = "AQgw-_09\"{}[]:,\\ \0é";
        StringBuilder damaged = new StringBuilder(answer);
        int at = random.nextInt(answer.length());
        damaged.setCharAt(at, characters.charAt(random.nextInt(characters.length())));
        if (random.nextInt(4) == 0) {
            damaged.setLength(at + 1);
        }
        return new String(damaged.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
