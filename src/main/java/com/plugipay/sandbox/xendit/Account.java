package com.plugipay.sandbox.xendit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A merchant's account while the stand-in runs. */
final class Account {
    static final String MERCHANT_NAME = "Toko Contoh";

    private final String businessId;
    private final Map<String, String> customers = new HashMap<>();
    private Merchant merchant;

    Account(Merchant merchant, String businessId) {
        this.merchant = merchant;
        this.businessId = businessId;
    }

    String businessId() {
        return businessId;
    }

    Merchant merchant() {
        return merchant;
    }

    void setCallbacks(String url, @Nullable String token) {
        merchant = merchant.calledAt(url, token);
    }

    boolean hasCustomer(String id) {
        return customers.containsValue(id);
    }

    /** False when there is one of this reference already. */
    boolean addCustomer(String reference, String id) {
        return customers.putIfAbsent(reference, id) == null;
    }
}
