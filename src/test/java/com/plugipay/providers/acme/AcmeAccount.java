package com.plugipay.providers.acme;

import com.plugipay.providers.Credentials;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderKind;
import com.plugipay.secrets.Secret;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * An account at Acme.
 *
 * @param url the address of Acme's API, without a slash at its end
 * @param secret authorizes requests and signs callbacks
 */
public record AcmeAccount(@Size(max = 200) String url, Secret secret) implements ProviderAccountInput {
    @Override
    public ProviderKind kind() {
        return AcmeFactory.KIND;
    }

    @Override
    public Credentials credentials() {
        return new Credentials(Map.of("url", new Secret(url), "secret", secret));
    }

    @Override
    public Map<String, Object> publicConfig() {
        return Map.of("url", url);
    }

    @Override
    public String lastFour() {
        return secret.lastFour();
    }
}
