package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.ProviderObject;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A payment method that is stored for a customer, and is charged without its details. */
final class StoredToken extends ProviderObject<XenditMerchant, StoredToken.Status> {
    enum Status {
        REQUIRES_ACTION,
        ACTIVE,
        FAILED,
        EXPIRED,
        CANCELED
    }

    /** The last digits of a card or phone whose charges wait for the buyer. */
    static final String ASKS_BUYER = "3220";

    /** The last digits of a card or phone whose owner ends the storing before the first charge. */
    static final String REVOKED = "0404";

    /** The last digits of a card or phone that expires at its first charge. */
    static final String EXPIRES = "0069";

    /**
     * The last digits of a card or phone whose charges fail, and why; the stand-in's own magic, Xendit documents none.
     */
    private static final Map<String, String> FAILURES =
            Map.of("0341", "INSUFFICIENT_BALANCE", "9979", "STOLEN_CARD", EXPIRES, "EXPIRED_CARD");

    /** The fields that answers and callbacks repeat. */
    final JsonObject fields;

    final XenditChannelCode channel;
    /** The page on which it is stored. */
    final Checkout checkout;
    /** Where the buyer agrees while it waits for that. */
    private final String actionUrl;

    private @Nullable String failureCode;

    StoredToken(String id, Checkout checkout, JsonObject fields, Status status, String actionUrl, Instant now) {
        super(id, checkout.owner(), status, now);
        this.fields = fields;
        this.channel = XenditChannelCode.valueOf(fields.getString("channel_code"));
        this.checkout = checkout;
        this.actionUrl = actionUrl;
    }

    boolean isActive() {
        return status() == Status.ACTIVE;
    }

    boolean isOpen() {
        return status() == Status.REQUIRES_ACTION;
    }

    /** The last four digits of the card or the phone. */
    String lastDigits() {
        JsonObject properties = fields.getJsonObject("channel_properties");
        JsonObject card = properties.getJsonObject("card_details");
        String number =
                card == null ? properties.getString("account_mobile_number") : card.getString("masked_card_number");
        return number.substring(number.length() - 4);
    }

    /** Why a charge fails; empty when it does not. */
    Optional<String> failureOfCharge() {
        return Optional.ofNullable(FAILURES.get(lastDigits()));
    }

    void fail(String code, Instant now) {
        failureCode = code;
        become(Status.FAILED, now);
    }

    Optional<String> failureCode() {
        return Optional.ofNullable(failureCode);
    }

    /** The path of the page on which the buyer agrees. */
    static String path(String id) {
        return "/checkout/tokens/" + id;
    }

    JsonObject toJson() {
        JsonObject action = json("type", "REDIRECT_CUSTOMER", "descriptor", "WEB_URL", "value", actionUrl);
        return fields.copy()
                .mergeIn(known(
                        "payment_token_id", id(),
                        "business_id", owner().businessId,
                        "actions", isOpen() ? array(action) : array(),
                        "status", status().name(),
                        "failure_code", failureCode,
                        "created", createdAt().toString(),
                        "updated", updatedAt().toString()));
    }
}
