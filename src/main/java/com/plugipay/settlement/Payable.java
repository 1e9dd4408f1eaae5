package com.plugipay.settlement;

import com.plugipay.model.Resource;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer is asked to pay, such as a checkout session; a direct payment has none.
 *
 * <p>Its methods that change it are pure and return a copy. Its SQL is a part of the settlement's statement.
 */
public interface Payable extends Resource {
    /** The id of its only payment; null until the money is on its way. */
    @Nullable
    String paymentId();

    /** What is still to be paid, in the currency's minor unit. */
    long amountDue();

    String currency();

    /** Whether money that came in is in review. */
    boolean reviewPending();

    /** Whether it has ended or its time is over. */
    boolean isOver(Instant now);

    /** Whether it has ended. */
    boolean hasEnded();

    /** Whether money that comes now becomes its payment when it has none; otherwise the money is put in review. */
    boolean takesMoney();

    /** The id of the checkout session or invoice of which at most one attempt is under way at a time. */
    default String attemptsOf() {
        return id();
    }

    /** The terms of a payment of it; the amount is in the currency's minor unit. */
    Payment.Terms terms(Method method, ProviderKind provider, long amount);

    /** The money is on its way. */
    Payable awaiting(Payment payment, Instant now);

    /** The money is here; other money may still be in review. */
    Payable completed(Payment payment, boolean reviewPending, Instant now);

    /** The money will not come. */
    Payable canceled(@Nullable Payment payment, Instant now);

    /** Its payment method is stored under this id, without a payment; only for what asks for that. */
    default Payable stored(String storedMethodId, Instant now) {
        throw new IllegalStateException(id() + " stores no payment method");
    }

    /** Money that came in is in review, or no longer is. */
    Payable reviewing(boolean reviewPending, Instant now);

    /** How it has ended since it was as before, or has ended in another way; empty when it has not. */
    Optional<PayableEnd> endSince(Payable before);

    /** The steps that lock its rows, each of which returns its row as long as it is as it was read. */
    List<SettlementStep> locks();

    /** The steps that write what has changed since it was as before, if the step {@code changed} has a row. */
    List<SettlementStep> updatesSince(Payable before);
}
