package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderLinks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the buyer has to do, from what Midtrans says of a pending transaction. */
final class MidtransNextActions {
    private final JsonNode body;
    private final @Nullable Instant expiresAt;

    private MidtransNextActions(JsonNode body, @Nullable Instant expiresAt) {
        this.body = body;
        this.expiresAt = expiresAt;
    }

    /**
     * The next action; null when the body has not all of it: a status tells less than the answer to the charge did.
     *
     * @param expiresAt when the body does not say it
     */
    static @Nullable NextAction of(Method method, JsonNode body, @Nullable Instant expiresAt) {
        Instant said = MidtransTime.read(MidtransJson.textOrEmpty(body, "expiry_time"));
        return new MidtransNextActions(body, said == null ? expiresAt : said).of(method);
    }

    private @Nullable NextAction of(Method method) {
        return switch (method) {
            case QRIS -> {
                String text = MidtransJson.text(body, "qr_string");
                yield text == null ? null : new NextAction.ShowQr(text, expiresAt);
            }
            case BCA_VA -> account("BCA", null, number("bca"));
            case BNI_VA -> account("BNI", null, number("bni"));
            case BRI_VA -> account("BRI", null, number("bri"));
            case CIMB_VA -> account("CIMB Niaga", null, number("cimb"));
            case BSI_VA -> account("BSI", null, number("bsi"));
            case PERMATA_VA -> {
                String own = MidtransJson.text(body, "permata_va_number");
                yield account("Permata", null, own == null ? number("permata") : own);
            }
            case MANDIRI_VA -> {
                String billerCode = MidtransJson.text(body, "biller_code");
                yield billerCode == null ? null : account("Mandiri", billerCode, MidtransJson.text(body, "bill_key"));
            }
            case GOPAY, DANA, SHOPEEPAY -> redirect();
            case ALFAMART -> code("Alfamart");
            case INDOMARET -> code("Indomaret");
            case CARD, OVO, LINKAJA, ASTRAPAY, PAYPAL, BANK_TRANSFER -> null;
        };
    }

    private @Nullable NextAction account(String bank, @Nullable String billerCode, @Nullable String number) {
        return number == null ? null : new NextAction.ShowVirtualAccount(bank, number, billerCode, expiresAt);
    }

    private @Nullable String number(String bank) {
        for (JsonNode entry : body.path("va_numbers")) {
            if (bank.equalsIgnoreCase(MidtransJson.textOrEmpty(entry, "bank"))) {
                return MidtransJson.text(entry, "va_number");
            }
        }
        return null;
    }

    /** Who is not on the phone that has GoPay's app scans a code: https://docs.midtrans.com/docs/coreapi-e-money-integration. */
    private @Nullable NextAction redirect() {
        String url = actionUrl("deeplink-redirect");
        String qrString = MidtransJson.text(body, "qr_string");
        if (url == null) {
            return qrString == null ? null : new NextAction.ShowQr(qrString, expiresAt);
        }
        if (ProviderLinks.leads(url) && !ProviderLinks.opensApp(url)) {
            return new NextAction.Redirect(url, expiresAt);
        }
        String picture = actionUrl("generate-qr-code-v2");
        return new NextAction.Redirect(
                url, qrString, picture == null ? actionUrl("generate-qr-code") : picture, expiresAt);
    }

    private @Nullable String actionUrl(String name) {
        for (JsonNode action : body.path("actions")) {
            if (name.equals(MidtransJson.textOrEmpty(action, "name"))) {
                return MidtransJson.text(action, "url");
            }
        }
        return null;
    }

    private @Nullable NextAction code(String store) {
        String code = MidtransJson.text(body, "payment_code");
        return code == null ? null : new NextAction.ShowCode(store, code, expiresAt);
    }
}
