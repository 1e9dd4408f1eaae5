package com.plugipay.pages.people;

import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.json.Json;
import com.plugipay.people.SecondStep;
import com.plugipay.people.SessionStore;
import com.plugipay.people.SignIn;
import com.plugipay.people.SignIn.Browser;
import com.plugipay.people.factors.Passkey;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages on which a person signs in, signs out, gives the password again, and asks for another one. */
final class SignInPages {
    private static final String FORGOTTEN = PeoplePage.ROOT + "/forgotten";

    private final PeoplePage page;
    private final SignIn signIn;
    private final SecondStep secondStep;
    private final SessionStore sessions;

    SignInPages(PeoplePage page, SignIn signIn, SecondStep secondStep, SessionStore sessions) {
        this.page = page;
        this.signIn = signIn;
        this.secondStep = secondStep;
        this.sessions = sessions;
    }

    void mount(PageRoutes routes) {
        routes.open(HttpMethod.GET, PeoplePage.SIGN_IN, this::show);
        routes.open(HttpMethod.POST, PeoplePage.SIGN_IN, this::signIn);
        routes.open(HttpMethod.POST, PeoplePage.ROOT + "/sign-out", this::signOut);
        routes.open(
                HttpMethod.GET, FORGOTTEN, context -> forgotten(context, false).to(context));
        routes.open(HttpMethod.POST, FORGOTTEN, this::mailLink);
        routes.person(HttpMethod.GET, PeoplePage.CONFIRM, this::showConfirm);
        routes.person(HttpMethod.POST, PeoplePage.CONFIRM, this::confirm);
        routes.person(HttpMethod.POST, PeoplePage.CONFIRM + "/passkey", this::confirmByPasskey);
    }

    private void show(RoutingContext context) {
        String next = Parameters.query(context, "next");
        Reply.send(
                context,
                page.visit(context)
                        .map(visit -> visit.isPresent()
                                ? Reply.seeOther(PeoplePage.own(next))
                                : form(context, 200, "", next, "")));
    }

    private void signIn(RoutingContext context) {
        PeopleTexts words = PeoplePage.words(context);
        String email = PeoplePage.field(context, "email");
        String next = PeoplePage.field(context, "next");
        Reply.send(
                context,
                endFormer(context)
                        .compose(ended ->
                                signIn.byPassword(email, PeoplePage.secret(context, "password"), page.browser(context)))
                        .map(admitted -> admitted.map(admission -> page.admitted(admission, next))
                                .orElseGet(() -> form(context, 401, email, next, words.get("signIn.wrong")))));
    }

    /** A session that the browser has is not continued by whoever signs in. */
    Future<?> endFormer(RoutingContext context) {
        return page.visit(context)
                .compose(visit -> visit.isPresent() ? sessions.end(visit.get().person()) : Future.succeededFuture());
    }

    /** The page for signing in; the problem is empty for none. */
    Reply form(RoutingContext context, int status, String email, @Nullable String next, String problem) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("email", email);
        parameters.put("next", next == null ? "" : next);
        parameters.put("problem", problem);
        parameters.put("passkey", options(List.of(), page.browser(context)));
        return page.page(status, "sign-in", PeoplePage.words(context), null, parameters);
    }

    private void signOut(RoutingContext context) {
        Reply.send(context, endFormer(context).map(ended -> page.ended()));
    }

    private Reply forgotten(RoutingContext context, boolean isSent) {
        return page.page(200, "forgotten", PeoplePage.words(context), null, Map.of("sent", isSent));
    }

    private void mailLink(RoutingContext context) {
        String email = PeoplePage.field(context, "email");
        Reply.send(context, signIn.forgotten(email, page.browser(context)).map(queued -> forgotten(context, true)));
    }

    private String options(List<Passkey> allowed, Browser browser) {
        return Json.text(secondStep.options(allowed, browser.now()));
    }

    private Future<Reply> showConfirm(RoutingContext context, Visit visit) {
        return confirmation(visit, Parameters.query(context, "next"), false);
    }

    private Future<Reply> confirm(RoutingContext context, Visit visit) {
        return confirmed(
                context,
                visit,
                signIn.confirm(visit.person(), PeoplePage.secret(context, "password"), visit.browser()));
    }

    private Future<Reply> confirmByPasskey(RoutingContext context, Visit visit) {
        return confirmed(
                context, visit, secondStep.confirm(visit.person(), PeoplePage.passkey(context), visit.browser()));
    }

    private Future<Reply> confirmed(RoutingContext context, Visit visit, Future<Boolean> proof) {
        String next = PeoplePage.field(context, "next");
        return proof.compose(isRight -> isRight
                ? Future.succeededFuture(Reply.seeOther(PeoplePage.own(next)))
                : confirmation(visit, next, true));
    }

    private Future<Reply> confirmation(Visit visit, @Nullable String next, boolean isWrong) {
        return secondStep.of(visit.person().personId()).map(factors -> {
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("next", next == null ? "" : next);
            parameters.put("wrong", isWrong);
            parameters.put("password", factors.hasPassword());
            parameters.put("passkey", factors.passkeys().isEmpty() ? "" : options(factors.passkeys(), visit.browser()));
            return page.page(isWrong ? 401 : 200, "confirm", visit.words(), visit, parameters);
        });
    }
}
