package com.plugipay.providers;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.plugipay.text.WebAddress;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The buyer's next action. The {@code type} decides which fields there are. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NextAction.Redirect.class, name = "redirect"),
    @JsonSubTypes.Type(value = NextAction.ShowQr.class, name = "show_qr"),
    @JsonSubTypes.Type(value = NextAction.ShowVirtualAccount.class, name = "show_va"),
    @JsonSubTypes.Type(value = NextAction.ShowCode.class, name = "show_code"),
    @JsonSubTypes.Type(value = NextAction.TransferInstructions.class, name = "transfer_instructions")
})
public sealed interface NextAction {

    /**
     * Go to the provider's page or app, which sends the buyer back.
     *
     * @param url where to go: https, or a link that opens an app
     * @param qrString the text of a QR code for paying from another device; null when there is none
     * @param qrImageUrl a picture of that QR code, drawn by the provider; null when there is none
     */
    record Redirect(
            String url,
            @Nullable String qrString,
            @Nullable String qrImageUrl,
            @Nullable Instant expiresAt) implements NextAction {

        /** A redirect to follow on the device that shows it. */
        public Redirect(String url, @Nullable Instant expiresAt) {
            this(url, null, null, expiresAt);
        }

        /** Whether the link opens an app instead of a page. */
        @JsonIgnore
        public boolean opensApp() {
            return ProviderLinks.opensApp(url);
        }
    }

    /** Scan a QR code with this text. */
    record ShowQr(String qrString, @Nullable Instant expiresAt) implements NextAction {}

    /**
     * Pay to this account number.
     *
     * @param billerCode the company code that Mandiri asks for before the number; null for other banks
     * @param accountName the name that the bank shows to who pays, as the provider says; null when it does not say
     */
    record ShowVirtualAccount(
            String bankName,
            String accountNumber,
            @Nullable String billerCode,
            @Nullable String accountName,
            @Nullable Instant expiresAt)
            implements NextAction {}

    /** Name this code at the counter of that store. */
    record ShowCode(
            String storeName, String paymentCode, @Nullable Instant expiresAt) implements NextAction {}

    /** A bank account of the merchant's. */
    record BankAccount(
            @Size(min = 1, max = 100) String bankName,

            @Size(max = 40)
            @Pattern(
                    regexp = "^[0-9A-Za-z][0-9A-Za-z .-]*$",
                    message = "An account number has digits, letters, spaces, dots and hyphens.")
            String accountNumber,

            @Size(min = 1, max = 100) String accountHolder) {}

    /**
     * Transfer to one of these accounts.
     *
     * @param amount in the currency's minor unit, to be transferred exactly and once
     * @param uniqueCode the difference between the amount and the price, negative when it was subtracted; null when
     *     there is none
     * @param reference the text that the buyer enters with the transfer, so that the merchant can find it
     */
    record TransferInstructions(
            List<BankAccount> bankAccounts,
            @Nullable WebAddress staticQrImageUrl,
            @Nullable String instructions,
            long amount,
            String currency,
            @Nullable Long uniqueCode,
            String reference)
            implements NextAction {}
}
