package com.plugipay.providers.accounts;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;

/** What clients of the hosted product ask about accounts that it opens for merchants: here there are none. */
public final class ManagedAccountRoutes {
    private ManagedAccountRoutes() {}

    public static void mount(Operations api) {
        api.get("/adapters/managed/onboarding", "Retrieve the managed account, of which there is none")
                .returns(200, ManagedAccount.class)
                .orNull()
                .handledBy(call -> Future.succeededFuture());
        api.post("/adapters/managed/onboarding", "Open a managed account, which only the hosted product does")
                .accepts(ManagedAccountInput.class)
                .returns(200, ManagedAccount.class)
                .handledBy(call -> {
                    call.input();
                    return refused(call);
                });
        api.post("/adapters/managed/onboarding/_simulate", "Set the states of a managed account in test mode")
                .accepts(ManagedAccountStates.class)
                .returns(200, ManagedAccount.class)
                .handledBy(call -> {
                    call.input();
                    return refused(call);
                });
        api.post("/onboarding/provision-managed", "Open a managed account with what is known of the workspace")
                .requires("adapters")
                .returns(200, ManagedAccount.class)
                .handledBy(ManagedAccountRoutes::refused);
    }

    private static Change<ManagedAccount> refused(Call<?> call) {
        throw ErrorCode.NOT_AVAILABLE.withMessage(
                "A gateway of your own has no managed accounts: connect your own account"
                        + " at a provider by PUT /adapters/xendit, midtrans, paypal or manual.");
    }
}
