package com.plugipay.providers;

import java.util.List;

/** The accounts of a workspace, one for each provider, connected or not. */
public record ProviderAccounts(
        ProviderAccount xendit, ProviderAccount midtrans, ProviderAccount paypal, ProviderAccount manual) {

    /** The kinds that can take money now. */
    public List<ProviderKind> active() {
        return List.of(xendit, midtrans, paypal, manual).stream()
                .filter(account -> account.status() == ProviderAccount.Status.ACTIVE)
                .map(ProviderAccount::kind)
                .toList();
    }
}
