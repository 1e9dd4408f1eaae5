package com.plugipay.providers.paypal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Mode;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderKind;
import com.plugipay.secrets.Secret;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account at PayPal, by the credentials of its REST app.
 *
 * @param mode the environment of the app; by default that of the workspace's mode
 */
public record PayPalAccount(
        @Size(min = 1, max = 200) @Pattern(regexp = "^\\S*$", message = "This must not have spaces.")
        String clientId,

        Secret secret,
        @Nullable Environment mode)
        implements ProviderAccountInput {

    public enum Environment {
        @JsonProperty("live")
        LIVE,
        @JsonProperty("sandbox")
        SANDBOX
    }

    @Override
    public ProviderKind kind() {
        return PayPalFactory.KIND;
    }

    @Override
    public void check(Mode workspaceMode) {
        if (mode != null && (mode == Environment.LIVE) != (workspaceMode == Mode.LIVE)) {
            throw ErrorCode.VALIDATION_ERROR.forField("mode", "Test mode uses sandbox, live mode live.");
        }
    }

    @Override
    public Credentials credentials() {
        return new Credentials(Map.of("clientId", new Secret(clientId), "secret", secret));
    }

    @Override
    public Map<String, Object> publicConfig() {
        return Map.of("clientId", clientId);
    }

    @Override
    public String lastFour() {
        return secret.lastFour();
    }
}
