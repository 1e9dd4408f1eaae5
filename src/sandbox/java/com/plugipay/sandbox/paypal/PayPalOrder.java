package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order of a merchant, from the creation to the capture. */
final class PayPalOrder extends ProviderObject<RestApp, PayPalOrder.Status> {
    /** The only buyer there is. */
    static final String PAYER_ID = "QYR5Z8XDVJNXQ";

    static final String PAYER_EMAIL = "buyer@example.com";

    /** From the creation to the approval, and again from the approval to the capture. */
    private static final Duration LIFE = Duration.ofHours(6);

    enum Status {
        CREATED,
        PAYER_ACTION_REQUIRED,
        APPROVED,
        COMPLETED
    }

    /** What a buyer chose to pay with; shows only at the capture. */
    enum Funding {
        BALANCE("PayPal balance", "The capture succeeds."),
        DECLINED_CARD("Card ending in 0002", "The capture is refused: INSTRUMENT_DECLINED."),
        REVIEWED(
                "Balance that PayPal reviews first",
                "The capture is PENDING until the control page completes or denies it.");

        final String label;
        final String effect;

        Funding(String label, String effect) {
            this.label = label;
            this.effect = effect;
        }
    }

    final OrderRequest request;
    private Instant expiresAt;
    /** Null until the buyer approved. */
    @Nullable
    Funding funding;
    /** Null until there is one. */
    @Nullable
    Capture capture;
    /** What charges of the account meet once it is stored; as the buyer has chosen. */
    PaymentToken.Later later = PaymentToken.Later.PAYS;
    /** The account of the buyer as it was stored; null until it is. */
    @Nullable
    PaymentToken stored;

    PayPalOrder(String id, RestApp app, OrderRequest request, Instant now) {
        super(id, app, request.paymentSource() ? Status.PAYER_ACTION_REQUIRED : Status.CREATED, now);
        this.request = request;
        this.expiresAt = now.plus(LIFE);
    }

    /** The buyer agrees to pay with this. */
    void approve(Funding chosen, Instant now) {
        funding = chosen;
        become(Status.APPROVED, now);
        expiresAt = now.plus(LIFE);
    }

    void complete(Capture made, Instant now) {
        capture = made;
        become(Status.COMPLETED, now);
    }

    void expire(Instant now) {
        expiresAt = now;
    }

    /** Whether PayPal denies knowing it; what was captured stays. */
    boolean expired(Instant now) {
        return !completed() && !now.isBefore(expiresAt);
    }

    boolean completed() {
        return status() == Status.COMPLETED;
    }

    /** A field of the purchase unit that the merchant may have filled: {@code invoice_id} for example. */
    @Nullable
    String given(String field) {
        return request.unit().getString(field);
    }

    /** The path of the page that the buyer has to go to. */
    String buyerPath() {
        return "/checkoutnow?token=" + id();
    }

    JsonObject toJson(PayPalTools tools) {
        boolean approved = funding != null;
        JsonObject wallet = approved ? buyer("account_id").put("account_status", "VERIFIED") : new JsonObject();
        if (capture != null && request.storedFor() != null) {
            wallet.put("attributes", json("vault", vault(tools)));
        }
        return known(
                "id", id(),
                "intent", "CAPTURE",
                "status", status().name(),
                "payment_source", approved || request.paymentSource() ? json("paypal", wallet) : null,
                "payer", approved ? buyer("payer_id") : null,
                "purchase_units", array(unit(tools)),
                "create_time", PayPalTools.time(createdAt()),
                "update_time", PayPalTools.time(updatedAt()),
                "links", links(tools));
    }

    /** APPROVED until the account is stored, and without an id. */
    private JsonObject vault(PayPalTools tools) {
        JsonArray links = array(tools.link("/v2/checkout/orders/" + id(), "up", "GET"));
        PaymentToken token = stored;
        return token == null
                ? json("status", "APPROVED", "links", links)
                : json("id", token.id(), "status", "VAULTED", "customer", token.customer.toJson(), "links", links);
    }

    private static JsonObject buyer(String idField) {
        return json(
                        "name", json("given_name", "John", "surname", "Doe"),
                        "email_address", PAYER_EMAIL,
                        "address", json("country_code", "US"))
                .put(idField, PAYER_ID);
    }

    private JsonObject unit(PayPalTools tools) {
        JsonObject unit = json("reference_id", "default").mergeIn(request.unit());
        unit.put("amount", request.amount().toJson()).put("payee", owner().toJson());
        if (capture != null) {
            JsonObject payments = json("captures", array(capture.toJson(tools)));
            if (!capture.refunds.isEmpty()) {
                payments.put("refunds", array(capture.refunds.stream().map(refund -> refund.toJson(tools))));
            }
            unit.put("payments", payments);
        }
        return unit;
    }

    private JsonArray links(PayPalTools tools) {
        String path = "/v2/checkout/orders/" + id();
        JsonObject self = tools.link(path, "self", "GET");
        JsonObject capturing = tools.link(path + "/capture", "capture", "POST");
        return switch (status()) {
            case CREATED -> array(self, tools.link(buyerPath(), "approve", "GET"), capturing);
            case PAYER_ACTION_REQUIRED -> array(self, tools.link(buyerPath(), "payer-action", "GET"));
            case APPROVED -> array(self, capturing);
            case COMPLETED -> array(self);
        };
    }
}
