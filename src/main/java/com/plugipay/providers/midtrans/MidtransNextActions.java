package com.plugipay.providers.midtrans;

import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderLinks;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.midtrans.api.MidtransTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the buyer's next action from a pending transaction. */
final class MidtransNextActions {
    private final JsonFields body;
    private final @Nullable Instant expiresAt;

    private MidtransNextActions(JsonFields body, @Nullable Instant expiresAt) {
        this.body = body;
        this.expiresAt = expiresAt;
    }

    /**
     * Returns the next action; null when the body lacks a part of it: the answer to a status query holds less than the
     * answer to the charge.
     *
     * @param expiresAt used when the body has no expiry time
     */
    static @Nullable NextAction of(Method method, JsonFields body, @Nullable Instant expiresAt) {
        Instant expiry = MidtransTime.read(body.textOrEmpty("expiry_time"));
        return new MidtransNextActions(body, expiry == null ? expiresAt : expiry).of(method);
    }

    private @Nullable NextAction of(Method method) {
        return switch (method) {
            case QRIS -> {
                String text = body.text("qr_string");
                yield text == null ? null : new NextAction.ShowQr(text, expiresAt);
            }
            case BCA_VA -> account("BCA", null, number("bca"));
            case BNI_VA -> account("BNI", null, number("bni"));
            case BRI_VA -> account("BRI", null, number("bri"));
            case CIMB_VA -> account("CIMB Niaga", null, number("cimb"));
            case BSI_VA -> account("BSI", null, number("bsi"));
            case PERMATA_VA -> {
                String own = body.text("permata_va_number");
                yield account("Permata", null, own == null ? number("permata") : own);
            }
            case MANDIRI_VA -> {
                String billerCode = body.text("biller_code");
                yield billerCode == null ? null : account("Mandiri", billerCode, body.text("bill_key"));
            }
            case GOPAY, DANA, SHOPEEPAY -> redirect();
            case ALFAMART -> code("Alfamart");
            case INDOMARET -> code("Indomaret");
            case CARD, OVO, LINKAJA, ASTRAPAY, PAYPAL, BANK_TRANSFER -> null;
        };
    }

    private @Nullable NextAction account(String bank, @Nullable String billerCode, @Nullable String number) {
        return number == null ? null : new NextAction.ShowVirtualAccount(bank, number, billerCode, null, expiresAt);
    }

    private @Nullable String number(String bank) {
        for (JsonFields entry : body.all("va_numbers")) {
            if (bank.equalsIgnoreCase(entry.textOrEmpty("bank"))) {
                return entry.text("va_number");
            }
        }
        return null;
    }

    /** Adds a QR code for buyers on another device: https://docs.midtrans.com/docs/coreapi-e-money-integration. */
    private @Nullable NextAction redirect() {
        String url = actionUrl("deeplink-redirect");
        String qrString = body.text("qr_string");
        if (url == null) {
            return qrString == null ? null : new NextAction.ShowQr(qrString, expiresAt);
        }
        if (ProviderLinks.isUsable(url) && !ProviderLinks.opensApp(url)) {
            return new NextAction.Redirect(url, expiresAt);
        }
        String picture = actionUrl("generate-qr-code-v2");
        return new NextAction.Redirect(
                url, qrString, picture == null ? actionUrl("generate-qr-code") : picture, expiresAt);
    }

    private @Nullable String actionUrl(String name) {
        return actionUrl(body, name);
    }

    /** Returns the address of an action that Midtrans offers; null when there is none of this name. */
    static @Nullable String actionUrl(JsonFields body, String name) {
        for (JsonFields action : body.all("actions")) {
            if (name.equals(action.textOrEmpty("name"))) {
                return action.text("url");
            }
        }
        return null;
    }

    private @Nullable NextAction code(String store) {
        String code = body.text("payment_code");
        return code == null ? null : new NextAction.ShowCode(store, code, expiresAt);
    }
}
