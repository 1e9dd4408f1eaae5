package com.plugipay.sandbox.xendit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A merchant's account while the stand-in runs. */
public final class Account {
    public static final String MERCHANT_NAME = "Toko Contoh";

    private final String businessId;
    private final Map<String, String> customers = new HashMap<>();
    private XenditMerchant merchant;

    Account(XenditMerchant merchant, String businessId) {
        this.merchant = merchant;
        this.businessId = businessId;
    }

    public String businessId() {
        return businessId;
    }

    XenditMerchant merchant() {
        return merchant;
    }

    public void setCallbacks(String url, @Nullable String token) {
        merchant = merchant.calledAt(url, token);
    }

    public boolean hasCustomer(String id) {
        return customers.containsValue(id);
    }

    /** False when there is one of this reference already. */
    public boolean addCustomer(String reference, String id) {
        return customers.putIfAbsent(reference, id) == null;
    }
}
