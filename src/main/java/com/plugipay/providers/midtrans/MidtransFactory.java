package com.plugipay.providers.midtrans;

import com.plugipay.providers.Capabilities;
import com.plugipay.providers.Method;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderFactory;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.kit.ProviderClient;
import java.util.EnumSet;
import java.util.Set;

/** Declares Midtrans: local methods except three wallets, in rupiah. Neither Core nor Snap reports fees. */
public final class MidtransFactory implements ProviderFactory {
    public static final ProviderKind KIND = new ProviderKind(
            "midtrans",
            20,
            Capabilities.of(
                            EnumSet.complementOf(EnumSet.of(
                                    Method.OVO, Method.LINKAJA, Method.ASTRAPAY, Method.PAYPAL, Method.BANK_TRANSFER)),
                            Set.of("IDR"))
                    .storing(EnumSet.of(Method.CARD, Method.GOPAY)));

    @Override
    public ProviderKind kind() {
        return KIND;
    }

    @Override
    public Class<? extends ProviderAccountInput> account() {
        return MidtransAccount.class;
    }

    @Override
    public Provider create(Context context) {
        return new MidtransProvider(
                context.accounts(),
                new ProviderClient(context.vertx(), context.config()),
                context.config(),
                context.callbackUrls(),
                context.clock());
    }
}
