package com.plugipay.providers.manual;

import com.plugipay.providers.Capabilities;
import com.plugipay.providers.Method;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderFactory;
import com.plugipay.providers.ProviderKind;
import java.util.Set;

/**
 * Declares bank transfer: the buyer transfers to the merchant's own bank account, and the merchant confirms the
 * arrival. Last by rank, after the providers that confirm payments themselves.
 */
public final class ManualFactory implements ProviderFactory {
    public static final ProviderKind KIND =
            new ProviderKind("manual", 1000, Capabilities.byHand(Set.of(Method.BANK_TRANSFER)));

    @Override
    public ProviderKind kind() {
        return KIND;
    }

    @Override
    public Class<? extends ProviderAccountInput> account() {
        return ManualAccount.class;
    }

    @Override
    public String connecting() {
        return "Connect bank transfer, or change what is given of it";
    }

    @Override
    public boolean isChangedInPart() {
        return true;
    }

    @Override
    public Provider create(Context context) {
        return new ManualProvider(context.accounts(), new TransferTermsStore(context.database()));
    }
}
