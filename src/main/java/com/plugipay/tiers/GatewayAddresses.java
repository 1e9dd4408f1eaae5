package com.plugipay.tiers;

/**
 * Where this gateway is.
 *
 * @param apiUrl below which the API's operations are
 * @param checkoutUrl below which the pages of sessions are, followed by their ids
 * @param documentationUrl the page about the API
 * @param selfHosted whether a business runs it itself
 */
record GatewayAddresses(String apiUrl, String checkoutUrl, String documentationUrl, boolean selfHosted) {
    static GatewayAddresses below(String baseUrl) {
        return new GatewayAddresses(baseUrl + "/v1", baseUrl + "/c", baseUrl + "/docs", true);
    }
}
