package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.midtrans.MidtransMerchant;
import com.plugipay.sandbox.midtrans.MidtransOrder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what Core and Snap have in common, and lists everything that is wrong with it. */
final class OrderReader {
    private static final int LONGEST_ORDER_ID = 50;
    private static final int LONGEST_NAME = 50;
    private static final int MOST_URLS = 3;
    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_~.-]+");
    private static final Set<String> ECHOED = Set.of("custom_field1", "custom_field2", "custom_field3", "metadata");

    private OrderReader() {}

    /** Throws a {@link MidtransRefusal} with all complaints. */
    static MidtransOrder read(HttpServerRequest request, MidtransMerchant merchant, JsonObject body) {
        List<String> complaints = new ArrayList<>();
        JsonObject details = MidtransWire.object(body, "transaction_details");
        String orderId = orderId(details, complaints);
        long amount = amount(details, complaints);
        items(body, amount, complaints);
        List<String> urls = notificationUrls(request, merchant, complaints);
        if (!complaints.isEmpty()) {
            throw MidtransRefusal.invalid(complaints);
        }
        JsonObject echoed = new JsonObject();
        ECHOED.stream().sorted().filter(body::containsKey).forEach(field -> echoed.put(field, body.getValue(field)));
        return new MidtransOrder(merchant, orderId, amount, echoed, urls);
    }

    private static String orderId(@Nullable JsonObject details, List<String> complaints) {
        String orderId = MidtransWire.text(details, "order_id");
        if (orderId == null || orderId.isEmpty()) {
            complaints.add("transaction_details.order_id is required");
            return "";
        }
        if (orderId.length() > LONGEST_ORDER_ID) {
            complaints.add("transaction_details.order_id too long");
        }
        if (!ORDER_ID.matcher(orderId).matches()) {
            complaints.add("transaction_details.order_id contains characters other than letters, digits and - _ ~ .");
        }
        return orderId;
    }

    private static long amount(@Nullable JsonObject details, List<String> complaints) {
        if (details == null || details.getValue("gross_amount") == null) {
            complaints.add("transaction_details.gross_amount is required");
            return 0;
        }
        Long amount = MidtransWire.whole(details, "gross_amount");
        if (amount == null) {
            complaints.add("transaction_details.gross_amount is not a number without decimals");
            return 0;
        }
        if (amount < 1) {
            complaints.add("transaction_details.gross_amount must be greater than or equal to 0.01");
        }
        return amount;
    }

    private static void items(JsonObject body, long amount, List<String> complaints) {
        if (!(body.getValue("item_details") instanceof JsonArray items)) {
            return;
        }
        long sum = 0;
        for (Object one : items) {
            JsonObject item = one instanceof JsonObject object ? object : new JsonObject();
            Long price = MidtransWire.whole(item, "price");
            Long quantity = MidtransWire.whole(item, "quantity");
            String name = MidtransWire.text(item, "name");
            if (price == null || quantity == null || name == null) {
                complaints.add("item_details price, quantity and name are required");
                return;
            }
            if (name.length() > LONGEST_NAME) {
                complaints.add("item_details Name too long");
            }
            sum += price * quantity;
        }
        if (sum != amount) {
            complaints.add("transaction_details.gross_amount is not equal to the sum of item_details");
        }
    }

    /** X-Override-Notification replaces the merchant's own URL, X-Append-Notification adds to it. */
    private static List<String> notificationUrls(
            HttpServerRequest request, MidtransMerchant merchant, List<String> complaints) {
        List<String> overriding = urls(request, "X-Override-Notification", complaints);
        if (!overriding.isEmpty()) {
            return overriding;
        }
        return Stream.concat(
                        Stream.ofNullable(merchant.notificationUrl()),
                        urls(request, "X-Append-Notification", complaints).stream())
                .distinct()
                .toList();
    }

    private static List<String> urls(HttpServerRequest request, String header, List<String> complaints) {
        String value = request.getHeader(header);
        if (value == null || value.isBlank()) {
            return List.of();
        }
        List<String> urls =
                Stream.of(value.split(",", -1)).map(String::strip).distinct().toList();
        // What Midtrans does with a fourth is not documented; silence would hide the mistake.
        if (urls.size() > MOST_URLS) {
            complaints.add(header + " must not have more than " + MOST_URLS + " URLs");
        }
        if (!urls.stream().allMatch(url -> url.startsWith("http://") || url.startsWith("https://"))) {
            complaints.add(header + " must be URLs with commas between them");
        }
        return urls;
    }
}
