package com.plugipay.providers;

/** Where providers send their callbacks; {@code baseUrl} is without a slash at its end. */
public record CallbackUrls(String baseUrl) {
    public String of(ProviderKind kind, String workspaceId) {
        return baseUrl + "/v1/inbound-webhooks/" + kind.text() + "/" + workspaceId;
    }
}
