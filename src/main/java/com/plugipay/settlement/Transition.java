package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.payments.Payment;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A decision about money: the state that it was made on, and every object that changes by it or must still be as it was read.
 * Other objects than those of the state, such as an invoice, are added by {@link #with}.
 */
public record Transition(SettlementState before, List<ChangedAggregate> aggregates) {
    private static final Comparator<ChangedAggregate> ORDER = Comparator.comparingInt(ChangedAggregate::order);

    /** A transition in which nothing changes. */
    static Transition none(SettlementState state) {
        Attempt attempt = state.attempt();
        return new Transition(state, attempt == null ? List.of() : List.of(new ChangedAttempt(attempt, attempt)));
    }

    /** The same transition with this change, which takes the place of one with the same name. */
    public Transition with(ChangedAggregate change) {
        String name = change.name();
        Stream<ChangedAggregate> others =
                aggregates.stream().filter(other -> !other.name().equals(name));
        return new Transition(
                before, Stream.concat(others, Stream.of(change)).sorted(ORDER).toList());
    }

    /** Makes a payment, or changes the one that was read. */
    public Transition payment(Payment after) {
        Payment read = before.payment();
        return with(new ChangedPayment(read != null && read.id().equals(after.id()) ? read : null, after));
    }

    /** Changes what is paid; null leaves it as it is. */
    public Transition payable(@Nullable Payable after) {
        Payable read = before.payable();
        if (read == null || after == null || after.equals(read)) {
            return this;
        }
        return with(new ChangedPayable(read, after));
    }

    /** Changes the attempt that was read. */
    public Transition attempt(Attempt after) {
        return with(new ChangedAttempt(Objects.requireNonNull(before.attempt()), after));
    }

    /** What is paid, as it becomes; null when there is none. */
    public @Nullable Payable payable() {
        return after(Payable.class, before.payable());
    }

    /** The payment, as it becomes; null when there is none. */
    public @Nullable Payment payment() {
        return after(Payment.class, before.payment());
    }

    /** The attempt, as it becomes; null when there is none. */
    public @Nullable Attempt attempt() {
        return after(Attempt.class, before.attempt());
    }

    boolean changesAttempt() {
        return !Objects.equals(attempt(), before.attempt());
    }

    boolean isNone() {
        return aggregates.stream().noneMatch(ChangedAggregate::isChanged);
    }

    private <T> @Nullable T after(Class<T> type, @Nullable T unchanged) {
        return aggregates.stream()
                .map(ChangedAggregate::after)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(unchanged);
    }
}
