package com.plugipay.checkout;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientInfo;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.http.operations.Operations;
import com.plugipay.providers.Method;
import com.plugipay.text.WebAddress;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The public API of a session: a buyer's browser calls it without a key, from any site. */
public final class PublicCheckoutRoutes {
    /** The published API names both paths. */
    public static final List<String> PATHS = List.of("/public/checkout/sessions/:id", "/public/checkout/:id");

    private final BuyerCheckout buyer;

    /**
     * The body of a charge: the method that the buyer chose.
     *
     * @param savePaymentMethod whether it may be stored, where the session asks for that; default true
     */
    public record Choice(Method method, @Nullable Boolean savePaymentMethod) {
        public MethodChoice choice() {
            return new MethodChoice(method, !Boolean.FALSE.equals(savePaymentMethod), null);
        }
    }

    /**
     * The body of a buyer's statement that the transfer was made.
     *
     * @param proofUrl where the buyer keeps a proof, such as a picture; it is shown to the business, and never fetched
     */
    public record TransferClaim(@Nullable WebAddress proofUrl) implements CheckedInput {
        private static final int LONGEST = 2_000;

        @Override
        public void check() {
            if (proofUrl != null && (!proofUrl.isSecure() || proofUrl.text().length() > LONGEST)) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        "proofUrl", "The address must begin with https:// and have at most 2,000 characters.");
            }
        }
    }

    public PublicCheckoutRoutes(BuyerCheckout buyer) {
        this.buyer = buyer;
    }

    public void mount(Operations api) {
        api.alias(PATHS.getLast(), PATHS.getFirst());
        for (String path : PATHS) {
            api.get(path, "Retrieve the public part of a session")
                    .withoutKey()
                    .returns(200, PublicCheckoutSession.class)
                    .handledBy(call -> session(call.id()));
            api.post(path + "/charge", "Choose how to pay")
                    .withoutKey()
                    .accepts(Choice.class)
                    .returns(200, PublicCheckoutSession.class)
                    .handledInStepsBy(this::charge);
            api.post(path + "/buyer-claim", "State that the transfer was made")
                    .withoutKey()
                    .accepts(TransferClaim.class)
                    .returns(200, PublicCheckoutSession.class)
                    .handledInStepsBy(this::claimTransfer);
            api.get(path + "/receipt", "Retrieve the receipt of a paid session")
                    .withoutKey()
                    .returns(200, Receipt.class)
                    .handledBy(call -> buyer.receipt(call.id()));
        }
    }

    private Future<PublicCheckoutSession> charge(Call<Choice> call) {
        return buyer.choose(call.id(), call.input().choice(), client(call)).compose(ignored -> session(call.id()));
    }

    private Future<PublicCheckoutSession> claimTransfer(Call<TransferClaim> call) {
        return buyer.claimTransfer(call.id(), client(call), call.input().proofUrl())
                .compose(ignored -> session(call.id()));
    }

    private Future<PublicCheckoutSession> session(String sessionId) {
        return buyer.snapshot(sessionId).map(PublicCheckoutSession::of);
    }

    private static ClientInfo client(Call<?> call) {
        return new ClientInfo(call.ip(), call.now());
    }
}
