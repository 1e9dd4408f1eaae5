package com.plugipay.pages.people;

import com.plugipay.http.exchange.HostCookie;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.people.openid.OpenIdOutcome;
import com.plugipay.people.openid.OpenIdOutcome.Refusal;
import com.plugipay.people.openid.OpenIdSignIn;
import com.plugipay.people.openid.OpenIdSignIn.Departure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The way to the OpenID provider and back. */
final class OpenIdPages {
    private static final String DEPARTURE = PeoplePage.ROOT + "/openid";
    private static final int LONGEST_NEXT = 500;

    private final PeoplePage page;
    private final SignInPages signInPages;
    private final OpenIdSignIn openid;
    private final HostCookie cookie;

    OpenIdPages(PeoplePage page, SignInPages signInPages, OpenIdSignIn openid, HostCookie cookie) {
        this.page = page;
        this.signInPages = signInPages;
        this.openid = openid;
        this.cookie = cookie;
    }

    void mount(PageRoutes routes) {
        routes.open(HttpMethod.POST, DEPARTURE, this::depart);
        routes.open(HttpMethod.GET, OpenIdSignIn.CALLBACK, this::arrive);
    }

    private void depart(RoutingContext context) {
        String asked = PeoplePage.field(context, "next");
        String next = PeoplePage.own(asked.length() > LONGEST_NEXT ? null : asked);
        boolean isAgain = !PeoplePage.field(context, "again").isEmpty();
        Reply.send(
                context,
                openid.begin(next, isAgain, page.browser(context))
                        .map(departure -> departure
                                .map(leaving -> leave(context, leaving))
                                .orElseGet(() -> refusal(context, Refusal.UNAVAILABLE))));
    }

    /**
     * A page that leads to the provider. A redirect would not do: Chromium follows one after a form only to where the page's
     * {@code form-action} allows, and so it does with all redirects of the provider that come after.
     */
    private Reply leave(RoutingContext context, Departure departure) {
        return page.page(
                        200,
                        "openid-departure",
                        PeoplePage.words(context),
                        null,
                        Map.of("address", departure.address()))
                .with("Refresh", "0; url=" + departure.address())
                .with("Set-Cookie", cookie.header(departure.cookie()));
    }

    private void arrive(RoutingContext context) {
        OpenIdSignIn.Answer answer = new OpenIdSignIn.Answer(
                Parameters.query(context, "state"),
                Parameters.query(context, "code"),
                Parameters.query(context, "error"),
                Parameters.query(context, "iss"));
        Reply.send(
                context,
                openid.complete(
                                answer,
                                cookie.of(context.request()),
                                PeoplePage.words(context).language(),
                                page.browser(context))
                        .compose(outcome -> reply(context, outcome)));
    }

    private Future<Reply> reply(RoutingContext context, OpenIdOutcome outcome) {
        return switch (outcome) {
            case OpenIdOutcome.SignedIn signedIn ->
                signInPages.endFormer(context).map(ended -> page.admitted(signedIn.admission(), signedIn.next()));
            case OpenIdOutcome.Refused refused -> Future.succeededFuture(refusal(context, refused.refusal()));
        };
    }

    private Reply refusal(RoutingContext context, Refusal refusal) {
        PeopleTexts words = PeoplePage.words(context);
        return switch (refusal) {
            case OVER -> signInPages.form(context, 400, "", null, words.get("openid.over"));
            case REFUSED -> signInPages.form(context, 401, "", null, words.get("openid.refused", openid.name()));
            case UNINVITED -> page.message(403, "openidUninvited", words);
            case TAKEN -> page.message(409, "openidTaken", words);
            case UNAVAILABLE -> page.message(503, "openidUnavailable", words).with("Retry-After", "10");
        };
    }
}
