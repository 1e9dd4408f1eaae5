package com.plugipay.providers;

import com.plugipay.bus.Address;
import io.vertx.core.Future;

/** An adapter: carries out commands in one provider's way and tells the outcome in ours. */
public interface Provider {

    /** Which provider this is. */
    ProviderKind kind();

    /** Never fails for a reason of the provider's: that is an outcome. */
    Future<Outcome> handle(Command command);

    /** Where a provider answers commands on the event bus. */
    static Address<Command, Outcome> address(ProviderKind kind) {
        return new Address<>("provider." + kind.text(), Command.class, Outcome.class);
    }
}
