package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account's money: what came, what it cost, what went back, and the balance. Fees are known a while after the payment
 * only.
 *
 * @see <a href="https://docs.xendit.co/apidocs/list-transactions">List transactions</a>
 */
record BalanceTransactions(StandInTools tools, XenditLedger ledger) {
    /** So that refunds do not fail for want of money. */
    private static final long OPENING_BALANCE = 1_000_000_000;

    private static final int LONGEST_PAGE = 50;
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

    /** One line of the account. */
    private record Line(Instant at, JsonObject json) {
        String id() {
            return json.getString("id");
        }
    }

    void mount(ProviderApi<XenditMerchant> api) {
        api.get("/transactions", this::list);
        api.get(
                "/transactions/:id",
                call -> lines(call.merchant()).stream()
                        .filter(line -> line.id().equals(call.id()))
                        .findFirst()
                        .map(line -> ApiReply.of(line.json()))
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
        List<Line> found = lines(call.merchant()).stream()
                .filter(line -> SEARCHED.entrySet().stream().allMatch(searched -> {
                    List<String> wanted = call.context().queryParam(searched.getKey());
                    return wanted.isEmpty() || wanted.contains(line.json().getString(searched.getValue()));
                }))
                .filter(line -> isWithin(call, "created", line.at()))
                .filter(line -> isWithin(call, "updated", line.at()))
                .toList();
        return XenditEndpoints.page(call, found, LONGEST_PAGE, Line::id, Line::json);
    }

    private static boolean isWithin(ApiCall<XenditMerchant> call, String query, Instant at) {
        try {
            return call.query(query + "[gte]")
                            .map(from -> !at.isBefore(Instant.parse(from)))
                            .orElse(true)
                    && call.query(query + "[lte]")
                            .map(to -> !at.isAfter(Instant.parse(to)))
                            .orElse(true);
        } catch (DateTimeParseException malformed) {
            throw XenditErrors.invalid(query, query + " must be a date in ISO 8601");
        }
    }

    /** Newest first. */
    private List<Line> lines(XenditMerchant merchant) {
        List<Line> lines = new ArrayList<>();
        for (PaymentRequest request : ledger.requests.of(merchant)) {
            request.payments.stream().filter(XenditPayment::succeeded).forEach(payment -> lines.add(line(payment)));
        }
        ledger.refunds.of(merchant).stream().filter(XenditRefund::succeeded).forEach(refund -> lines.add(line(refund)));
        lines.sort(Comparator.comparing(Line::at).reversed());
        return lines;
    }

    private Line line(XenditPayment payment) {
        PaymentRequest request = payment.request();
        long fee = request.channel.fee(payment.amount());
        long tax = XenditChannelCode.valueAddedTax(fee);
        boolean known = !tools.now().isBefore(payment.at().plus(FEE_TAKES));
        boolean settled = !tools.now().isBefore(payment.at().plus(SETTLES_AFTER));
        @Nullable Checkout checkout = request.checkout;
        return line(
                request,
                payment.at(),
                payment.amount(),
                new JsonObject()
                        .put("id", "txn_" + payment.id().substring(3))
                        .put("type", "PAYMENT")
                        .put("product_id", payment.id())
                        .put("cashflow", "MONEY_IN")
                        .put("net_amount", request.write(known ? payment.amount() - fee - tax : payment.amount()))
                        .put("settlement_status", settled ? "SETTLED" : "PENDING")
                        .put(
                                "estimated_settlement_time",
                                payment.at().plus(SETTLES_AFTER).toString())
                        .put(
                                "fee",
                                known ? fee("COMPLETED", request.write(fee), request.write(tax)) : fee("PENDING", 0, 0))
                        .put(
                                "product_data",
                                json(
                                        "capture_id", payment.captureId(),
                                        "payment_request_id", request.id(),
                                        "payment_link_id", checkout == null ? null : checkout.id())));
    }

    private static Line line(XenditRefund refund) {
        return line(
                refund.request,
                refund.createdAt(),
                refund.amount,
                new JsonObject()
                        .put("id", "txn_" + refund.id().substring(4))
                        .put("type", "REFUND")
                        .put("product_id", refund.id())
                        .put("cashflow", "MONEY_OUT")
                        .put("net_amount", refund.request.write(refund.amount))
                        .put("settlement_status", null)
                        .put("estimated_settlement_time", null)
                        .put("fee", fee("NOT_APPLICABLE", 0, 0)));
    }

    private static Line line(PaymentRequest request, Instant at, long amount, JsonObject own) {
        return new Line(
                at,
                own.mergeIn(json(
                        "status", "SUCCESS",
                        "channel_category", request.channel.kind.name(),
                        "channel_code", request.channel.name(),
                        "account_identifier", null,
                        "reference_id", request.reference(),
                        "currency", request.currency(),
                        "amount", request.write(amount),
                        "net_amount_currency", request.currency(),
                        "business_id", request.owner().businessId,
                        "created", at.toString(),
                        "updated", at.toString())));
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
