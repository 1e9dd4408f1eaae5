package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.StandInSettings.require;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.xendit.StoredToken.Status;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Every change of a stored payment method, the charges by it, and the callbacks about it. */
record XenditTokenProcessor(XenditPaymentProcessor processor) {

    Ledger<StoredToken> tokens() {
        return processor.tokens;
    }

    /**
     * The buyer stores a method on a page without paying.
     *
     * @param isAsked whether the bank or the wallet asks the buyer first
     */
    StoredToken begin(Checkout checkout, XenditChannelCode channel, JsonObject properties, boolean isAsked) {
        StoredToken token = add(checkout, channel, properties, Status.REQUIRES_ACTION);
        if (!isAsked) {
            activate(token);
        }
        return token;
    }

    /** The buyer has paid on a page that stores the method too. Its callback is sent by {@link #announce}. */
    StoredToken store(Checkout checkout, PaymentRequest request) {
        JsonObject properties = request.fields.getJsonObject("channel_properties");
        StoredToken token = add(checkout, request.channel, properties, Status.ACTIVE);
        request.fields.put("type", "PAY_AND_SAVE").put("payment_token_id", token.id());
        return token;
    }

    private StoredToken add(Checkout checkout, XenditChannelCode channel, JsonObject properties, Status status) {
        String id = "pt-" + processor.tools.ids().uuid();
        JsonObject account = json(
                "account_name", "BUDI",
                "account_balance", "1000001",
                "account_point_balance", "50000",
                "account_number", properties.getString("account_mobile_number"));
        JsonObject fields = known(
                "reference_id", checkout.fields.getString("reference_id"),
                "customer_id", checkout.fields.getString("customer_id"),
                "country", "ID",
                "currency", checkout.fields.getString("currency"),
                "channel_code", channel.name(),
                "channel_properties", properties,
                "token_details", channel == XenditChannelCode.CARDS ? json() : account,
                "metadata", checkout.fields.getJsonObject("metadata"));
        String url = processor.tools.url(StoredToken.path(id));
        StoredToken token = new StoredToken(id, checkout, fields, status, url, processor.now());
        tokens().add(token);
        checkout.tokens.add(token);
        return token;
    }

    /** The buyer has agreed. */
    void activate(StoredToken token) {
        require(token.isOpen() && token.checkout.open(), "This cannot be stored any more");
        token.become(Status.ACTIVE, processor.now());
        token.checkout.become(Checkout.Status.COMPLETED, processor.now());
        processor.send(token.owner(), "payment_session.completed", token.checkout.toJson());
        announce(token);
    }

    void announce(StoredToken token) {
        processor.send(token.owner(), "payment_token.activation", token.toJson());
    }

    /** The buyer or the buyer's bank says no; the page stays open. */
    void fail(StoredToken token, String code) {
        require(token.isOpen(), "This cannot fail, it is " + token.status());
        token.fail(code, processor.now());
        processor.send(token.owner(), "payment_token.failure", token.toJson());
    }

    /** The time of the card is over, or the wallet ends the storing. */
    void expire(StoredToken token) {
        require(token.isActive(), "This cannot expire, it is " + token.status());
        token.become(Status.EXPIRED, processor.now());
        processor.send(token.owner(), "payment_token.expiry", token.toJson());
    }

    /** The merchant or the owner ends the storing; Xendit sends no callback. */
    void cancel(StoredToken token) {
        token.become(Status.CANCELED, processor.now());
    }

    /** Refuses a charge by a method that is not stored any more. */
    void check(StoredToken token) {
        if (token.isActive() && token.lastDigits().equals(StoredToken.REVOKED)) {
            cancel(token);
        }
        XenditErrors.require(token.isActive(), "INVALID_TOKEN", "The payment token has expired or has been cancelled.");
    }

    /**
     * Takes the money, unless the method's magic says something else.
     *
     * @param mayAsk whether the bank may ask the buyer
     */
    void charge(PaymentRequest request, StoredToken token, boolean mayAsk) {
        token.failureOfCharge().ifPresent(code -> processor.decline(request, code));
        if (token.lastDigits().equals(StoredToken.EXPIRES)) {
            expire(token);
        }
        boolean asks = token.lastDigits().equals(StoredToken.ASKS_BUYER)
                || (mayAsk && XenditCards.isChallenged(token.lastDigits()));
        if (request.open() && !asks) {
            processor.pay(request, request.channel.usualIssuer());
        }
    }

    /** What the control page can do with a token. */
    void act(StoredToken token, String action) {
        require(List.of("expire", "revoke").contains(action), "A stored method can expire, or its owner can revoke it");
        if (action.equals("expire")) {
            expire(token);
        } else {
            cancel(token);
        }
    }
}
