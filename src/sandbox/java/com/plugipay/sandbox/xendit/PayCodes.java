package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.xendit.api.RequestFields;
import com.plugipay.sandbox.xendit.api.XenditRefusal;
import org.jspecify.annotations.Nullable;

/** What a buyer is shown to pay with: the text of a QR code, an account number, a code for the counter. */
final class PayCodes {
    private final XenditLedger ledger;
    private final SeededIds ids;

    PayCodes(XenditLedger ledger, SeededIds ids) {
        this.ledger = ledger;
        this.ids = ids;
    }

    /** Never one that was given out before; null where the buyer is sent to a page instead. */
    @Nullable
    String next(PaymentRequest.Asked asked) {
        XenditChannelCode channel = asked.channel();
        return switch (channel.kind) {
            case QR_CODE ->
                Qris.encode("TEST ONLY TOKO CONTOH", asked.amount(), ids.hex24().substring(0, 20));
            case VIRTUAL_ACCOUNT -> own(asked, "virtual_account_number", channel.prefix, 16 - channel.prefix.length());
            case RETAIL_OUTLET -> own(asked, "payment_code", channel.prefix, 6);
            case EWALLET, CARDS -> null;
        };
    }

    /** The merchant may choose the number, while nobody else has it. */
    private String own(PaymentRequest.Asked asked, String property, String prefix, int digits) {
        String wanted = RequestFields.of(asked.channelProperties()).optionalText(property, 32);
        if (wanted != null) {
            if (ledger.byCode(wanted).filter(PaymentRequest::open).isPresent()) {
                throw new XenditRefusal(409, "DUPLICATE_ERROR", property + " is in use.");
            }
            return wanted;
        }
        String made = prefix + ids.digits(digits);
        while (ledger.byCode(made).isPresent()) {
            made = prefix + ids.digits(digits);
        }
        return made;
    }
}
