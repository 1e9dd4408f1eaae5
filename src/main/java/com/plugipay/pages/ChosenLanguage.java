package com.plugipay.pages;

import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.text.Language;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The language that a buyer has chosen on a page: in its address, and from then on in a cookie, which says nothing else. */
public final class ChosenLanguage {
    private static final String COOKIE = "plugipay_language";
    private static final String PARAMETER = "lang";
    private static final String FOR_A_YEAR = "; Max-Age=31536000; Path=/; SameSite=Lax; HttpOnly";

    private ChosenLanguage() {}

    /** What the buyer has chosen; empty for nothing, so that the browser decides. */
    public static Optional<Language> of(RoutingContext context) {
        @Nullable Cookie cookie = context.request().getCookie(COOKIE);
        return named(Parameters.query(context, PARAMETER)).or(() -> named(cookie == null ? null : cookie.getValue()));
    }

    /** The reply, which remembers a choice that the address makes. */
    public static Reply remember(RoutingContext context, Reply reply) {
        return named(Parameters.query(context, PARAMETER))
                .map(language -> reply.with("Set-Cookie", COOKIE + '=' + language.code() + FOR_A_YEAR))
                .orElse(reply);
    }

    private static Optional<Language> named(@Nullable String code) {
        return Stream.of(Language.values())
                .filter(language -> language.code().equals(code))
                .findFirst();
    }
}
