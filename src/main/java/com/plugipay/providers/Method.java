package com.plugipay.providers;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ways in which a buyer can pay, in the order in which the checkout page offers them. */
public enum Method {
    @JsonProperty("qris")
    QRIS(Group.QR, "QRIS"),
    @JsonProperty("bca_va")
    BCA_VA(Group.VIRTUAL_ACCOUNT, "BCA Virtual Account"),
    @JsonProperty("mandiri_va")
    MANDIRI_VA(Group.VIRTUAL_ACCOUNT, "Mandiri Virtual Account"),
    @JsonProperty("bni_va")
    BNI_VA(Group.VIRTUAL_ACCOUNT, "BNI Virtual Account"),
    @JsonProperty("bri_va")
    BRI_VA(Group.VIRTUAL_ACCOUNT, "BRI Virtual Account"),
    @JsonProperty("permata_va")
    PERMATA_VA(Group.VIRTUAL_ACCOUNT, "Permata Virtual Account"),
    @JsonProperty("cimb_va")
    CIMB_VA(Group.VIRTUAL_ACCOUNT, "CIMB Niaga Virtual Account"),
    @JsonProperty("bsi_va")
    BSI_VA(Group.VIRTUAL_ACCOUNT, "BSI Virtual Account"),
    @JsonProperty("gopay")
    GOPAY(Group.WALLET, "GoPay"),
    @JsonProperty("ovo")
    OVO(Group.WALLET, "OVO"),
    @JsonProperty("dana")
    DANA(Group.WALLET, "DANA"),
    @JsonProperty("shopeepay")
    SHOPEEPAY(Group.WALLET, "ShopeePay"),
    @JsonProperty("linkaja")
    LINKAJA(Group.WALLET, "LinkAja"),
    @JsonProperty("astrapay")
    ASTRAPAY(Group.WALLET, "AstraPay"),
    @JsonProperty("card")
    CARD(Group.CARD, "Card"),
    @JsonProperty("paypal")
    PAYPAL(Group.PAYPAL, "PayPal"),
    @JsonProperty("alfamart")
    ALFAMART(Group.STORE, "Alfamart"),
    @JsonProperty("indomaret")
    INDOMARET(Group.STORE, "Indomaret"),
    @JsonProperty("bank_transfer")
    BANK_TRANSFER(Group.TRANSFER, "Bank transfer");

    /** Methods that a buyer goes through in the same way. */
    public enum Group {
        /** Scan a code with a banking or wallet app. */
        QR("qr", "qris"),
        /** Pay to a bank account number that was made for this one purchase. */
        VIRTUAL_ACCOUNT("va", "va"),
        /** Approve in a wallet app. */
        WALLET("ewallet", "ewallet"),
        CARD("card", "card"),
        PAYPAL("paypal", "paypal"),
        /** Pay cash at a shop's counter with a code. */
        STORE("retail", "retail"),
        /** Transfer to the merchant's own account. */
        TRANSFER("offline", null);

        private final String sdkName;
        private final @Nullable String family;

        Group(String sdkName, @Nullable String family) {
            this.sdkName = sdkName;
            this.family = family;
        }

        /** The name in the templates and texts. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The name in the SDKs (client libraries), which sort the methods of a checkout by it. */
        public String sdkName() {
            return sdkName;
        }

        /** The name by which a session asks for all methods of the group; null for a group that has none. */
        public @Nullable String family() {
            return family;
        }
    }

    private final Group group;
    private final String label;

    Method(Group group, String label) {
        this.group = group;
        this.label = label;
    }

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #text()}. */
    public static Method of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public Group group() {
        return group;
    }

    /** The name that people know it by, in English. */
    public String label() {
        return label;
    }
}
