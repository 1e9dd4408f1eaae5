package com.plugipay.billing.plans;

import org.jspecify.annotations.Nullable;

/** What a plan's subscribers may do themselves in the customer portal. */
public record PortalFeatures(
        boolean selfServeCancel,
        boolean selfServePause,
        boolean selfServeUpgrade,
        boolean selfServeDowngrade,
        boolean updatePaymentMethod) {

    /** Those of a plan that names none. */
    static final PortalFeatures STANDARD = new PortalFeatures(true, false, false, false, true);

    /** The input of features; those that are left out are as in {@link #STANDARD}. */
    public record Some(
            @Nullable Boolean selfServeCancel,
            @Nullable Boolean selfServePause,
            @Nullable Boolean selfServeUpgrade,
            @Nullable Boolean selfServeDowngrade,
            @Nullable Boolean updatePaymentMethod) {

        PortalFeatures all() {
            return new PortalFeatures(
                    or(selfServeCancel, STANDARD.selfServeCancel),
                    or(selfServePause, STANDARD.selfServePause),
                    or(selfServeUpgrade, STANDARD.selfServeUpgrade),
                    or(selfServeDowngrade, STANDARD.selfServeDowngrade),
                    or(updatePaymentMethod, STANDARD.updatePaymentMethod));
        }

        private static boolean or(@Nullable Boolean given, boolean standard) {
            return given == null ? standard : given;
        }
    }

    /** The features of an input; the standard ones without an input. */
    static PortalFeatures of(@Nullable Some input) {
        return input == null ? STANDARD : input.all();
    }

    /** The input that makes equal features. */
    Some input() {
        return new Some(selfServeCancel, selfServePause, selfServeUpgrade, selfServeDowngrade, updatePaymentMethod);
    }
}
