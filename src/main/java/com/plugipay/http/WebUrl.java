package com.plugipay.http;

/** Addresses that a caller gives us, as patterns for its inputs. */
public final class WebUrl {
    /** No browser takes much more. */
    public static final int LONGEST = 2048;

    private static final String HOST = "([A-Za-z0-9][^\\s\"<>\\\\^`{|}@/?#\\[\\]]*|\\[[0-9A-Fa-f:.]+\\](:[0-9]{1,5})?)";

    /** http or https with a host, without blanks, quotes or a user's name. */
    public static final String HTTP = "^https?://" + HOST + "([/?#][^\\s\"<>\\\\^`{|}]*)?$";

    /** The same, but https only. */
    public static final String HTTPS = "^https://" + HOST + "([/?#][^\\s\"<>\\\\^`{|}]*)?$";

    private WebUrl() {}
}
