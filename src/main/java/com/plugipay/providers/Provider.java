package com.plugipay.providers;

import com.plugipay.bus.Addresses;
import com.plugipay.bus.LocalAddress;
import com.plugipay.model.Mode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An adapter: translates Plugipay's commands and outcomes to and from one provider's API. */
public interface Provider {

    /** The provider that it is for. */
    ProviderKind kind();

    /** The rules for links to which the provider may send a buyer, in this mode. */
    ProviderLinks links(Mode mode);

    /** Returns Plugipay's code for one of the provider's failure codes; null for a plain decline or refusal. */
    @Nullable
    String failureCode(String providerCode);

    /** Carries out a command. A failure at the provider is an outcome, never a failed future. */
    Future<Outcome> handle(Command command);

    /** Verifies a callback against the accounts of its workspace; in constant time where the proof is a secret. */
    Future<Verification> verify(ProviderCallback callback);

    /**
     * Reads the events in the body of a genuine callback.
     *
     * @return empty when the callback is about something that Plugipay does not follow
     */
    List<CallbackEvent> read(Buffer body);

    /**
     * Lists the payments of an account, to check those that were settled by a callback alone. A failure at the provider is a
     * value, never a failed future.
     */
    default Future<PaymentList> list(PaymentList.Query query) {
        return Future.succeededFuture(
                new PaymentList.Unavailable("Every callback of this provider is confirmed by a status query."));
    }

    /** The event bus address at which a provider's adapter takes commands. */
    static LocalAddress<Command, Outcome> commands(ProviderKind kind) {
        return LocalAddress.of(Addresses.PROVIDER_COMMANDS, kind.text(), Command.class, Outcome.class);
    }

    /** The event bus address at which a provider's adapter verifies callbacks. */
    static LocalAddress<ProviderCallback, Verification> callbacks(ProviderKind kind) {
        return LocalAddress.of(Addresses.PROVIDER_CALLBACKS, kind.text(), ProviderCallback.class, Verification.class);
    }

    /** The event bus address at which a provider's adapter reads stored callbacks. */
    static LocalAddress<Buffer, CallbackEvents> callbackEvents(ProviderKind kind) {
        return LocalAddress.of(Addresses.PROVIDER_EVENTS, kind.text(), Buffer.class, CallbackEvents.class);
    }

    /** The event bus address at which a provider's adapter lists payments. */
    static LocalAddress<PaymentList.Query, PaymentList> payments(ProviderKind kind) {
        return LocalAddress.of(Addresses.PROVIDER_PAYMENTS, kind.text(), PaymentList.Query.class, PaymentList.class);
    }

    /** The events of one callback. */
    record CallbackEvents(List<CallbackEvent> all) {}
}
