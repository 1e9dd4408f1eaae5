package com.plugipay.people.credentials;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where passkeys count: they belong to a domain, and browsers use them on pages of one origin only. Browsers have passkeys for
 * domains with TLS and for {@code localhost}, not for IP addresses. Another base URL makes all passkeys of the old one useless.
 *
 * @param id the domain
 * @param origin scheme, host and port as browsers write them: in lower case, and without the port that is standard
 */
public record RelyingParty(String id, String origin) {
    private static final Pattern BASE_URL = Pattern.compile("(https?)://(?:[^@/]*@)?(\\[[^]/]+]|[^:@/\\[]+)(:[0-9]+)?");

    /**
     * The relying party of this gateway.
     *
     * @param baseUrl the address by which clients reach it, without a slash at the end
     */
    public static RelyingParty of(String baseUrl) {
        Matcher matcher = BASE_URL.matcher(baseUrl.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a base URL");
        }
        String scheme = matcher.group(1);
        String host = matcher.group(2);
        String port = matcher.group(3);
        boolean isStandard = port == null || port.equals(scheme.equals("https") ? ":443" : ":80");
        return new RelyingParty(host, scheme + "://" + host + (isStandard ? "" : port));
    }
}
