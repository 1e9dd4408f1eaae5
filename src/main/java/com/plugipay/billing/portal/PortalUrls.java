package com.plugipay.billing.portal;

import com.plugipay.secrets.Secret;

/** The addresses of the portal; {@code baseUrl} has no slash at its end. */
public record PortalUrls(String baseUrl) {
    /** The path of the portal, below which all of its pages are. */
    public static final String PATH = "/portal";

    /** The address that opens the portal once. */
    String opening(Secret link) {
        return baseUrl + PATH + "/open/" + link.reveal();
    }

    /** The portal, for those who have opened it. */
    String portal() {
        return baseUrl + PATH;
    }

    /** Whether browsers reach it over TLS. */
    public boolean isSecure() {
        return baseUrl.startsWith("https://");
    }
}
