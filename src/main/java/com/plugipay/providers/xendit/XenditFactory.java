package com.plugipay.providers.xendit;

import com.plugipay.providers.Capabilities;
import com.plugipay.providers.Method;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderFactory;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.kit.ProviderClient;
import java.util.EnumSet;
import java.util.Set;

/** Declares Xendit: all local methods, in rupiah. It stores cards and OVO accounts: https://docs.xendit.co/docs/ovo. */
public final class XenditFactory implements ProviderFactory {
    public static final ProviderKind KIND = new ProviderKind(
            "xendit",
            10,
            Capabilities.of(EnumSet.complementOf(EnumSet.of(Method.PAYPAL, Method.BANK_TRANSFER)), Set.of("IDR"))
                    .storing(EnumSet.of(Method.CARD, Method.OVO))
                    .reportingFees()
                    .trustingCallbacks());

    @Override
    public ProviderKind kind() {
        return KIND;
    }

    @Override
    public Class<? extends ProviderAccountInput> account() {
        return XenditAccount.class;
    }

    @Override
    public Provider create(Context context) {
        return new XenditProvider(
                context.accounts(),
                new ProviderClient(context.vertx(), context.config()),
                context.config(),
                context.clock());
    }
}
