package com.plugipay.callbacks;

import com.plugipay.attempts.Attempt;
import com.plugipay.providers.PaymentList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider lists as paid in a time, as far as it was read.
 *
 * @param isTold false when a page could not be had: what is not here may be on it
 * @param next where the next page begins; null when there is none, or none is to be read
 */
record ListedPayments(
        List<PaymentList.Paid> paid,
        boolean isTold,
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

    /**
     * Whether it was paid as it was asked for. Only what was asked for under the attempt's own id counts: what a notice calls
     * the payment may be another's.
     */
    boolean confirms(Attempt attempt) {
        return paid.contains(new PaymentList.Paid(attempt.id(), attempt.amount(), attempt.currency()));
    }

    Set<String> chargeIds() {
        Set<String> ids = new HashSet<>();
        paid.forEach(each -> ids.add(each.chargeId()));
        return ids;
    }
}
