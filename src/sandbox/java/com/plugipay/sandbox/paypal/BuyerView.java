package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.paypal.api.OrderWire;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What the buyer's pages show, as text. */
public record BuyerView(
        String path, String token, String merchant, String amount, String description, List<Choice> choices) {
    /** Something to pay with. */
    public record Choice(String value, String label, String effect, boolean first) {}

    static BuyerView of(String path, PayPalOrder order) {
        OrderRequest request = order.request();
        return new BuyerView(
                path,
                order.id(),
                Objects.requireNonNullElse(request.brandName(), order.app().email()),
                MinorUnits.text(request.amount().minor(), request.amount().currency()),
                Objects.requireNonNullElse(request.unit().getString("description"), ""),
                Arrays.stream(Funding.values())
                        .map(funding -> new Choice(
                                funding.name(), funding.label(), funding.effect(), funding == Funding.BALANCE))
                        .toList());
    }

    public String email() {
        return OrderWire.PAYER_EMAIL;
    }
}
