package com.plugipay.providers.xendit;

import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Mode;
import com.plugipay.money.Currencies;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.ConfirmationPolicy;
import com.plugipay.secrets.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account at Xendit.
 *
 * @param callbackToken the webhook verification token of Xendit's dashboard; without it no callback can be verified,
 *     and payments are found by polling. After a change the former token stays valid for a day
 * @param confirmAbove callbacks about more than this, in minor units, are confirmed by a status query; by default
 *     10,000,000
 * @param expectedPerMinute the rate of callbacks about payments that is always normal; callbacks above this rate and
 *     above every rate that Xendit has confirmed before are each confirmed by a status query. By default 60
 */
public record XenditAccount(
        Secret secretKey,
        @Nullable Secret callbackToken,
        @Min(0) @Max(Currencies.LARGEST_AMOUNT) @Nullable Long confirmAbove,
        @Min(0) @Max(100_000) @Nullable Integer expectedPerMinute)
        implements ProviderAccountInput {
    static final String TOKEN = "callbackToken";
    static final String FORMER_TOKEN = "formerCallbackToken";

    /** The time until which the former token is valid: milliseconds since 1970. */
    static final String FORMER_TOKEN_UNTIL = "formerCallbackTokenUntil";

    private static final Duration FORMER_TOKEN_FOR = Duration.ofHours(24);
    private static final String LIVE_PREFIX = "xnd_production_";
    private static final String TEST_PREFIX = "xnd_development_";

    @Override
    public ProviderKind kind() {
        return XenditFactory.KIND;
    }

    @Override
    public void check(Mode mode) {
        String ofOtherMode = mode == Mode.LIVE ? TEST_PREFIX : LIVE_PREFIX;
        if (secretKey.reveal().startsWith(ofOtherMode)) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "secretKey", "A key that begins with " + ofOtherMode + " is not one of " + mode.text() + " mode.");
        }
    }

    @Override
    public Credentials credentials() {
        Map<String, Secret> values = new HashMap<>();
        values.put("secretKey", secretKey);
        if (callbackToken != null) {
            values.put(TOKEN, callbackToken);
        }
        return new Credentials(values);
    }

    /** Keeps the former token for a while, because callbacks that were sent before the change carry it. */
    @Override
    public Credentials credentials(Credentials former, Instant now) {
        Secret token = former.find(TOKEN);
        if (callbackToken == null || token == null) {
            return credentials();
        }
        Map<String, Secret> values = new HashMap<>(credentials().values());
        Secret older = formerToken(former, now);
        if (!token.equals(callbackToken)) {
            values.put(FORMER_TOKEN, token);
            values.put(
                    FORMER_TOKEN_UNTIL,
                    new Secret(String.valueOf(now.plus(FORMER_TOKEN_FOR).toEpochMilli())));
        } else if (older != null) {
            values.put(FORMER_TOKEN, older);
            values.put(FORMER_TOKEN_UNTIL, former.require(FORMER_TOKEN_UNTIL));
        }
        return new Credentials(values);
    }

    /** Returns the former token while it is valid; otherwise null. */
    static @Nullable Secret formerToken(Credentials credentials, Instant now) {
        Secret until = credentials.find(FORMER_TOKEN_UNTIL);
        return until != null && now.toEpochMilli() < Long.parseLong(until.reveal())
                ? credentials.find(FORMER_TOKEN)
                : null;
    }

    @Override
    public Map<String, Object> publicConfig() {
        ConfirmationPolicy standard = ConfirmationPolicy.STANDARD;
        return Map.of(
                "callbackTokenKnown",
                callbackToken != null,
                ConfirmationPolicy.CONFIRM_ABOVE,
                confirmAbove == null ? standard.confirmAbove() : confirmAbove,
                ConfirmationPolicy.EXPECTED_PER_MINUTE,
                expectedPerMinute == null ? standard.expectedPerMinute() : expectedPerMinute);
    }

    @Override
    public String lastFour() {
        return secretKey.lastFour();
    }
}
