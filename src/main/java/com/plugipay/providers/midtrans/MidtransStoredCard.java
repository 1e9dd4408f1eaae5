package com.plugipay.providers.midtrans;

import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.midtrans.api.MidtransTime;
import com.plugipay.secrets.Secret;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A card that Midtrans has stored with its payment: the answer to a status query then has a {@code saved_token_id}
 * (https://docs.midtrans.com/reference-link/one-click).
 */
final class MidtransStoredCard {
    /** Stored with the card: until when its token can be charged. */
    private static final String EXPIRES_AT = "tokenExpiresAt";

    /** The first six or eight digits and the last four, such as 48111111-1114. */
    private static final Pattern MASKED = Pattern.compile("([0-9]{6,8})-([0-9]{4})");

    private MidtransStoredCard() {}

    /** Returns the card that was stored with this transaction; empty when none was. */
    static Optional<StoredMethod> in(JsonFields transaction) {
        boolean isCard = transaction.textOrEmpty("payment_type").equals("credit_card");
        String token = isCard ? transaction.id("saved_token_id") : null;
        if (token == null) {
            return Optional.empty();
        }
        Matcher masked = MASKED.matcher(transaction.textOrEmpty("masked_card"));
        boolean isKnown = masked.matches();
        String brand = isKnown ? brand(masked.group(1)) : null;
        String last4 = isKnown ? masked.group(2) : null;
        // The token ends with the last day of the card's month, of which Midtrans tells nothing else.
        Instant expiresAt = MidtransTime.read(transaction.textOrEmpty("saved_token_id_expired_at"));
        YearMonth end = expiresAt == null ? null : YearMonth.from(expiresAt.atOffset(ZoneOffset.UTC));
        return Optional.of(new StoredMethod(
                new Secret(token),
                Method.CARD,
                label(brand, last4),
                brand,
                last4,
                end == null ? null : end.getMonthValue(),
                end == null ? null : end.getYear(),
                expiresAt == null ? Map.of() : Map.of(EXPIRES_AT, expiresAt.toString())));
    }

    /** Midtrans has no query for a stored card, so that it is as it was stored until its token expires. */
    static Outcome status(StoredMethod card, Instant now) {
        return isExpired(card, now)
                ? new Outcome.Declined(DeclineCodes.EXPIRED_CARD, "The stored card has expired.")
                : Outcome.Succeeded.done().withStored(card);
    }

    /** Returns why Midtrans does not know the token. */
    static Outcome.Declined gone(StoredMethod card, Instant now) {
        return isExpired(card, now)
                ? new Outcome.Declined(DeclineCodes.EXPIRED_CARD, "The stored card has expired.")
                : new Outcome.Declined(DeclineCodes.METHOD_REVOKED, "Midtrans no longer stores the card.");
    }

    private static boolean isExpired(StoredMethod card, Instant now) {
        if (!(card.providerData().get(EXPIRES_AT) instanceof String text)) {
            return false;
        }
        try {
            return !now.isBefore(Instant.parse(text));
        } catch (DateTimeParseException damaged) {
            return false;
        }
    }

    private static String label(@Nullable String brand, @Nullable String last4) {
        String name = brand == null
                ? Method.CARD.label()
                : switch (brand) {
                    case "visa" -> "Visa";
                    case "mastercard" -> "Mastercard";
                    case "amex" -> "American Express";
                    default -> "JCB";
                };
        return last4 == null ? name : name + " •••• " + last4;
    }

    /** The networks that Midtrans takes, by the first digits of their cards (ISO/IEC 7812). */
    private static @Nullable String brand(String firstDigits) {
        int four = Integer.parseInt(firstDigits.substring(0, 4));
        int two = four / 100;
        if (two / 10 == 4) {
            return "visa";
        }
        if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) {
            return "mastercard";
        }
        if (two == 34 || two == 37) {
            return "amex";
        }
        return four >= 3528 && four <= 3589 ? "jcb" : null;
    }
}
