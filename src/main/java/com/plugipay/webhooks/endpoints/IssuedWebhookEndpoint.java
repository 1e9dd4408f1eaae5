package com.plugipay.webhooks.endpoints;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.plugipay.model.Ids;
import com.plugipay.secrets.Secret;
import com.plugipay.webhooks.send.WebhookSignature;
import java.util.Base64;

/** An endpoint with the secret that signs its deliveries, as it is shown once, in the response to its creation. */
public record IssuedWebhookEndpoint(
        @JsonUnwrapped WebhookEndpoint endpoint, @JsonIgnore Secret signing) {

    private static final int SECRET_BYTES = 32;

    /** With a new random secret, in the form that Standard Webhooks libraries read. */
    static IssuedWebhookEndpoint of(WebhookEndpoint endpoint) {
        String random = Base64.getEncoder().encodeToString(Ids.randomBytes(SECRET_BYTES));
        return new IssuedWebhookEndpoint(endpoint, new Secret(WebhookSignature.SECRET_PREFIX + random));
    }

    @JsonProperty
    public String secret() {
        return signing.reveal();
    }

    /** The same under the name that the SDKs read. */
    @JsonProperty
    public String signingSecret() {
        return signing.reveal();
    }
}
