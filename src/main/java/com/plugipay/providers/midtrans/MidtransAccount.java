package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Mode;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderKind;
import com.plugipay.secrets.Secret;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account at Midtrans.
 *
 * @param clientKey public: browsers may see it
 * @param env the environment of the keys, which the keys themselves do not show; by default the mode's
 */
public record MidtransAccount(
        Secret serverKey,

        @Size(min = 1, max = 200) @Pattern(regexp = "^\\S*$", message = "This must not have spaces.")
        String clientKey,

        @Size(min = 1, max = 64) @Pattern(regexp = "^\\S*$", message = "This must not have spaces.") @Nullable
        String merchantId,

        @Nullable Environment env)
        implements ProviderAccountInput {

    public enum Environment {
        @JsonProperty("sandbox")
        SANDBOX,
        @JsonProperty("production")
        PRODUCTION
    }

    @Override
    public ProviderKind kind() {
        return MidtransFactory.KIND;
    }

    @Override
    public void check(Mode mode) {
        if (serverKey.reveal().chars().anyMatch(Character::isWhitespace)) {
            throw ErrorCode.VALIDATION_ERROR.forField("serverKey", "A server key has no spaces.");
        }
        if (env != null && (env == Environment.PRODUCTION) != (mode == Mode.LIVE)) {
            throw ErrorCode.VALIDATION_ERROR.forField("env", "Test mode uses sandbox, live mode production.");
        }
    }

    @Override
    public Credentials credentials() {
        return new Credentials(Map.of("serverKey", serverKey));
    }

    @Override
    public Map<String, Object> publicConfig() {
        Map<String, Object> config = new HashMap<>();
        config.put("clientKey", clientKey);
        if (merchantId != null) {
            config.put("merchantId", merchantId);
        }
        return config;
    }

    @Override
    public String lastFour() {
        return serverKey.lastFour();
    }
}
