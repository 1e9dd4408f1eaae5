package com.plugipay.providers.manual;

import com.plugipay.model.Mode;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.ProviderLinks;
import com.plugipay.providers.Verification;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bank transfer to the merchant's own accounts, without a provider. Only the merchant sees whether the money has arrived, and
 * confirms or rejects the transfer.
 */
public final class ManualProvider implements Provider {
    private static final Outcome NOT_CONNECTED =
            new Outcome.Rejected("not_connected", "This workspace has no bank account to transfer to.");

    private final ProviderAccountCredentials.Source accounts;
    private final TransferTermsStore terms;

    public ManualProvider(ProviderAccountCredentials.Source accounts, TransferTermsStore terms) {
        this.accounts = accounts;
        this.terms = terms;
    }

    @Override
    public ProviderKind kind() {
        return ManualFactory.KIND;
    }

    @Override
    public @Nullable String failureCode(String providerCode) {
        return null;
    }

    @Override
    public ProviderLinks links(Mode mode) {
        return new ProviderLinks("");
    }

    @Override
    public Future<Outcome> handle(Command command) {
        return switch (command) {
            case Command.Charge charge -> charge(charge);
            case Command.OfStoredMethod ignored -> Future.succeededFuture(Outcome.Rejected.NOT_STORABLE);
            case Command.Probe ignored -> Future.succeededFuture(Outcome.Succeeded.done());
            // Only the merchant sees the transfer, and confirms or rejects it.
            case Command.QueryStatus query ->
                Future.succeededFuture(new Outcome.Pending(query.charge().providerReference(), Map.of()));
            // There is no provider that has to cancel: the instructions are no longer shown.
            case Command.Cancel ignored -> Future.succeededFuture(Outcome.Succeeded.done());
            // The fees of the merchant's bank are not known.
            case Command.QueryFee ignored -> Future.succeededFuture(new Outcome.Pending(null, Map.of()));
            // The merchant sends the money back by a transfer of its own and records it here.
            case Command.Refund refund -> Future.succeededFuture(refunded(refund.amount(), refund.currency()));
            case Command.QueryRefund query ->
                Future.succeededFuture(refunded(query.amount(), query.charge().currency()));
        };
    }

    /** Rejects every callback: nobody sends any. */
    @Override
    public Future<Verification> verify(ProviderCallback callback) {
        return Future.succeededFuture(new Verification.Rejected());
    }

    @Override
    public List<CallbackEvent> read(Buffer body) {
        return List.of();
    }

    private Future<Outcome> charge(Command.Charge charge) {
        return accounts.find(charge.tenant(), ManualFactory.KIND)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(NOT_CONNECTED)
                        : terms.find(charge.tenant(), charge.chargeId(), TransferReference.of(charge.chargeId()))
                                .map(Optional::orElseThrow)
                                .map(of -> instructions(charge, ManualAccount.of(found.get()), of)));
    }

    private static Outcome instructions(Command.Charge charge, ManualAccount account, TransferTerms terms) {
        return new Outcome.NeedsAction(
                terms.reference(),
                new NextAction.TransferInstructions(
                        account.bankAccounts(),
                        account.staticQrImageUrl(),
                        account.instructions(),
                        charge.amount(),
                        charge.currency(),
                        terms.code(),
                        terms.reference()),
                Map.of());
    }

    private static Outcome refunded(long amount, String currency) {
        return new Outcome.Succeeded(null, amount, currency, null, Map.of());
    }
}
