package com.plugipay.providers;

import com.plugipay.bus.Addresses;
import com.plugipay.bus.LocalAddress;
import com.plugipay.model.Mode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An adapter: speaks with one provider in its way and tells of it in ours. */
public interface Provider {

    /** Which provider this is. */
    ProviderKind kind();

    /** Which of the provider's links a buyer can be sent to, in test mode or in live mode. */
    ProviderLinks links(Mode mode);

    /** Plugipay's code for a failure code of the provider's; null for a plain decline or refusal. */
    @Nullable
    String failureCode(String providerCode);

    /** Carries out a command. The future never fails for a reason of the provider's: that is an outcome. */
    Future<Outcome> handle(Command command);

    /** Checks a callback's proof against the accounts of its workspace; in constant time where the proof is a secret. */
    Future<Verification> verify(ProviderCallback callback);

    /**
     * Reads the body of a callback that was genuine.
     *
     * @return its events; none when it is about something that Plugipay does not follow
     */
    List<CallbackEvent> read(Buffer body);

    /**
     * Lists what was paid to an account, to check payments that were taken from callbacks alone. The future never fails for
     * a reason of the provider's.
     */
    default Future<PaymentList> list(PaymentList.Query query) {
        return Future.succeededFuture(
                new PaymentList.NotTold("Every callback of this provider is confirmed by a question."));
    }

    /** Where a provider answers commands on the event bus. */
    static LocalAddress<Command, Outcome> commands(ProviderKind kind) {
        return LocalAddress.of(Addresses.PROVIDER_COMMANDS, kind.text(), Command.class, Outcome.class);
    }

    /** Where a provider verifies callbacks on the event bus. */
    static LocalAddress<ProviderCallback, Verification> callbacks(ProviderKind kind) {
        return LocalAddress.of(Addresses.PROVIDER_CALLBACKS, kind.text(), ProviderCallback.class, Verification.class);
    }

    /** Where a provider reads stored callbacks on the event bus. */
    static LocalAddress<Buffer, CallbackEvents> callbackEvents(ProviderKind kind) {
        return LocalAddress.of(Addresses.PROVIDER_EVENTS, kind.text(), Buffer.class, CallbackEvents.class);
    }

    /** Where a provider lists payments on the event bus. */
    static LocalAddress<PaymentList.Query, PaymentList> payments(ProviderKind kind) {
        return LocalAddress.of(Addresses.PROVIDER_PAYMENTS, kind.text(), PaymentList.Query.class, PaymentList.class);
    }

    /** The events of one callback. */
    record CallbackEvents(List<CallbackEvent> all) {}
}
