package com.plugipay.checkout;

/** Where buyers reach our pages; {@code baseUrl} is without a slash at its end. */
public record HostedUrls(String baseUrl) {

    /** The checkout page of a session. */
    public String checkout(String sessionId) {
        return baseUrl + path(sessionId);
    }

    /** The same without the host. */
    public static String path(String sessionId) {
        return "/c/" + sessionId;
    }
}
