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

    /** The input of features; those that are left out do not change. */
    public record Input(
            @Nullable Boolean selfServeCancel,
            @Nullable Boolean selfServePause,
            @Nullable Boolean selfServeUpgrade,
            @Nullable Boolean selfServeDowngrade,
            @Nullable Boolean updatePaymentMethod) {}

    /** These features with those of the input; the standard ones for null, which clears them. */
    PortalFeatures changed(@Nullable Input input) {
        return input == null
                ? STANDARD
                : new PortalFeatures(
                        or(input.selfServeCancel, selfServeCancel),
                        or(input.selfServePause, selfServePause),
                        or(input.selfServeUpgrade, selfServeUpgrade),
                        or(input.selfServeDowngrade, selfServeDowngrade),
                        or(input.updatePaymentMethod, updatePaymentMethod));
    }

    /** The input that makes equal features. */
    Input input() {
        return new Input(selfServeCancel, selfServePause, selfServeUpgrade, selfServeDowngrade, updatePaymentMethod);
    }

    private static boolean or(@Nullable Boolean given, boolean present) {
        return given == null ? present : given;
    }
}
