package com.plugipay.checkout;

/** Where buyers reach our pages; {@code baseUrl} is without a slash at its end. */
public record HostedUrls(String baseUrl) {

    /** The checkout page of a session. */
    public String checkout(String sessionId) {
        return baseUrl + path(sessionId);
    }

    /** The checkout page without the host. */
    public static String path(String sessionId) {
        return "/c/" + sessionId;
    }

    /** Where providers send the buyer of a session back to. */
    public String comeBack(String sessionId) {
        return checkout(sessionId) + "/return";
    }

    /** Where providers send the buyer of a direct payment back to, before it goes on to the merchant. */
    public String paymentComeBack(String paymentId) {
        return baseUrl + "/p/" + paymentId + "/return";
    }
}
