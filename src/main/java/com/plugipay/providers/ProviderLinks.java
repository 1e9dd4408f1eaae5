package com.plugipay.providers;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which links of a provider may be shown to a buyer: links to a page, and links to an app on the buyer's phone.
 */
public final class ProviderLinks {
    /**
     * Apps that pay. GoPay: https://docs.midtrans.com/docs/coreapi-e-money-integration ({@code gojek://gopay/...}) and
     * https://docs.midtrans.com/reference/trigger-payment; ShopeePay: Midtrans/midtrans-php issues 81 and 96; the others
     * are the wallets' own names. No {@code intent:} link, because it can open any app.
     */
    private static final Set<String> APPS =
            Set.of("gojek", "gopay", "shopeeid", "shopeepay", "dana", "ovo", "linkaja", "astrapay");

    /** Longer than any real link, and short enough for every browser. */
    private static final int LONGEST = 4000;

    /** A host without user information, which could make a link look as if it led elsewhere. */
    private static final Pattern PAGE =
            Pattern.compile("(?i)(https?)://[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?([/?#][\\x21-\\x7e]*)?");

    private static final Pattern APP = Pattern.compile("(?i)([a-z][a-z0-9]*)://[\\x21-\\x7e]+");

    private final boolean plainHttp;

    /** @param apiUrl the address of the provider's API: only if it begins with http may the provider's links use http */
    public ProviderLinks(String apiUrl) {
        this.plainHttp = apiUrl.startsWith("http://");
    }

    /** Returns the link if a buyer can be sent there; otherwise null. */
    public @Nullable String usable(@Nullable String link) {
        boolean isUsable =
                link != null && isUsable(link) && (plainHttp || !scheme(link).equals("http"));
        return isUsable ? link : null;
    }

    /** Whether this is a link to a page or to an app that pays. */
    public static boolean isUsable(String link) {
        return link.length() <= LONGEST && (PAGE.matcher(link).matches() || opensApp(link));
    }

    /** Whether this link opens an app, which works only on a phone that has the app. */
    public static boolean opensApp(String link) {
        return APP.matcher(link).matches() && APPS.contains(scheme(link));
    }

    private static String scheme(String link) {
        return link.substring(0, Math.max(0, link.indexOf(':'))).toLowerCase(Locale.ROOT);
    }
}
