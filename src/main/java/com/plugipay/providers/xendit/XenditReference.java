package com.plugipay.providers.xendit;

import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.kit.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a charge at Xendit that are known. They are stored in its provider data under these names.
 *
 * @param requestId of the payment request
 * @param sessionId of the payment session, where the buyer pays on a hosted page
 * @param paymentId of the payment
 */
record XenditReference(
        @Nullable String requestId,
        @Nullable String sessionId,
        @Nullable String paymentId) {
    static final String REQUEST = "paymentRequestId";
    static final String SESSION = "paymentSessionId";
    static final String PAYMENT = "paymentId";
    static final String CHANNEL = "channelCode";

    /**
     * Plugipay's ids are letters, digits and an underscore; other references are the merchant's own. To the
     * reference of a hosted page's payment request Xendit may add ten characters, which its documents do not say.
     */
    private static final Pattern PLUGIPAY_ID = Pattern.compile("(\\w+_[0-9A-Z]{26})_[A-Za-z0-9]{10}|(\\w{1,64})");

    /** Longer than a request can take, together with the time that Xendit needs to list a new object. */
    private static final Duration LISTED_AFTER = Duration.ofMinutes(5);

    static XenditReference of(ChargeReference charge) {
        String main = JsonFields.isId(charge.providerReference()) ? charge.providerReference() : null;
        boolean hosted = main != null && main.startsWith("ps-");
        String request = known(charge, REQUEST);
        String session = known(charge, SESSION);
        return new XenditReference(
                request == null && !hosted ? main : request,
                session == null && hosted ? main : session,
                known(charge, PAYMENT));
    }

    private static @Nullable String known(ChargeReference charge, String name) {
        String id = charge.data(name);
        return JsonFields.isId(id) ? id : null;
    }

    /** Returns all ids that an object of Xendit names, for the provider data. */
    static Map<String, Object> data(JsonFields object) {
        Map<String, Object> data = new LinkedHashMap<>();
        put(data, SESSION, object.id("payment_session_id"));
        put(data, REQUEST, object.id("payment_request_id"));
        put(data, PAYMENT, paymentId(object));
        put(data, CHANNEL, object.id("channel_code"));
        return data;
    }

    /** Returns Plugipay's id that an object names as its reference; null when it names none. */
    static @Nullable String plugipayId(JsonFields object) {
        String reference = object.text("reference_id");
        Matcher id = PLUGIPAY_ID.matcher(reference == null ? "" : reference);
        if (!id.matches()) {
            return null;
        }
        return id.group(1) == null ? id.group(2) : id.group(1);
    }

    /** Whether the object's reference, if it has one, is not this charge's: a forged callback may combine any ids. */
    static boolean isOfOther(String chargeId, JsonFields object) {
        return object.text("reference_id") != null && !chargeId.equals(plugipayId(object));
    }

    static @Nullable String paymentId(JsonFields object) {
        return object.anyId("payment_id", "latest_payment_id");
    }

    private static void put(Map<String, Object> data, String name, @Nullable String value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    /**
     * Whether Xendit would list an object with this reference by now if the request had arrived. Plugipay's ids contain their
     * time; for any other id the answer is no.
     */
    static boolean wouldBeListed(String plugipayId, Instant now) {
        return Ids.isOlderThan(plugipayId, LISTED_AFTER, now);
    }
}
