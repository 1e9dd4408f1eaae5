package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.midtrans.api.MidtransWire;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Everything that Midtrans numbers; the same for the same seed. */
public final class MidtransIds extends SeededIds {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";
    private static final int SUFFIX = 10;

    private long refunds = 88_000;

    MidtransIds(RandomGenerator random) {
        super(random);
    }

    /** GoPay and DANA have ids of another form than all others, for those who take all for UUIDs. */
    String transaction(MidtransPaymentType channel, Instant now) {
        if (channel != MidtransPaymentType.GOPAY && channel != MidtransPaymentType.DANA) {
            return uuid();
        }
        return "A1" + MidtransWire.time(now).replaceAll("\\D", "") + pick(LETTERS, SUFFIX) + "ID";
    }

    long refund() {
        return ++refunds;
    }
}
