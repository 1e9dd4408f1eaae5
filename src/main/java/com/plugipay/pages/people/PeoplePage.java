package com.plugipay.pages.people;

import com.plugipay.auth.Sessions;
import com.plugipay.auth.SignedIn;
import com.plugipay.db.Requester;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.exchange.HostCookie;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.exchange.SameOrigin;
import com.plugipay.http.server.UnreadableRequests;
import com.plugipay.model.Mode;
import com.plugipay.pages.Assets;
import com.plugipay.pages.SecurityHeaders;
import com.plugipay.people.Admission;
import com.plugipay.people.Admission.SecondFactorNeeded;
import com.plugipay.people.PersonLinkStore.Kind;
import com.plugipay.people.SecondStep.PasskeyAnswer;
import com.plugipay.people.SessionStore.Begun;
import com.plugipay.people.SignIn.Browser;
import com.plugipay.secrets.RandomToken;
import com.plugipay.secrets.Secret;
import com.plugipay.text.Templates;
import io.vertx.core.Future;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all pages of people share: who visits, how a page is drawn, where one goes next. */
public final class PeoplePage {
    /** Where the pages are. */
    public static final String ROOT = "/dashboard";

    /** The home page of a workspace. */
    public static final String HOME = ROOT + "/home";

    static final String SIGN_IN = ROOT + "/sign-in";
    static final String CONFIRM = ROOT + "/confirm";
    static final String SECOND_FACTOR = ROOT + "/second-factor";

    private static final Logger LOG = LoggerFactory.getLogger(PeoplePage.class);

    /** Pages of this dashboard, and nothing that a browser could take for another site. */
    private static final Pattern OWN_PAGE = Pattern.compile("/dashboard(/[A-Za-z0-9_-]+)*(\\?[A-Za-z0-9_=&%-]*)?");

    private final Sessions sessions;
    private final HostCookie cookie;
    private final HostCookie pending;
    private final LastWorkspace lastWorkspace;
    private final Assets assets;
    private final ClientAddresses clients;
    private final InstantSource clock;
    private final SameOrigin sameOrigin;
    private final @Nullable String openid;

