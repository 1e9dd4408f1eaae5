package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All that the stand-in keeps, and the codes that buyers are shown: account numbers and payment codes are unique. */
final class XenditLedger {
    final Ledger<PaymentRequest> requests = new Ledger<>();
    final Ledger<Checkout> checkouts = new Ledger<>();
    final Ledger<XenditRefund> refunds = new Ledger<>();
    final SeededIds ids;
    private final StandInTools tools;
    private final Map<String, PaymentRequest> byCode = new HashMap<>();

    XenditLedger(StandInTools tools) {
        this.tools = tools;
        this.ids = tools.ids();
    }

    /** Also gives it its code. */
    void add(PaymentRequest request) {
        request.code = newCode(request);
        requests.add(request);
        byCode.put(request.code, request);
    }

    Optional<PaymentRequest> byCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    private String newCode(PaymentRequest request) {
        return switch (request.channel.kind) {
            case QR_CODE ->
                Qris.encode("TEST ONLY TOKO CONTOH", request.amount, ids.hex24().substring(0, 20));
            case VIRTUAL_ACCOUNT -> unique(request, "virtual_account_number", 16 - request.channel.prefix.length());
            case RETAIL_OUTLET -> unique(request, "payment_code", 6);
            case EWALLET, CARDS -> tools.url(request.path());
        };
    }

    /** The merchant may choose the number, while nobody else has it. */
    private String unique(PaymentRequest request, String property, int digits) {
        String wanted =
                XenditFields.of(request.fields).object("channel_properties").optionalText(property, 32);
        if (wanted != null && !wanted.isEmpty()) {
            if (byCode(wanted).filter(PaymentRequest::open).isPresent()) {
                throw XenditErrors.of(409, "DUPLICATE_ERROR", property + " is in use.");
            }
            return wanted;
        }
        String made;
        do {
            made = request.channel.prefix + ids.digits(digits);
        } while (byCode.containsKey(made));
        return made;
    }
}
