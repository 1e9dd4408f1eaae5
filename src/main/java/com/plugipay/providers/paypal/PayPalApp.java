package com.plugipay.providers.paypal;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.secrets.Secret;

/**
 * A REST app of a merchant, and which of PayPal's two worlds it belongs to.
 *
 * @param baseUrl without a slash at its end
 */
record PayPalApp(Tenant tenant, String baseUrl, String clientId, Secret secret) {

    static PayPalApp of(Tenant tenant, Credentials credentials, ProviderConfig config) {
        return new PayPalApp(
                tenant,
                tenant.mode() == Mode.LIVE ? config.paypalLiveUrl() : config.paypalSandboxUrl(),
                credentials.require("clientId").reveal(),
                credentials.require("secret"));
    }
}
