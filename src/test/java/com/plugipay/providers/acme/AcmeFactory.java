package com.plugipay.providers.acme;

import com.plugipay.providers.Capabilities;
import com.plugipay.providers.Method;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderFactory;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.kit.ProviderClient;
import java.util.Set;

/** Declares a provider that exists only in tests: it needs this folder and one line. */
public final class AcmeFactory implements ProviderFactory {
    public static final ProviderKind KIND =
            new ProviderKind("acme", 500, Capabilities.of(Set.of(Method.GOPAY), Set.of("IDR")));

    @Override
    public ProviderKind kind() {
        return KIND;
    }

    @Override
    public Class<? extends ProviderAccountInput> account() {
        return AcmeAccount.class;
    }

    @Override
    public Provider create(Context context) {
        return new AcmeProvider(context.accounts(), new ProviderClient(context.vertx(), context.config()));
    }
}
