package com.plugipay.pages.people;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.members.Acceptance;
import com.plugipay.members.Invitation;
import com.plugipay.people.SessionStore.Begun;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    void mount(PageRoutes routes) {
        routes.open(HttpMethod.GET, INVITATION + ":token", this::show);
        routes.open(HttpMethod.POST, INVITATION + ":token", this::accept);
    }

    private Future<Acceptance.Offer> offer(RoutingContext context) {
        return acceptance
                .offer(Parameters.path(context, "token"), page.browser(context))
                .map(found -> found.orElseThrow(ErrorCode.GONE::exception));
    }

    /** Whether the person who has signed in is the one who is invited: it accepts without the password. */
    private static boolean isOf(Optional<Visit> visit, Acceptance.Offer offer) {
        return visit.filter(found ->
                        found.person().email().equals(offer.invitation().email()))
                .isPresent();
    }

    private void show(RoutingContext context) {
        Reply.send(
                context,
                Future.all(offer(context), page.visit(context))
                        .map(both -> show(context, both.resultAt(0), both.resultAt(1), null)));
    }

    private Reply show(
            RoutingContext context, Acceptance.Offer offer, Optional<Visit> visit, @Nullable ApiException refusal) {
        Invitation invitation = offer.invitation();
        PeopleTexts words = PeoplePage.words(context);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("workspace", offer.workspace());
        parameters.put("email", invitation.email());
        parameters.put("role", invitation.role().text());
        parameters.put("invitedBy", invitation.invitedBy());
        parameters.put("known", offer.isKnown());
        parameters.put("signedIn", isOf(visit, offer));
        parameters.put("own", INVITATION + Parameters.path(context, "token"));
        parameters.put("problem", words.problem(refusal));
        return page.page(refusal == null ? 200 : 400, "invitation", words, null, parameters);
    }

    private void accept(RoutingContext context) {
        Reply.send(
                context,
                Future.all(offer(context), page.visit(context))
                        .compose(both -> accept(context, both.resultAt(0), both.resultAt(1))));
    }

    private Future<Reply> accept(RoutingContext context, Acceptance.Offer offer, Optional<Visit> visit) {
        if (isOf(visit, offer)) {
            return acceptance
                    .accept(offer, page.browser(context))
                    .map(accepted -> Reply.seeOther(PeoplePage.ROOT + "/workspaces"));
        }
        return Future.succeededFuture()
                .compose(begin -> acceptance.accept(
                        offer,
                        PeoplePage.field(context, "name"),
                        PeoplePage.secret(context, "password"),
                        PeoplePage.words(context).language(),
                        page.browser(context)))
                // Whoever has to prove a second factor comes back, and accepts then; the others have.
                .map(admission -> page.admitted(
                        admission,
                        admission instanceof Begun ? null : context.request().path()))
                .recover(failure -> ErrorCode.VALIDATION_ERROR.is(failure)
                        ? Future.succeededFuture(show(context, offer, visit, (ApiException) failure))
                        : Future.failedFuture(failure));
    }
}
