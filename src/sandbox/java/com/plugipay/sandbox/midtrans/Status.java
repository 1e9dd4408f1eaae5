package com.plugipay.sandbox.midtrans;

import java.util.Locale;

/** The values of {@code transaction_status}. */
public enum Status {
    PENDING("201"),
    CAPTURE("200"),
    SETTLEMENT("200"),
    DENY("202"),
    CANCEL("200"),
    EXPIRE("407"),
    FAILURE("202"),
    REFUND("200"),
    PARTIAL_REFUND("200"),
    CHARGEBACK("200");

    private final String code;

    Status(String code) {
        this.code = code;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The {@code status_code} when asked. */
    public String code() {
        return code;
    }

    /** The {@code status_code} when told: an expiry is 202 here. */
    public String noticeCode() {
        return this == EXPIRE ? "202" : code;
    }

    /** Whether the money came, some of it may have gone back. */
    public boolean paid() {
        return this == CAPTURE || this == SETTLEMENT || this == REFUND || this == PARTIAL_REFUND;
    }
}
