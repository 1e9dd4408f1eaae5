package com.plugipay.keys;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.plugipay.auth.KeyRole;
import com.plugipay.auth.Signature;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key with its secrets, which only the response to its creation shows.
 *
 * @param signingSecret the key of request signatures
 * @param bearerToken the whole bearer form, {@code <keyId>_<random part>}
 */
public record IssuedApiKey(
        @JsonUnwrapped ApiKey apiKey,
        @JsonIgnore Secret signingSecret,
        @JsonIgnore Secret bearerToken) {

    /** More than 256 bits. */
    private static final int SECRET_LENGTH = 44;

    /** A new key with new random secrets. */
    public static IssuedApiKey create(
            Tenant tenant, String name, @Nullable String description, KeyRole role, List<String> scopes, Instant now) {
        ApiKey key = ApiKey.create(tenant, name, description, role, scopes, now);
        return new IssuedApiKey(
                key,
                new Secret("sk_" + tenant.mode().text() + '_' + Ids.alphanumeric(SECRET_LENGTH)),
                new Secret(key.keyId() + '_' + Ids.alphanumeric(SECRET_LENGTH)));
    }

    @JsonProperty
    public String secret() {
        return signingSecret.reveal();
    }

    @JsonProperty
    public String key() {
        return bearerToken.reveal();
    }

    byte[] bearerHash() {
        String token = bearerToken.reveal();
        return Signature.sha256(token.substring(token.lastIndexOf('_') + 1).getBytes(StandardCharsets.UTF_8));
    }
}
