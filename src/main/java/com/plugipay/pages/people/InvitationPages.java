package com.plugipay.pages.people;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.members.Acceptance;
import com.plugipay.members.Invitation;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page on which a person accepts an invitation: with the account that there is, or with a new one. */
final class InvitationPages {
    static final String INVITATION = PeoplePage.ROOT + "/invitation/";

    private final PeoplePage page;
    private final Acceptance acceptance;

    InvitationPages(PeoplePage page, Acceptance acceptance) {
        this.page = page;
        this.acceptance = acceptance;
    }

    void mount(Router router) {
        router.get(INVITATION + ":token").handler(this::show);
        router.post(INVITATION + ":token").handler(this::accept);
    }

    private Future<Acceptance.Offer> offer(RoutingContext context) {
        return acceptance
                .offer(Parameters.path(context, "token"), page.browser(context))
                .map(found -> found.orElseThrow(ErrorCode.GONE::exception));
    }

    private void show(RoutingContext context) {
        Reply.send(context, offer(context).map(offer -> show(context, offer, null)));
    }

    private Reply show(RoutingContext context, Acceptance.Offer offer, @Nullable ApiException refusal) {
        Invitation invitation = offer.invitation();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("workspace", offer.workspace());
        parameters.put("email", invitation.email());
        parameters.put("role", invitation.role().text());
        parameters.put("invitedBy", invitation.invitedBy());
        parameters.put("known", offer.isKnown());
        parameters.put("problem", refusal == null ? "" : refusal.getMessage());
        return page.page(refusal == null ? 200 : 400, "invitation", PeoplePage.words(context), null, parameters);
    }

    private void accept(RoutingContext context) {
        Reply.send(
                context,
                offer(context)
                        .compose(offer -> Future.succeededFuture()
                                .compose(begin -> acceptance.accept(
                                        offer,
                                        PeoplePage.field(context, "name"),
                                        PeoplePage.secret(context, "password"),
                                        PeoplePage.words(context).language(),
                                        page.browser(context)))
                                .map(begun -> page.begun(begun, null))
                                .recover(failure -> ErrorCode.VALIDATION_ERROR.is(failure)
                                        ? Future.succeededFuture(show(context, offer, (ApiException) failure))
                                        : Future.failedFuture(failure))));
    }
}
