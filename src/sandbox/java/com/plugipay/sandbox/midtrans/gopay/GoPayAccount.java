package com.plugipay.sandbox.midtrans.gopay;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import com.plugipay.sandbox.midtrans.api.MidtransSignature;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A buyer's GoPay account, which a merchant can charge once it is linked. */
public final class GoPayAccount extends ProviderObject<MidtransMerchant, GoPayAccount.Status> {
    /** The values of {@code account_status}. */
    public enum Status {
        PENDING("201"),
        ENABLED("200"),
        EXPIRED("204"),
        DISABLED("204");

        private final String code;

        Status(String code) {
            this.code = code;
        }
    }

    /** The stand-in's own magic, without country code: this account has no money. */
    private static final String NO_MONEY = "81200000051";
    /** This one asks for the PIN whoever begins the charge. */
    private static final String ASKING = "81200000001";

    private final String phone;
    private final List<String> notificationUrls;
    /** Where its buyer goes after having linked it; null for nowhere. */
    private final @Nullable String redirectUrl;
    /** What a charge has to name besides the account; each reading gives another. */
    private String optionToken = "";

    GoPayAccount(
            String id,
            MidtransMerchant merchant,
            String phone,
            @Nullable String redirectUrl,
            List<String> notificationUrls,
            Instant now) {
        super(id, merchant, Status.PENDING, now);
        this.phone = phone;
        this.redirectUrl = redirectUrl;
        this.notificationUrls = List.copyOf(notificationUrls);
    }

    public String phone() {
        return phone;
    }

    List<String> notificationUrls() {
        return notificationUrls;
    }

    @Nullable
    String redirectUrl() {
        return redirectUrl;
    }

    public boolean hasMoney() {
        return !phone.equals(NO_MONEY);
    }

    /** Whether its buyer has to type the PIN, which only a recurring charge can do without. */
    public boolean asks(boolean recurring) {
        return !recurring || phone.equals(ASKING);
    }

    /** Whether this is the payment option that was read last. */
    public boolean offers(@Nullable String token) {
        return status() == Status.ENABLED && optionToken.equals(token);
    }

    /** The answer to a query; a linked account shows what can be charged. */
    JsonObject read(String newToken) {
        JsonObject account = toJson();
        if (status() == Status.ENABLED) {
            optionToken = newToken;
            JsonObject wallet = option("GOPAY_WALLET", hasMoney() ? "1000000.00" : "0.00", newToken);
            JsonObject credit = option("PAY_LATER", "350000.00", newToken + "-later");
            account.put("metadata", json("payment_options", array(wallet, credit)));
        }
        return account;
    }

    private static JsonObject option(String name, String balance, String token) {
        return json(
                "name",
                name,
                "active",
                true,
                "balance",
                json("value", balance, "currency", "IDR"),
                "metadata",
                new JsonObject(),
                "token",
                token);
    }

    JsonObject toJson() {
        return json(
                "status_code",
                status().code,
                "payment_type",
                "gopay",
                "account_id",
                id(),
                "account_status",
                status().name());
    }

    /** The body of a notice; a forged one is signed with a key that nobody has. */
    JsonObject notice(boolean forged) {
        String word = status() == Status.ENABLED ? "account_linked" : "account_unlinked";
        String key = forged ? "not-the-server-key" : owner().serverKey();
        return toJson().put("merchant_id", owner().merchantId())
                .put("status_message", "Midtrans " + word + " notification")
                .put("signature_key", MidtransSignature.of(id() + status().name() + status().code, key));
    }
}
