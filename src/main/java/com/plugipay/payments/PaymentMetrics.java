package com.plugipay.payments;

import com.plugipay.attempts.Attempt;
import com.plugipay.model.Mode;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.accounts.AmountLimits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts how payments end, by mode, family of methods and outcome: one for each attempt whose money has come or will not, and
 * for money that was received without one. All series are there from the start, and no others are added.
 */
public final class PaymentMetrics {
    /** How a payment has ended, as far as an operator needs to tell. */
    enum Ending {
        SUCCEEDED,
        /** The buyer, a bank or the merchant has refused. */
        DECLINED,
        /** Nobody has paid in time. */
        EXPIRED,
        /** The buyer or the merchant has given it up. */
        CANCELED,
        /** The provider could not be reached, or has asked to wait, or its channel is down. */
        UNAVAILABLE,
        /** The account at the provider, or what it was asked for, has to change. */
        REFUSED;

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** By the code of the failed attempt. */
        static Ending of(String failureCode) {
            return switch (failureCode) {
                case "expired" -> EXPIRED;
                case "canceled", "dismissed" -> CANCELED;
                case Outcome.NotDone.UNREACHABLE, Outcome.NotDone.RATE_LIMITED, "channel_unavailable" -> UNAVAILABLE;
                case "refused",
                        "invalid_request",
                        "invalid_credentials",
                        "not_connected",
                        "method_not_enabled",
                        "method_not_supported",
                        "account_deactivated",
                        AmountLimits.TOO_SMALL,
                        AmountLimits.TOO_LARGE,
                        AmountLimits.NOT_SUPPORTED,
                        "currency_not_supported",
                        "payment_method_not_storable",
                        "not_possible" -> REFUSED;
                default -> DECLINED;
            };
        }
    }

    private record Series(Mode mode, Method.Group group, Ending ending) {}

    private final Map<Series, Counter> counters;

    public PaymentMetrics(MeterRegistry metrics) {
        this.counters = Arrays.stream(Mode.values())
                .flatMap(mode -> Arrays.stream(Method.Group.values())
                        .flatMap(
                                group -> Arrays.stream(Ending.values()).map(ending -> new Series(mode, group, ending))))
                .collect(Collectors.toUnmodifiableMap(Function.identity(), series -> counter(metrics, series)));
    }

    private static Counter counter(MeterRegistry metrics, Series series) {
        return Counter.builder("plugipay.payments")
                .description("Payments that have ended")
                .tag("mode", series.mode().text())
                .tag("method", series.group().text())
                .tag("outcome", series.ending().text())
                .register(metrics);
    }

    /** Counts what a change has ended; to be called once, when it is committed. Null is what there is not. */
    public void count(
            @Nullable Attempt attemptBefore,
            @Nullable Attempt attempt,
            @Nullable Payment paymentBefore,
            @Nullable Payment payment) {
        Series ended = endedAttempt(attemptBefore, attempt);
        if (ended == null) {
            ended = receivedByHand(paymentBefore, payment);
        }
        if (ended != null) {
            Objects.requireNonNull(counters.get(ended)).increment();
        }
    }

    private static @Nullable Series endedAttempt(@Nullable Attempt before, @Nullable Attempt after) {
        if (before == null || after == null || after.isSetup() || after.status() == before.status()) {
            return null;
        }
        return switch (after.status()) {
            case SUCCEEDED -> new Series(after.mode(), after.method().group(), Ending.SUCCEEDED);
            case FAILED ->
                new Series(after.mode(), after.method().group(), Ending.of(String.valueOf(after.failureCode())));
            case STARTING, ACTIVE, CANCELED, REVIEW -> null;
        };
    }

    /** Money that was received while its attempt, if there is any, did not change. */
    private static @Nullable Series receivedByHand(@Nullable Payment before, @Nullable Payment after) {
        boolean wasPaid = before != null && before.status() != Payment.Status.PENDING;
        return after == null || wasPaid || after.status() != Payment.Status.SUCCEEDED
                ? null
                : new Series(after.mode(), after.paymentMethod().type().group(), Ending.SUCCEEDED);
    }
}
