package com.plugipay.callbacks;

import com.plugipay.providers.PaymentList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The payments that a provider lists in a period, as far as the list was read.
 *
 * @param isComplete false when a page could not be read: payments that are missing here may be on it
 * @param next where the next page begins; null when there is none, or none is to be read
 */
record ListedPayments(
        List<PaymentList.Paid> paid,
        boolean isComplete,
        @Nullable String next) {
    static final ListedPayments NOT_READ = new ListedPayments(List.of(), true, null);

    /** The same with one more page. */
    ListedPayments and(PaymentList page) {
        if (!(page instanceof PaymentList.Page read)) {
            return new ListedPayments(paid, false, null);
        }
        List<PaymentList.Paid> all = new ArrayList<>(paid);
        all.addAll(read.paid());
        return new ListedPayments(List.copyOf(all), true, read.next());
    }

    Set<String> chargeIds() {
        return paid.stream().map(PaymentList.Paid::chargeId).collect(Collectors.toSet());
    }
}
