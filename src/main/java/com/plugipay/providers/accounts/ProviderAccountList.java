package com.plugipay.providers.accounts;

import com.fasterxml.jackson.annotation.JsonValue;
import com.plugipay.providers.ProviderKind;
import java.util.List;
import java.util.Map;

/** The accounts of a workspace, one for each provider, connected or not. */
public record ProviderAccountList(@JsonValue Map<ProviderKind, ProviderAccount> accounts) {
    /** The providers that can take payments now, by rank. */
    public List<ProviderKind> active() {
        return accounts.values().stream()
                .filter(account -> account.status() == ProviderAccount.Status.ACTIVE)
                .map(ProviderAccount::kind)
                .toList();
    }
}
