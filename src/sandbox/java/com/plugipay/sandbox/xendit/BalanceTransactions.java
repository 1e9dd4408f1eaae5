package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.xendit.PaymentRequest.Payment;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The account's money: what came, what it cost, what went back, and the balance. Fees are known a while after the payment
 * only.
 *
 * @see <a href="https://docs.xendit.co/apidocs/list-transactions">List transactions</a>
 */
record BalanceTransactions(StandInTools tools, XenditLedger ledger) {
    /** So that refunds do not fail for want of money. */
    private static final long OPENING_BALANCE = 1_000_000_000;

    private static final Duration FEE_TAKES = Duration.ofSeconds(30);
    private static final Duration SETTLES_AFTER = Duration.ofDays(1);
    /** The parameters of a search, and the fields that they are compared with. */
    private static final Map<String, String> SEARCHED = Map.of(
            "types", "type",
            "statuses", "status",
            "currency", "currency",
            "product_id", "product_id",
            "reference_id", "reference_id",
            "channel_categories", "channel_category");

    void mount(ProviderApi<XenditMerchant> api) {
        api.get("/transactions", this::list);
        api.get(
                "/transactions/:id",
                call -> lines(call.merchant())
                        .filter(line -> line.getString("id").equals(call.id()))
                        .findFirst()
                        .map(ApiReply::of)
                        .orElseThrow(XenditErrors::notFound));
        api.get("/balance", call -> ApiReply.of(json("balance", balance(call.merchant()))));
    }

    /** In rupiah. */
    long balance(XenditMerchant merchant) {
        return OPENING_BALANCE
                + ledger.requests.of(merchant).stream()
                        .filter(request -> request.currency().equals("IDR"))
                        .mapToLong(request -> request.paid() - request.refunded(false))
                        .sum();
    }

    private ApiReply list(ApiCall<XenditMerchant> call) {
        Stream<JsonObject> found = lines(call.merchant())
                .filter(line -> SEARCHED.entrySet().stream().allMatch(searched -> {
                    List<String> wanted = call.context().queryParam(searched.getKey());
                    return wanted.isEmpty() || wanted.contains(line.getString(searched.getValue()));
                }))
                .filter(line -> !line.getInstant("created").isBefore(bound(call, "created[gte]", Instant.MIN)))
                .filter(line -> !line.getInstant("created").isAfter(bound(call, "created[lte]", Instant.MAX)));
        return XenditEndpoints.page(call, 50, "id", found);
    }

    private static Instant bound(ApiCall<XenditMerchant> call, String query, Instant otherwise) {
        try {
            return call.query(query).map(Instant::parse).orElse(otherwise);
        } catch (DateTimeParseException malformed) {
            throw XenditErrors.invalid(query, query + " must be a date in ISO 8601");
        }
    }

    /** Newest first. */
    private Stream<JsonObject> lines(XenditMerchant merchant) {
        Stream<JsonObject> payments = ledger.requests.of(merchant).stream()
                .flatMap(request -> request.payments.stream())
                .filter(Payment::succeeded)
                .map(this::line);
        Stream<JsonObject> refunds = ledger.refunds.of(merchant).stream()
                .filter(XenditRefund::succeeded)
                .map(BalanceTransactions::line);
        return Stream.concat(payments, refunds)
                .sorted(Comparator.comparing((JsonObject line) -> line.getInstant("created"))
                        .reversed());
    }

    private JsonObject line(Payment payment) {
        PaymentRequest request = payment.request();
        boolean known = !tools.now().isBefore(payment.at().plus(FEE_TAKES));
        long fee = known ? request.channel.fee(payment.amount()) : 0;
        long tax = XenditChannelCode.valueAddedTax(fee);
        Instant settles = payment.at().plus(SETTLES_AFTER);
        JsonObject product = json(
                "capture_id", payment.captureId(),
                "payment_request_id", request.id(),
                "payment_link_id", request.checkout == null ? null : request.checkout.id());
        return line(request, payment.amount(), payment.at())
                .mergeIn(json(
                        "id", "txn_".concat(payment.id().substring(3)),
                        "type", "PAYMENT",
                        "product_id", payment.id(),
                        "cashflow", "MONEY_IN",
                        "net_amount", request.write(payment.amount() - fee - tax),
                        "settlement_status", tools.now().isBefore(settles) ? "PENDING" : "SETTLED",
                        "estimated_settlement_time", settles.toString(),
                        "fee", fee(known ? "COMPLETED" : "PENDING", request.write(fee), request.write(tax)),
                        "product_data", product));
    }

    private static JsonObject line(XenditRefund refund) {
        return line(refund.request, refund.amount, refund.createdAt())
                .mergeIn(json(
                        "id", "txn_".concat(refund.id().substring(4)),
                        "type", "REFUND",
                        "product_id", refund.id(),
                        "cashflow", "MONEY_OUT",
                        "net_amount", refund.request.write(refund.amount),
                        "fee", fee("NOT_APPLICABLE", 0, 0)));
    }

    /** What all lines have in common; only payments are settled. */
    private static JsonObject line(PaymentRequest request, long amount, Instant at) {
        return json(
                "status", "SUCCESS",
                "channel_category", request.channel.kind.name(),
                "channel_code", request.channel.name(),
                "account_identifier", null,
                "reference_id", request.reference(),
                "currency", request.currency(),
                "amount", request.write(amount),
                "net_amount_currency", request.currency(),
                "business_id", request.owner().businessId,
                "settlement_status", null,
                "estimated_settlement_time", null,
                "created", at.toString(),
                "updated", at.toString());
    }

    private static JsonObject fee(String status, Number fee, Number tax) {
        return json(
                "xendit_fee", fee,
                "value_added_tax", tax,
                "xendit_withholding_tax", 0,
                "third_party_withholding_tax", 0,
                "status", status);
    }
}
