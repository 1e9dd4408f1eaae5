package com.plugipay.http.operations;

/** Patterns for web addresses in inputs. */
public final class WebUrl {
    /** The length of the longest address; browsers accept little more. */
    public static final int LONGEST = 2048;

    /** The characters that no part of an address may contain. */
    private static final String NEVER = "\\s\\x00-\\x1f\\x7f-\\x9f\"<>\\\\^`{|}";

    private static final String HOST = "([A-Za-z0-9][^" + NEVER + "@/?#\\[\\]]*|\\[[0-9A-Fa-f:.]+\\](:[0-9]{1,5})?)";

    /** http or https with a host, without blanks, quotes or a user's name. */
    public static final String HTTP = "^https?://" + HOST + "([/?#][^" + NEVER + "]*)?$";

    /** The same, but https only. */
    public static final String HTTPS = "^https://" + HOST + "([/?#][^" + NEVER + "]*)?$";

    /** What fits {@link #HTTP}. */
    public static final String HTTP_TEXT =
            "This must be an http or https address, such as https://shop.example/thanks, without spaces or a user's name.";

    /** What fits {@link #HTTPS}. */
    public static final String HTTPS_TEXT =
            "This must be an https address, such as https://shop.example/qr.png, without spaces or a user's name.";

    private WebUrl() {}
}
