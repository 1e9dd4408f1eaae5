package com.plugipay.people.factors;

import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.Write;
import com.plugipay.people.credentials.PasskeyOptions;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.secrets.TokenCipher;
import java.time.Duration;
import java.time.Instant;

/**
 * The challenges that passkeys sign. A challenge is encrypted and says itself until when it counts, so that a page for everybody
 * stores nothing when it is shown; it counts once.
 */
public final class Challenges {
    /** A page may stand open for a while before its button is pressed. */
    private static final Duration LASTS = Duration.ofMinutes(30);

    private final TokenCipher tokens;

    public Challenges(MasterKeys masterKeys) {
        this.tokens = masterKeys.tokens("passkey challenge");
    }

    /** A fresh challenge, in base64url. */
    public String issue(Instant now) {
        return tokens.encrypt(new Secret(now.plus(LASTS).toEpochMilli() + ":" + PasskeyOptions.newChallenge()))
                .reveal();
    }

    /** Uses a challenge up in the step {@code token} of a write; fails with a 401 when it is not ours, or over. */
    public Write use(Write write, String challenge, Instant now) {
        // What is in it is noted, because the same bytes can be written in base64url in several ways.
        Secret timed = tokens.decrypt(challenge).orElseThrow(ErrorCode.UNAUTHORIZED::exception);
        String text = timed.reveal();
        Instant endsAt = Instant.ofEpochMilli(Long.parseLong(text, 0, text.indexOf(':'), 10));
        if (!now.isBefore(endsAt)) {
            throw ErrorCode.UNAUTHORIZED.exception();
        }
        return UsedTokenStore.use(write, timed, endsAt);
    }
}
