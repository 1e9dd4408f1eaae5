package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.xendit.XenditErrors.require;

import io.vertx.core.json.JsonObject;
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

    /** What an act of the control page pays with. */
    static final String USUAL = "4000000000001000";

    private static final String USUAL_PHONE = "+6281234567890";

    private XenditCards() {}

    /** Whether the bank of a card with these last digits asks the buyer. */
    static boolean isChallenged(String lastDigits) {
        return CHALLENGED.stream().anyMatch(number -> number.endsWith(lastDigits));
    }

    /** The channel_properties of a payment by the usual card or account. */
    static JsonObject usual(XenditChannelCode channel) {
        return switch (channel) {
            case CARDS -> shown(USUAL, "12", "2040");
            case OVO -> json("account_mobile_number", USUAL_PHONE);
            default -> json();
        };
    }

    /** The channel_properties of a payment by card, as they are shown: never with the whole number. */
    static JsonObject shown(String number, String month, String year) {
        return json(
                "card_details",
                json(
                        "masked_card_number",
                        masked(number),
                        "expiry_month",
                        month,
                        "expiry_year",
                        year,
                        "network",
                        number.startsWith("4") ? "VISA" : "MASTERCARD",
                        "type",
                        "CREDIT",
                        "country",
                        "ID",
                        "issuer",
                        "PT BANK CONTOH"));
    }

    static String masked(String number) {
        return number.substring(0, 6) + "XXXXXX" + number.substring(number.length() - 4);
    }

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
