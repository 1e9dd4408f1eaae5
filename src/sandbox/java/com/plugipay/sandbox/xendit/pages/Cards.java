package com.plugipay.sandbox.xendit.pages;

import com.plugipay.sandbox.xendit.api.XenditRefusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Xendit's test cards, and the amounts in rupiah at which a card fails (docs.xendit.co, cards-simulate-card-scenarios). */
public final class Cards {
    /** The bank asks the buyer with these; with every other card it does not. */
    private static final Set<String> CHALLENGED = Set.of("4000000000002503", "5200000000002151");

    private static final Map<Long, String> FAILURES = Map.of(
            10_051L, "EXPIRED_CARD",
            10_052L, "SUSPECTED_FRAUDULENT",
            10_053L, "DECLINED_BY_PROCESSOR",
            10_054L, "INSUFFICIENT_BALANCE",
            10_055L, "STOLEN_CARD",
            10_056L, "INACTIVE_OR_UNAUTHORIZED_CARD",
            10_057L, "PROCESSOR_ERROR",
            10_058L, "INVALID_CVV",
            10_059L, "DECLINED_BY_ISSUER");

    private Cards() {}

    public static Optional<String> failureAt(long rupiah) {
        return Optional.ofNullable(FAILURES.get(rupiah));
    }

    public static boolean challenged(String number) {
        return CHALLENGED.contains(number);
    }

    /** Refuses what no card can be. */
    public static void check(String number, String month, String year, Instant now) {
        if (!number.matches("\\d{12,19}")) {
            throw XenditRefusal.of("INVALID_PAYMENT_DETAILS", "The card number is not valid.");
        }
        if (expiry(month, year).isBefore(YearMonth.from(now.atZone(ZoneOffset.UTC)))) {
            throw XenditRefusal.of("CARD_EXPIRED", "The card has expired.");
        }
    }

    private static YearMonth expiry(String month, String year) {
        try {
            return YearMonth.of(Integer.parseInt(year), Integer.parseInt(month));
        } catch (NumberFormatException | DateTimeException nonsense) {
            throw XenditRefusal.of("INVALID_PAYMENT_DETAILS", "The expiry of the card is not valid.");
        }
    }
}
