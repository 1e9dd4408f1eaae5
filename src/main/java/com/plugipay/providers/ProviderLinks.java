package com.plugipay.providers;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which links of a provider may be shown to a buyer: those to a page, or to an app on the buyer's phone. No other
 * link is shown.
 */
public final class ProviderLinks {
    /**
     * Apps that pay. GoPay: https://docs.midtrans.com/docs/coreapi-e-money-integration ({@code gojek://gopay/...}) and
     * https://docs.midtrans.com/reference/trigger-payment; ShopeePay: Midtrans/midtrans-php issues 81 and 96; the others
     * are the wallets' own names. An {@code intent:} link can open anything, and so is none of them.
     */
    private static final Set<String> APPS =
            Set.of("gojek", "gopay", "shopeeid", "shopeepay", "dana", "ovo", "linkaja", "astrapay");

    /** Longer than any of these links, and short enough for every browser. */
    private static final int LONGEST = 4000;

    /** A host without a user before it, by which a link could seem to lead elsewhere. */
    private static final Pattern PAGE =
            Pattern.compile("(?i)(https?)://[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?([/?#][\\x21-\\x7e]*)?");

    private static final Pattern APP = Pattern.compile("(?i)([a-z][a-z0-9]*)://[\\x21-\\x7e]+");

    private final boolean plainHttp;

    /** @param apiUrl where the provider's API is: only one that is reached by http itself may send buyers by http */
    public ProviderLinks(String apiUrl) {
        this.plainHttp = apiUrl.startsWith("http://");
    }

    /** The link if a buyer can be sent there; otherwise null. */
    public @Nullable String usable(@Nullable String link) {
        boolean leads =
                link != null && leads(link) && (plainHttp || !scheme(link).equals("http"));
        return leads ? link : null;
    }

    /** Whether a page can hold this link. */
    public static boolean leads(String link) {
        return link.length() <= LONGEST && (PAGE.matcher(link).matches() || opensApp(link));
    }

    /** Whether this link opens an app, which works on a phone that has it only. */
    public static boolean opensApp(String link) {
        return APP.matcher(link).matches() && APPS.contains(scheme(link));
    }

    private static String scheme(String link) {
        return link.substring(0, Math.max(0, link.indexOf(':'))).toLowerCase(Locale.ROOT);
    }
}
