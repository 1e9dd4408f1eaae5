package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.xendit.XenditErrors.require;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/** Xendit's test cards, and the rupiah amounts at which one fails (docs.xendit.co, cards-simulate-card-scenarios). */
final class XenditCards {
    static final Map<Long, String> FAILURES = Map.of(
            10_051L, "EXPIRED_CARD",
            10_052L, "SUSPECTED_FRAUDULENT",
            10_053L, "DECLINED_BY_PROCESSOR",
            10_054L, "INSUFFICIENT_BALANCE",
            10_055L, "STOLEN_CARD",
            10_056L, "INACTIVE_OR_UNAUTHORIZED_CARD",
            10_057L, "PROCESSOR_ERROR",
            10_058L, "INVALID_CVV",
            10_059L, "DECLINED_BY_ISSUER");

    /** The bank asks the buyer with these; with every other card it does not. */
    static final Set<String> CHALLENGED = Set.of("4000000000002503", "5200000000002151");

    private XenditCards() {}

    static void check(XenditFields card, Instant now) {
        String number = card.text("card_number", 32);
        String month = card.text("expiry_month", 2);
        String year = card.text("expiry_year", 4);
        require(number.matches("\\d{12,19}"), "INVALID_PAYMENT_DETAILS", "The card number is not valid.");
        try {
            YearMonth expiry = YearMonth.of(Integer.parseInt(year), Integer.parseInt(month));
            YearMonth present = YearMonth.from(now.atZone(ZoneOffset.UTC));
            require(!expiry.isBefore(present), "CARD_EXPIRED", "The card has expired.");
        } catch (NumberFormatException | DateTimeException malformed) {
            throw XenditErrors.of("INVALID_PAYMENT_DETAILS", "The expiry of the card is not valid.");
        }
    }

    static void checkPhone(String text) {
        boolean phone = text.matches("\\+[1-9]\\d{6,14}");
        require(phone, "INVALID_PAYMENT_DETAILS", "The phone number must look like +6281234567890");
    }
}
