package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.providers.Method;
import io.vertx.core.Future;
import java.util.List;

/** What a buyer's browser can ask without a key, from any site. */
public final class PublicCheckoutRoutes {
    /** The contract names the session once with and once without "sessions" in front: both work. */
    private static final List<String> PATHS = List.of("/public/checkout/sessions/:id", "/public/checkout/:id");

    private final BuyerCheckout buyer;

    /** The buyer's choice. */
    public record Choice(Method method) {}

    public PublicCheckoutRoutes(BuyerCheckout buyer) {
        this.buyer = buyer;
    }

    public void mount(Operations api) {
        for (String path : PATHS) {
            api.get(path, "Retrieve what a buyer may know of a session")
                    .withoutKey()
                    .returns(200, PublicCheckoutSession.class)
                    .handledBy(call -> see(call.id()));
            api.post(path + "/charge", "Choose how to pay")
                    .withoutKey()
                    .accepts(Choice.class)
                    .returns(200, PublicCheckoutSession.class)
                    .handledInStepsBy(this::charge);
            api.post(path + "/buyer-claim", "Say that the transfer is made")
                    .withoutKey()
                    .returns(200, PublicCheckoutSession.class)
                    .handledInStepsBy(
                            call -> buyer.claim(call.id(), visit(call)).compose(ignored -> see(call.id())));
            api.get(path + "/receipt", "Retrieve the receipt of a paid session")
                    .withoutKey()
                    .returns(200, Receipt.class)
                    .handledBy(call -> buyer.receipt(call.id()));
        }
    }

    private Future<PublicCheckoutSession> charge(Call<Choice> call) {
        return buyer.choose(call.id(), call.input().method(), visit(call)).compose(ignored -> see(call.id()));
    }

    private Future<PublicCheckoutSession> see(String sessionId) {
        return buyer.see(sessionId)
                .map(sight -> PublicCheckoutSession.of(
                        sight.session(),
                        sight.methods(),
                        sight.attempt().map(Attempt::nextAction).orElse(null)));
    }

    private static BuyerCheckout.Visit visit(Call<?> call) {
        return new BuyerCheckout.Visit(call.ip(), call.now());
    }
}