    /** @param openid what the OpenID provider is called; null for none */
    PeoplePage(
            Sessions sessions,
            HostCookie cookie,
            Assets assets,
            ClientAddresses clients,
            InstantSource clock,
            SameOrigin sameOrigin,
            @Nullable String openid) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.pending = new HostCookie("plugipay_second_factor", cookie.isSecure(), Kind.SECOND_FACTOR.lasts());
        this.lastWorkspace = new LastWorkspace(cookie.isSecure());
        this.assets = assets;
        this.clients = clients;
        this.clock = clock;
        this.sameOrigin = sameOrigin;
        this.openid = openid;
    }

    /** Adds what every page has: headers, the refusal of forms from other sites, and what is shown of failures. */
    public void frame(Route route) {
        route.handler(SecurityHeaders.DASHBOARD).handler(sameOrigin).failureHandler(this::failed);
    }

    Browser browser(RoutingContext context) {
        return new Browser(clients.of(context.request()), context.request().getHeader("User-Agent"), clock.instant());
    }

    /** The texts for somebody who has not signed in. */
    public static PeopleTexts words(RoutingContext context) {
        return PeopleTexts.from(context.request().getHeader("Accept-Language"));
    }

    /** Who has signed in; empty for nobody. */
    Future<Optional<Visit>> visit(RoutingContext context) {
        return visit(context, null, null);
    }

    private Future<Optional<Visit>> visit(RoutingContext context, @Nullable String workspaceId, @Nullable Mode mode) {
        String value = cookie.of(context.request());
        Browser browser = browser(context);
        return value == null || !RandomToken.isPossible(value)
                ? Future.succeededFuture(Optional.empty())
                : sessions.find(new Secret(value), workspaceId, mode, browser.now())
                        .onSuccess(found -> found.ifPresent(PeoplePage::requests))
                        .map(found -> found.map(person -> new Visit(
                                person, PeopleTexts.in(person.language()), browser, context.normalizedPath())));
    }

    /** The visit as it is now, in the same workspace and mode; fails with a 401 when the session is over. */
    Future<Visit> again(RoutingContext context, Visit visit) {
        return visit(context, visit.person().workspaceId(), visit.person().mode())
                .map(found -> found.orElseThrow(ErrorCode.UNAUTHORIZED::exception));
    }

    /** Has the person's use of the database count as that of the workspace's members. */
    private static void requests(SignedIn person) {
        String workspaceId = person.workspaceId();
        if (workspaceId == null) {
            Requester.is(person.personId());
        } else {
            Requester.isMemberOf(workspaceId);
        }
    }

    /** The same; fails with a 401 for nobody, which leads to the page for signing in. */
    Future<Visit> required(RoutingContext context) {
        return visit(context).map(found -> found.orElseThrow(ErrorCode.UNAUTHORIZED::exception));
    }

    /** A page of whoever has signed in. */
    public Reply draw(int status, String template, Visit visit, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("frame", new PageFrame(visit.words(), assets, visit, openid));
        return Reply.html(status, Templates.render(template + ".jte", all));
    }

    /** A page. */
    Reply page(int status, String template, PeopleTexts words, @Nullable Visit visit, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("words", words);
        all.put("frame", new PageFrame(words, assets, visit, openid));
        return Reply.html(status, Templates.render("people/" + template + ".jte", all));
    }

    /** A page that only says something. */
    public Reply message(int status, String key, PeopleTexts words) {
        return page(status, "message", words, null, Map.of("key", key));
    }

    /** Begins the session in the browser, or leads to the page for the second factor. */
    Reply admitted(Admission admission, @Nullable String next) {
        return switch (admission) {
            case Begun begun -> Reply.seeOther(own(next)).with("Set-Cookie", cookie.header(begun.cookie()));
            case SecondFactorNeeded needed ->
                Reply.seeOther(SECOND_FACTOR + after(own(next))).with("Set-Cookie", pending.header(needed.token()));
        };
    }

    /** What a browser shows that still has to prove the second factor; empty for none. */
    String pending(RoutingContext context) {
        String value = pending.of(context.request());
        return value == null ? "" : value;
    }

    private static String after(String next) {
        return "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    /** The page with the form that was sent, which browsers name to their own site; empty when it is not named. */
    private static String formPage(RoutingContext context) {
        String referrer = context.request().getHeader("Referer");
        try {
            URI page = URI.create(referrer == null ? "" : referrer);
            String path = Objects.requireNonNullElse(page.getRawPath(), "");
            return page.getRawQuery() == null ? path : path + '?' + page.getRawQuery();
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }

    /** Where one proves who one is, and comes back to this page. */
    public static String confirming(String page) {
        return CONFIRM + after(page);
    }

    /** Ends the session in the browser. */
    Reply ended() {
        return Reply.seeOther(SIGN_IN).with("Set-Cookie", cookie.removal());
    }

    /** The page of this dashboard that was asked for, else the one that leads to the workspace where one begins. */
    public static String own(@Nullable String next) {
        return next != null && OWN_PAGE.matcher(next).matches() ? next : ROOT;
    }

    /** The workspace that was chosen last in this browser. */
    LastWorkspace lastWorkspace() {
        return lastWorkspace;
    }

    /** The value of a field of a form, without spaces around it; empty when it is not there. */
    static String field(RoutingContext context, String name) {
        String value = Parameters.form(context, name);
        return value == null ? "" : value.strip();
    }

    /** The secret in a field of a form, as it was typed. */
    static Secret secret(RoutingContext context, String name) {
        String value = Parameters.form(context, name);
        return new Secret(value == null || value.isEmpty() ? " " : value);
    }

    /** What a passkey has answered, as the script of the pages writes it into a form. */
    static PasskeyAnswer passkey(RoutingContext context) {
        return new PasskeyAnswer(field(context, "answer"), field(context, "challenge"));
    }

    /** Responds to what has failed: by the page for signing in, the one that asks for the password again, or a message. */
    private void failed(RoutingContext context) {
        // It may have failed before the route that sets them.
        SecurityHeaders.DASHBOARD.on(context.response());
        Throwable failure = context.failure();
        boolean isReading = context.request().method().name().equals("GET");
        String next = after(isReading ? context.request().uri() : formPage(context));
        if (ErrorCode.UNAUTHORIZED.is(failure)) {
            Reply.seeOther(SIGN_IN + next).to(context);
            return;
        }
        if (ErrorCode.CONFIRMATION_REQUIRED.is(failure)) {
            Reply.seeOther(CONFIRM + next).to(context);
            return;
        }
        var error = UnreadableRequests.visible(failure);
        int status = error != null ? error.errorCode().status() : failure == null ? context.statusCode() : 500;
        if (status == 500) {
            LOG.atError().setCause(failure).log("Internal error in a page of people");
        }
        Reply reply = message(
                status,
                switch (status) {
                    case 403 -> "forbidden";
                    case 404, 410 -> "gone";
                    case 409 -> "conflict";
                    case 429 -> "limited";
                    default -> "failed";
                },
                words(context));
        (error != null && error.errorCode().isTemporary()
                        ? reply.with("Retry-After", error.retryAfterSeconds())
                        : reply)
                .to(context);
    }
}
