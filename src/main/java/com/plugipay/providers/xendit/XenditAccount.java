package com.plugipay.providers.xendit;

import com.plugipay.problems.Problem;
import com.plugipay.providers.AccountInput;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.ProviderKind;
import com.plugipay.secrets.Secret;
import com.plugipay.workspaces.Mode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account at Xendit.
 *
 * @param callbackToken the webhook verification token of the dashboard; without it no callback can be believed, and
 *     payments are found by asking
 */
public record XenditAccount(Secret secretKey, @Nullable Secret callbackToken) implements AccountInput {
    private static final String LIVE_PREFIX = "xnd_production_";
    private static final String TEST_PREFIX = "xnd_development_";

    @Override
    public ProviderKind kind() {
        return ProviderKind.XENDIT;
    }

    @Override
    public void check(Mode mode) {
        String wanted = mode == Mode.LIVE ? LIVE_PREFIX : TEST_PREFIX;
        if (!secretKey.reveal().startsWith(wanted)) {
            throw Problem.VALIDATION_ERROR.in(
                    "secretKey", "In " + mode.text() + " mode this begins with " + wanted + ".");
        }
    }

    @Override
    public Credentials credentials() {
        Map<String, Secret> values = new HashMap<>();
        values.put("secretKey", secretKey);
        if (callbackToken != null) {
            values.put("callbackToken", callbackToken);
        }
        return new Credentials(values);
    }

    @Override
    public Map<String, Object> publicConfig() {
        return Map.of("callbackTokenKnown", callbackToken != null);
    }

    @Override
    public String lastFour() {
        return secretKey.lastFour();
    }
}
