package com.plugipay.http;

/** Addresses that a caller gives us, as patterns for its inputs. */
public final class WebUrl {
    /** No browser takes much more. */
    public static final int LONGEST = 2048;

    /** http or https with a host, without blanks, quotes or a user's name. */
    public static final String HTTP = "^https?://[A-Za-z0-9\\[][^\\s\"<>\\\\^`{|}@/?#]*([/?#][^\\s\"<>\\\\^`{|}]*)?$";

    /** The same, but https only. */
    public static final String HTTPS = "^https://[A-Za-z0-9\\[][^\\s\"<>\\\\^`{|}@/?#]*([/?#][^\\s\"<>\\\\^`{|}]*)?$";

    private WebUrl() {}
}
