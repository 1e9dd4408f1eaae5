package com.plugipay.sandbox.midtrans.api;

import java.util.Set;

/**
 * What differs between accounts at Midtrans, or is not written down well enough to be sure.
 *
 * @param httpMirrorsBody whether the Core API answers with its {@code status_code} as HTTP status too; if not, HTTP says
 *     200 and only the body has it
 * @param imposedFee in rupiah: what "Automatic Fee Imposition" adds to every {@code gross_amount}; 0 for off
 * @param notEnabled methods that answer 402, by their names in Snap: {@code bca_va}, {@code gopay}
 */
public record MidtransOptions(boolean httpMirrorsBody, long imposedFee, Set<String> notEnabled) {
    public static final MidtransOptions STANDARD = new MidtransOptions(false, 0, Set.of());

    public MidtransOptions {
        notEnabled = Set.copyOf(notEnabled);
    }

    /** Whether the method of this name in Snap is enabled. */
    public boolean enabled(String snapName) {
        return !notEnabled.contains(snapName);
    }
}
