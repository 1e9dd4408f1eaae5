package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;

/** The URLs of the pages for buyers; {@code baseUrl} has no slash at its end. */
public record HostedUrls(String baseUrl) {

    /** The checkout page of a session. */
    public String checkout(String sessionId) {
        return baseUrl + path(sessionId);
    }

    /** The path of the checkout page. */
    public static String path(String sessionId) {
        return "/c/" + sessionId;
    }

    /** Where providers send the buyer of a session after the payment. */
    public String returnUrl(String sessionId) {
        return checkout(sessionId) + "/return";
    }

    /** Where providers send the buyer of an attempt after the payment; an invoice is paid without its buyer. */
    public String returnUrl(Attempt attempt) {
        String sessionId = attempt.checkoutSessionId();
        String paymentId = attempt.paymentId();
        if (sessionId != null) {
            return returnUrl(sessionId);
        }
        return paymentId == null ? baseUrl : paymentReturnUrl(paymentId);
    }

    /** Where providers send the buyer of a direct payment; that page redirects to the merchant. */
    public String paymentReturnUrl(String paymentId) {
        return baseUrl + "/p/" + paymentId + "/return";
    }
}
