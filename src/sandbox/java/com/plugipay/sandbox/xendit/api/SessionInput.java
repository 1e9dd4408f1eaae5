package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.xendit.Account;
import com.plugipay.sandbox.xendit.Amounts;
import com.plugipay.sandbox.xendit.Checkout;
import com.plugipay.sandbox.xendit.ReturnUrls;
import com.plugipay.sandbox.xendit.XenditChannelCode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code POST /sessions} takes, as far as it is for one payment on Xendit's page. */
final class SessionInput {
    private static final Duration USUAL_LIFE = Duration.ofMinutes(30);
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);
    private static final List<String> SESSION_TYPES = List.of("SAVE", "PAY", "SUBSCRIPTION");
    private static final List<String> CURRENCIES = List.of("IDR", "PHP", "VND", "THB", "SGD", "MYR", "USD");
    private static final List<String> COUNTRIES = List.of("ID", "PH", "VN", "TH", "SG", "MY");

    private final SeededIds ids;

    SessionInput(SeededIds ids) {
        this.ids = ids;
    }

    Checkout.Asked read(Account account, RequestFields body, Instant now) {
        String reference = body.text("reference_id", 64);
        String type = body.oneOf("session_type", SESSION_TYPES);
        require(type.equals("PAY"), "SESSION_TYPE_NOT_SUPPORTED", "The stand-in plays sessions of type PAY only.");
        String mode = body.text("mode", 64);
        require(mode.equals("PAYMENT_LINK"), "MODE_NOT_SUPPORTED", "mode must be PAYMENT_LINK");
        String currency = body.text("currency", 3);
        require(CURRENCIES.contains(currency), "INVALID_CURRENCY", "The currency is not supported.");
        String country = body.text("country", 2);
        require(COUNTRIES.contains(country), "INVALID_COUNTRY", "The country is not supported.");
        long amount = Amounts.read(body.number("amount"), currency, "INVALID_AMOUNT");
        require(
                !body.has("capture_method") || body.text("capture_method", 16).equals("AUTOMATIC"),
                "DISALLOWED_CAPTURE_METHOD",
                "capture_method must be AUTOMATIC");
        @Nullable List<String> codes = body.texts("allowed_payment_channels");
        return new Checkout.Asked(
                reference,
                amount,
                currency,
                channels(codes, currency),
                body.optionalText("description", 1_000),
                body.metadata(),
                returnUrl(body, "success_return_url"),
                returnUrl(body, "cancel_return_url"),
                expiry(body, now),
                new JsonObject()
                        .put("customer_id", customer(account, body))
                        .put("session_type", type)
                        .put("country", country)
                        .put("mode", mode)
                        .put("capture_method", "AUTOMATIC")
                        .put("allow_save_payment_method", body.json().getValue("allow_save_payment_method"))
                        .put(
                                "channel_properties",
                                body.object("channel_properties").json())
                        .put("allowed_payment_channels", codes)
                        .put("locale", body.has("locale") ? body.text("locale", 8) : "en")
                        .put("items", body.json().getValue("items")));
    }

    /** Not given is all of them; other currencies than rupiah can be paid by card only. */
    private static List<XenditChannelCode> channels(@Nullable List<String> codes, String currency) {
        List<XenditChannelCode> all = codes == null
                ? Arrays.asList(XenditChannelCode.values())
                : codes.stream()
                        .map(code -> XenditChannelCode.of(code)
                                .orElseThrow(() -> XenditRefusal.of(
                                        "INVALID_PAYMENT_CHANNEL", code + " is unknown or not activated.")))
                        .toList();
        return currency.equals("IDR")
                ? all
                : all.stream()
                        .filter(channel -> channel == XenditChannelCode.CARDS)
                        .toList();
    }

    private static @Nullable String returnUrl(RequestFields body, String name) {
        String url = body.optionalText(name, 2_048);
        require(url == null || ReturnUrls.allow(url), "INVALID_URL", name + " must be an HTTPS URL");
        return url;
    }

    private static Instant expiry(RequestFields body, Instant now) {
        Instant wanted = body.instant("expires_at");
        require(
                wanted == null || !wanted.isBefore(now.plus(SHORTEST_LIFE)),
                "INVALID_EXPIRY_DATE",
                "expires_at must be at least 10 minutes ahead");
        return wanted == null ? now.plus(USUAL_LIFE) : wanted;
    }

    private @Nullable String customer(Account account, RequestFields body) {
        String id = body.optionalText("customer_id", 64);
        if (id != null) {
            require(account.hasCustomer(id), "INVALID_CUSTOMER_ID", "There is no such customer.");
            return id;
        }
        if (!body.has("customer")) {
            String saving = body.optionalText("allow_save_payment_method", 16);
            require(saving == null || saving.equals("DISABLED"), "MISSING_CUSTOMER", "customer is required");
            return null;
        }
        RequestFields customer = body.object("customer");
        customer.object("individual_detail").text("given_names", 255);
        customer.optionalText("email", 50);
        String made = "cust-" + ids.uuid();
        if (!account.addCustomer(customer.text("reference_id", 255), made)) {
            throw new XenditRefusal(409, "DUPLICATE_ERROR", "A customer with this reference_id exists already.");
        }
        return made;
    }

    private static void require(boolean holds, String code, String message) {
        if (!holds) {
            throw XenditRefusal.of(code, message);
        }
    }
}
