package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.kit.SeededIds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All that the stand-in keeps, and the codes that buyers are shown: account numbers and payment codes are unique. */
final class XenditLedger {
    final Ledger<PaymentRequest> requests = new Ledger<>();
    final Ledger<Checkout> checkouts = new Ledger<>();
    final Ledger<XenditRefund> refunds = new Ledger<>();
    private final Map<String, PaymentRequest> byCode = new LinkedHashMap<>();
    private final SeededIds ids;

    XenditLedger(SeededIds ids) {
        this.ids = ids;
    }

    void add(PaymentRequest request) {
        requests.add(request);
        byCode.put(request.code, request);
    }

    Optional<PaymentRequest> byCode(String code) {
        return code.isEmpty() ? Optional.empty() : Optional.ofNullable(byCode.get(code));
    }

    /** What the buyer is shown to pay with: a QR's text, an account number or a payment code; empty for none. */
    String newCode(PaymentRequest.Terms terms) {
        String prefix = terms.channel().prefix;
        return switch (terms.channel().kind) {
            case QR_CODE ->
                Qris.encode("TEST ONLY TOKO CONTOH", terms.amount(), ids.hex24().substring(0, 20));
            case VIRTUAL_ACCOUNT -> unique(terms, "virtual_account_number", prefix, 16 - prefix.length());
            case RETAIL_OUTLET -> unique(terms, "payment_code", prefix, 6);
            case EWALLET, CARDS -> "";
        };
    }

    /** The merchant may choose the number, while nobody else has it. */
    private String unique(PaymentRequest.Terms terms, String property, String prefix, int digits) {
        String wanted =
                XenditFields.of(terms.fields()).object("channel_properties").optionalText(property, 32);
        if (wanted != null) {
            if (byCode(wanted).filter(PaymentRequest::open).isPresent()) {
                throw XenditErrors.of(409, "DUPLICATE_ERROR", property + " is in use.");
            }
            return wanted;
        }
        String made = prefix + ids.digits(digits);
        while (byCode(made).isPresent()) {
            made = prefix + ids.digits(digits);
        }
        return made;
    }
}
