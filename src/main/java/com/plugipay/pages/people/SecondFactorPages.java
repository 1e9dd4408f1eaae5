package com.plugipay.pages.people;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.json.Json;
import com.plugipay.people.PersonLinkStore.Link;
import com.plugipay.people.SecondStep;
import com.plugipay.people.SecondStep.Factors;
import com.plugipay.people.SessionStore.Begun;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page on which a person proves the second factor, and where passkeys sign in alone. */
final class SecondFactorPages {
    static final String PASSKEY = PeoplePage.ROOT + "/passkey";

    private final PeoplePage page;
    private final SecondStep secondStep;

    SecondFactorPages(PeoplePage page, SecondStep secondStep) {
        this.page = page;
        this.secondStep = secondStep;
    }

    void mount(PageRoutes routes) {
        routes.open(HttpMethod.GET, PeoplePage.SECOND_FACTOR, this::show);
        routes.open(HttpMethod.POST, PeoplePage.SECOND_FACTOR, this::byCode);
        routes.open(HttpMethod.POST, PeoplePage.SECOND_FACTOR + "/passkey", this::byPasskey);
        routes.open(HttpMethod.POST, PASSKEY, this::byPasskeyAlone);
    }

    /** Who has proved the first factor in this browser; fails with a 401, which leads to the page for signing in. */
    private Future<Link> pending(RoutingContext context) {
        return secondStep
                .pending(page.pending(context), page.browser(context))
                .map(found -> found.orElseThrow(ErrorCode.UNAUTHORIZED::exception));
    }

    private void show(RoutingContext context) {
        String next = Parameters.query(context, "next");
        Reply.send(context, pending(context).compose(link -> form(context, link, next, false)));
    }

    private void byCode(RoutingContext context) {
        Reply.send(
                context,
                pending(context)
                        .compose(link -> secondStep
                                .byCode(link, PeoplePage.field(context, "code"), page.browser(context))
                                .compose(begun -> answer(context, link, begun))));
    }

    private void byPasskey(RoutingContext context) {
        Reply.send(
                context,
                pending(context)
                        .compose(link -> secondStep
                                .byPasskey(link, PeoplePage.passkey(context), page.browser(context))
                                .compose(begun -> answer(context, link, begun))));
    }

    private Future<Reply> answer(RoutingContext context, Link link, Optional<Begun> begun) {
        String next = PeoplePage.field(context, "next");
        return begun.isPresent()
                ? Future.succeededFuture(page.admitted(begun.get(), next))
                : form(context, link, next, true);
    }

    private Future<Reply> form(RoutingContext context, Link link, @Nullable String next, boolean isWrong) {
        return secondStep.of(link.person().id()).map(factors -> {
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("email", link.person().email());
            parameters.put("next", next == null ? "" : next);
            parameters.put("wrong", isWrong);
            parameters.put("authenticator", factors.hasAuthenticator());
            parameters.put("passkey", options(factors, page.browser(context).now()));
            return page.page(isWrong ? 401 : 200, "second-factor", PeoplePage.words(context), null, parameters);
        });
    }

    /** What the browser needs so that one of these passkeys answers; empty when there is none. */
    private String options(Factors factors, Instant now) {
        return factors.passkeys().isEmpty() ? "" : Json.text(secondStep.options(factors.passkeys(), now));
    }

    private void byPasskeyAlone(RoutingContext context) {
        String next = PeoplePage.field(context, "next");
        Reply.send(
                context,
                secondStep
                        .byPasskeyAlone(PeoplePage.passkey(context), page.browser(context))
                        .map(begun -> begun.map(session -> page.admitted(session, next))
                                .orElseGet(() -> page.message(401, "passkey", PeoplePage.words(context)))));
    }
}
