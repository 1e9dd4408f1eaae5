package com.plugipay.pages.people;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.people.Accounts;
import com.plugipay.people.PersonLinkStore.Kind;
import com.plugipay.people.PersonLinkStore.Link;
import com.plugipay.people.SignIn;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pages of links that are used once. Opening one only shows a page: it is used by its button, and by nothing that fetches
 * links in advance.
 */
final class LinkPages {
    static final String LINK = PeoplePage.ROOT + "/link/";

    private final PeoplePage page;
    private final SignIn signIn;
    private final Accounts accounts;

    LinkPages(PeoplePage page, SignIn signIn, Accounts accounts) {
        this.page = page;
        this.signIn = signIn;
        this.accounts = accounts;
    }

    void mount(PageRoutes routes) {
        routes.open(
                HttpMethod.GET,
                LINK + ":link",
                context -> Reply.send(context, link(context).map(link -> show(context, link, null))));
        routes.open(HttpMethod.POST, LINK + ":link", this::use);
    }

    private Future<Link> link(RoutingContext context) {
        return signIn.link(Parameters.path(context, "link"), page.browser(context))
                .map(found ->
                        found.filter(link -> link.kind() != Kind.SECOND_FACTOR).orElseThrow(ErrorCode.GONE::exception));
    }

    private Reply show(RoutingContext context, Link link, @Nullable ApiException refusal) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("kind", link.kind().name());
        parameters.put(
                "email",
                Objects.requireNonNullElse(link.newEmail(), link.person().email()));
        PeopleTexts words = PeoplePage.words(context);
        parameters.put("problem", words.problem(refusal));
        return page.page(refusal == null ? 200 : 400, "link", words, null, parameters);
    }

    private void use(RoutingContext context) {
        Reply.send(context, link(context).compose(link -> used(context, link)));
    }

    private Future<Reply> used(RoutingContext context, Link link) {
        return switch (link.kind()) {
            case SIGN_IN -> signIn.byLink(link, page.browser(context)).map(begun -> page.admitted(begun, null));
            case PASSWORD ->
                Future.succeededFuture()
                        .compose(begin -> signIn.byNewPassword(
                                link, PeoplePage.secret(context, "password"), page.browser(context)))
                        .map(begun -> page.admitted(begun, null))
                        .recover(failure -> ErrorCode.VALIDATION_ERROR.is(failure)
                                ? Future.succeededFuture(show(context, link, (ApiException) failure))
                                : Future.failedFuture(failure));
            case EMAIL ->
                accounts.proveEmail(link, page.browser(context))
                        .map(proved -> page.message(200, "emailProved", PeoplePage.words(context)));
            case SECOND_FACTOR -> Future.failedFuture(ErrorCode.GONE.exception());
        };
    }
}
