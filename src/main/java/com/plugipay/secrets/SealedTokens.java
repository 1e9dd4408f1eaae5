package com.plugipay.secrets;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Short texts that a browser keeps for us and hands back: nobody else can read, make or change one, and each is over after a
 * while. They can be handed back more than once until then.
 */
public final class SealedTokens {
    /** More than browsers keep in a cookie. */
    private static final int LONGEST = 4_096;

    private final MasterKeys masterKeys;
    private final String purpose;
    private final Duration lasts;

    /** @param purpose a token for another purpose is none */
    public SealedTokens(MasterKeys masterKeys, String purpose, Duration lasts) {
        this.masterKeys = masterKeys;
        this.purpose = purpose;
        this.lasts = lasts;
    }

    /** A token with this text, in base64url. */
    public String seal(Secret text, Instant now) {
        Secret timed = new Secret(now.plus(lasts).toEpochMilli() + ":" + text.reveal());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(masterKeys.sealFor(purpose, timed));
    }

    /** The text of a token; empty when the token is over, or is none. */
    public Optional<Secret> open(String token, Instant now) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        return masterKeys.openFor(purpose, sealed).map(Secret::reveal).flatMap(timed -> {
            int colon = timed.indexOf(':');
            Instant end = Instant.ofEpochMilli(Long.parseLong(timed, 0, colon, 10));
            return now.isBefore(end) ? Optional.of(new Secret(timed.substring(colon + 1))) : Optional.empty();
        });
    }
}
