package com.plugipay.sandbox.shop;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The merchant's desk as its page shows it: the sessions that wait for a decision, and those that are finished. */
public record Desk(List<Entry> open, List<Entry> finished) {

    static Desk of(List<JsonObject> open, List<JsonObject> finished, Map<String, JsonObject> paymentBySession) {
        // What the buyer says is paid comes first: somebody waits for it.
        return new Desk(
                entries(open, paymentBySession).stream()
                        .sorted(Comparator.comparing(Entry::claimed).reversed())
                        .toList(),
                entries(finished, paymentBySession));
    }

    private static List<Entry> entries(List<JsonObject> sessions, Map<String, JsonObject> paymentBySession) {
        return sessions.stream()
                .map(session -> new Entry(session, paymentBySession.get(session.getString("id"))))
                .toList();
    }

    /** One session with its payment, null while there is none; both as the gateway's API writes them. */
    public record Entry(JsonObject session, @Nullable JsonObject payment) {

        /** The shop's own number for it; the gateway's id for a session that is not from this shop. */
        public String title() {
            return metadata().getString("orderNumber", session.getString("id"));
        }

        /** The shop's own id for it; null for a session that is not from this shop. */
        public @Nullable String orderId() {
            return metadata().getString("orderId");
        }

        public String amount() {
            return Display.text(session.getLong("amount"), session.getString("currency"));
        }

        /** Whether the buyer says that the money is on its way. */
        public boolean claimed() {
            return session.getBoolean("reviewPending", false)
                    || (payment != null && "pending".equals(payment.getString("status")));
        }

        /** Whether the merchant, and nobody else, can say if the money came. */
        public boolean settledByHand() {
            return Objects.requireNonNullElse(session.getString("provider"), "manual")
                    .equals("manual");
        }

        public String method() {
            String paid = payment == null ? null : text(payment.getValue("paymentMethod"));
            String method = paid == null ? text(session.getValue("paymentMethod")) : paid;
            return method == null ? "not chosen yet" : method.replace('_', ' ');
        }

        /** What arrives after fees; null until the gateway knows. */
        public @Nullable String net() {
            return payment == null || payment.getLong("netAmount") == null
                    ? null
                    : Display.text(payment.getLong("netAmount"), payment.getString("currency"));
        }

        private JsonObject metadata() {
            return session.getValue("metadata") instanceof JsonObject metadata ? metadata : new JsonObject();
        }

        /** A payment method is written as a word or as an object with a type. */
        private static @Nullable String text(@Nullable Object method) {
            return switch (method) {
                case null -> null;
                case JsonObject object -> object.getString("label", object.getString("type"));
                default -> method.toString();
            };
        }
    }
}
