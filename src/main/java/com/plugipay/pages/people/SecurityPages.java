package com.plugipay.pages.people;

import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.json.Json;
import com.plugipay.outbox.Change;
import com.plugipay.pages.codes.QrPicture;
import com.plugipay.people.SecondFactors;
import com.plugipay.people.SecondFactors.Overview;
import com.plugipay.people.factors.AuthenticatorStore.Authenticator;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page of a person's second factors. It asks for the password first, if that was not given lately. */
final class SecurityPages {
    private static final String SECURITY = PeoplePage.ROOT + "/account/security";

    private final PeoplePage page;
    private final Database database;
    private final SecondFactors factors;

    SecurityPages(PeoplePage page, Database database, SecondFactors factors) {
        this.page = page;
        this.database = database;
        this.factors = factors;
    }

    void mount(PageRoutes routes) {
        routes.confirmed(HttpMethod.GET, SECURITY, (context, visit) -> show(visit, null));
        routes.confirmed(
                HttpMethod.POST,
                SECURITY + "/authenticator",
                (context, visit) -> change(factors.startAuthenticator(visit.ownContext(), visit.person())));
        routes.confirmed(
                HttpMethod.POST,
                SECURITY + "/authenticator/confirm",
                (context, visit) -> add(
                        visit,
                        () -> factors.confirmAuthenticator(
                                visit.ownContext(), visit.person(), PeoplePage.field(context, "code"))));
        routes.confirmed(
                HttpMethod.POST,
                SECURITY + "/authenticator/remove",
                (context, visit) -> change(factors.removeAuthenticator(visit.ownContext(), visit.person())));
        routes.confirmed(
                HttpMethod.POST,
                SECURITY + "/passkeys",
                (context, visit) -> add(
                        visit,
                        () -> factors.addPasskey(
                                visit.ownContext(),
                                visit.person(),
                                PeoplePage.field(context, "name"),
                                PeoplePage.passkey(context))));
        routes.confirmed(
                HttpMethod.POST,
                SECURITY + "/passkeys/:id/remove",
                (context, visit) -> change(
                        factors.removePasskey(visit.ownContext(), visit.person(), Parameters.path(context, "id"))));
        routes.confirmed(
                HttpMethod.POST,
                SECURITY + "/recovery-codes",
                (context, visit) -> add(visit, () -> factors.renewRecoveryCodes(visit.ownContext(), visit.person())));
    }

    private Future<Reply> show(Visit visit, @Nullable ApiException refusal) {
        return factors.of(visit.person()).map(overview -> {
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("overview", overview);
            parameters.put("problem", visit.words().problem(refusal));
            parameters.put(
                    "options",
                    Json.text(factors.registration(
                            visit.person(), overview.passkeys(), visit.browser().now())));
            parameters.put("qr", qr(visit, overview));
            return page.page(refusal == null ? 200 : 400, "security", visit.words(), visit, parameters);
        });
    }

    /** The picture that an authenticator app reads while it is set up; null at other times. */
    private static @Nullable QrPicture qr(Visit visit, Overview overview) {
        Authenticator authenticator = overview.authenticator();
        return authenticator == null || authenticator.isConfirmed()
                ? null
                : QrPicture.of(SecondFactors.uri(authenticator, visit.person()).reveal());
    }

    private Future<Reply> change(Change<?> change) {
        return change.run(database).map(changed -> Reply.seeOther(SECURITY));
    }

    /** The same for what may make recovery codes: they are in the response to the form, and nowhere else. */
    private Future<Reply> add(Visit visit, Supplier<Change<List<Secret>>> change) {
        return Future.succeededFuture()
                .compose(begin -> change.get().run(database))
                .map(codes -> codes.isEmpty() ? Reply.seeOther(SECURITY) : codes(visit, codes))
                .recover(failure -> ErrorCode.VALIDATION_ERROR.is(failure)
                        ? show(visit, (ApiException) failure)
                        : Future.failedFuture(failure));
    }

    private Reply codes(Visit visit, List<Secret> codes) {
        List<String> shown = codes.stream().map(Secret::reveal).toList();
        return page.page(200, "recovery-codes", visit.words(), visit, Map.of("codes", shown));
    }
}
