package com.plugipay.providers;

/** The addresses to which providers send callbacks; {@code baseUrl} has no slash at its end. */
public record CallbackUrls(String baseUrl) {
    public String of(ProviderKind kind, String workspaceId) {
        return baseUrl + "/v1/inbound-webhooks/" + kind.text() + "/" + workspaceId;
    }
}
