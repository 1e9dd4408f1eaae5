package com.plugipay.providers.kit;

import java.util.Set;

/** What Plugipay's code of a declined charge says about another try with the same stored payment method. */
public final class DeclineCodes {
    /** The owner has to confirm this payment, so that it cannot be charged without the owner. */
    public static final String ACTION_REQUIRED = "action_required";

    /** The owner or the provider has ended the storing. */
    public static final String METHOD_REVOKED = "payment_method_revoked";

    /** The account behind the method is closed. */
    public static final String ACCOUNT_CLOSED = "account_closed";

    /** The card was reported as stolen or lost. */
    public static final String CARD_STOLEN = "card_stolen";

    /** The card's time is over. */
    public static final String EXPIRED_CARD = "expired_card";

    private static final Set<String> NEVER_AGAIN =
            Set.of(METHOD_REVOKED, ACCOUNT_CLOSED, CARD_STOLEN, EXPIRED_CARD, "invalid_payment_details");

    private DeclineCodes() {}

    /** Whether the method will never be accepted again; otherwise a later try may succeed. */
    public static boolean isNeverAgain(String code) {
        return NEVER_AGAIN.contains(code);
    }
}
