package com.plugipay.people;

import com.plugipay.secrets.Secret;
import java.util.regex.Pattern;

/** How people sign in. */
public record PeopleConfig(OpenId openid) {

    /** With passwords only. */
    public static PeopleConfig standard() {
        return new PeopleConfig(new OpenId("", "", new Secret(""), ""));
    }

    /**
     * The OpenID provider by which people can sign in.
     *
     * @param issuer as the provider writes it; empty means that there is none
     * @param clientId under which the provider knows this gateway
     * @param clientSecret with which this gateway proves to the provider who asks
     * @param name what the button calls the provider
     */
    public record OpenId(String issuer, String clientId, Secret clientSecret, String name) {
        /** By https, or on this machine; with a path at most. */
        private static final Pattern ISSUER = Pattern.compile(
                "(?:https://[^/?#@\\s]+|http://(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d+)?)(?:/[^?#\\s]*)?");

        private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,500}");
        private static final int LONGEST_NAME = 50;

        public OpenId {
            if (!issuer.isBlank()) {
                if (!ISSUER.matcher(issuer).matches()) {
                    throw new IllegalArgumentException("people.openid.issuer must be https:// and a host, and perhaps a"
                            + " path: as the provider writes it in its own configuration, not " + issuer);
                }
                require("clientId", clientId);
                require("clientSecret", clientSecret.reveal());
                if (name.isBlank() || name.length() > LONGEST_NAME) {
                    throw new IllegalArgumentException(
                            "people.openid.name must have 1 to " + LONGEST_NAME + " characters: the button shows it");
                }
            }
        }

        private static void require(String key, String value) {
            if (value.isBlank() || !PRINTABLE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "people.openid." + key + " must be what the provider has registered this gateway with");
            }
        }

        public boolean isConfigured() {
            return !issuer.isBlank();
        }
    }
}
