package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.known;
import static com.plugipay.sandbox.kit.api.Jsons.object;
import static com.plugipay.sandbox.kit.api.Jsons.text;
import static com.plugipay.sandbox.kit.api.Jsons.whole;

import com.plugipay.sandbox.kit.api.ApiCall;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant wants to be paid for, as requests to the Core API and to Snap say it alike.
 *
 * @param amount in rupiah
 * @param echoed fields of the request that come back in every answer and notice
 * @param notificationUrls where this order's notices go
 */
record MidtransOrder(
        MidtransMerchant merchant, String orderId, long amount, JsonObject echoed, List<String> notificationUrls) {
    private static final int LONGEST_ORDER_ID = 50;
    private static final int LONGEST_NAME = 50;
    private static final int MOST_URLS = 3;
    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_~.-]+");

    /** Refuses the request with everything that is wrong with it. */
    static MidtransOrder read(ApiCall<MidtransMerchant> call, JsonObject body) {
        List<String> complaints = new ArrayList<>();
        JsonObject details = object(body, "transaction_details");
        String orderId = orderId(details, complaints);
        long amount = amount(details, complaints);
        checkItems(body, amount, complaints);
        List<String> urls = notificationUrls(call, complaints);
        if (!complaints.isEmpty()) {
            throw MidtransErrors.invalid(complaints);
        }
        JsonObject echoed = known(
                "custom_field1", body.getValue("custom_field1"),
                "custom_field2", body.getValue("custom_field2"),
                "custom_field3", body.getValue("custom_field3"),
                "metadata", body.getValue("metadata"));
        return new MidtransOrder(call.merchant(), orderId, amount, echoed, List.copyOf(urls));
    }

    private static String orderId(JsonObject details, List<String> complaints) {
        String orderId = text(details, "order_id");
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

    private static long amount(JsonObject details, List<String> complaints) {
        Long amount = whole(details, "gross_amount");
        if (amount == null) {
            complaints.add(
                    details.getValue("gross_amount") == null
                            ? "transaction_details.gross_amount is required"
                            : "transaction_details.gross_amount is not a number without decimals");
            return 0;
        }
        if (amount < 1) {
            complaints.add("transaction_details.gross_amount must be greater than or equal to 0.01");
        }
        return amount;
    }

    private static void checkItems(JsonObject body, long amount, List<String> complaints) {
        if (!(body.getValue("item_details") instanceof JsonArray items)) {
            return;
        }
        long sum = 0;
        for (Object one : items) {
            JsonObject item = one instanceof JsonObject object ? object : new JsonObject();
            Long price = whole(item, "price");
            Long quantity = whole(item, "quantity");
            String name = text(item, "name");
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
    private static List<String> notificationUrls(ApiCall<MidtransMerchant> call, List<String> complaints) {
        List<String> overriding = urls(call, "X-Override-Notification", complaints);
        return overriding.isEmpty()
                ? Stream.concat(
                                Stream.ofNullable(call.merchant().notificationUrl()),
                                urls(call, "X-Append-Notification", complaints).stream())
                        .distinct()
                        .toList()
                : overriding;
    }

    private static List<String> urls(ApiCall<MidtransMerchant> call, String header, List<String> complaints) {
        @Nullable String value = call.header(header);
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
