package com.plugipay.providers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to transfer how much.
 *
 * @param amount in the currency's minor unit, to be transferred exactly and once
 * @param reference what the buyer writes into the transfer, so that the merchant can find it
 */
public record TransferInstructions(
        List<BankAccount> bankAccounts,
        @Nullable String staticQrImageUrl,
        @Nullable String instructions,
        long amount,
        String currency,
        String reference)
        implements NextAction {}
