package com.plugipay.support;

import com.plugipay.db.Database;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.secrets.MasterKeys;
import java.time.InstantSource;

/** Stores of payment methods for tests that build a part of the gateway by themselves. */
public final class PaymentMethods {
    private PaymentMethods() {}

    /** A store with a master key of its own: it cannot read what a gateway has stored. */
    public static PaymentMethodStore of(Database database) {
        return new PaymentMethodStore(database, MasterKeys.parse(MasterKeys.generate()), InstantSource.system());
    }
}
