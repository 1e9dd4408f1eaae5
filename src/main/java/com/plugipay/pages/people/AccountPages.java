package com.plugipay.pages.people;

import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.mail.MailAddress;
import com.plugipay.members.MemberStore;
import com.plugipay.members.MemberWorkspaceStore;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.people.AccountInputs.AccountInput;
import com.plugipay.people.Accounts;
import com.plugipay.people.Person;
import com.plugipay.people.PersonSession;
import com.plugipay.people.PersonStore;
import com.plugipay.people.SessionStore;
import com.plugipay.text.Language;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages of a person's workspaces and of the own account. Forms redirect to the page, which shows how everything is now. */
final class AccountPages {
    private static final String WORKSPACES = PeoplePage.ROOT + "/workspaces";
    private static final String ACCOUNT = PeoplePage.ROOT + "/account";
    private static final int LONGEST_NAME = 100;

    private final PeoplePage page;
    private final Database database;
    private final PersonStore people;
    private final SessionStore sessions;
    private final Accounts accounts;
    private final MemberStore members;
    private final MemberWorkspaceStore workspaces;

    AccountPages(
            PeoplePage page,
            Database database,
            PersonStore people,
            SessionStore sessions,
            Accounts accounts,
            MemberStore members,
            MemberWorkspaceStore workspaces) {
        this.page = page;
        this.database = database;
        this.people = people;
        this.sessions = sessions;
        this.accounts = accounts;
        this.members = members;
        this.workspaces = workspaces;
    }

    void mount(PageRoutes routes) {
        routes.open(HttpMethod.GET, PeoplePage.ROOT, this::begin);
        routes.person(HttpMethod.GET, WORKSPACES, this::showWorkspaces);
        routes.person(HttpMethod.POST, WORKSPACES, this::create);
        routes.person(HttpMethod.POST, WORKSPACES + "/show", this::choose);
        routes.person(
                HttpMethod.GET,
                ACCOUNT,
                (context, visit) -> account(visit, null, Parameters.query(context, "mailed") != null));
        routes.person(
                HttpMethod.POST,
                ACCOUNT,
                (context, visit) -> change(
                        visit,
                        ACCOUNT,
                        () -> accounts.update(
                                visit.ownContext(),
                                visit.person(),
                                new AccountInput(name(context), language(context)))));
        routes.person(
                HttpMethod.POST,
                ACCOUNT + "/password",
                (context, visit) -> change(
                        visit,
                        ACCOUNT,
                        () -> accounts.changePassword(
                                visit.ownContext(),
                                visit.person(),
                                Optional.of(PeoplePage.field(context, "current"))
                                        .filter(given -> !given.isEmpty())
                                        .map(given -> PeoplePage.secret(context, "current"))
                                        .orElse(null),
                                PeoplePage.secret(context, "password"))));
        routes.person(
                HttpMethod.POST,
                ACCOUNT + "/email",
                (context, visit) -> change(visit, ACCOUNT + "?mailed=yes", () -> changeEmail(context, visit)));
        routes.person(
                HttpMethod.POST,
                ACCOUNT + "/sessions/end",
                (context, visit) ->
                        change(visit, ACCOUNT, () -> accounts.endOthers(visit.ownContext(), visit.person())));
    }

    private void begin(RoutingContext context) {
        Reply.send(
                context,
                page.visit(context)
                        .compose(visit -> visit.isPresent()
                                ? first(context, visit.get())
                                : Future.succeededFuture(Reply.seeOther(WORKSPACES))));
    }

    /** Where one begins: at home in the workspace that was chosen last or is the only one, else at the list of them. */
    private Future<Reply> first(RoutingContext context, Visit visit) {
        return members.ofPerson(visit.person().personId(), "").compose(all -> {
            Optional<Tenant> last = page.lastWorkspace()
                    .of(context.request())
                    .filter(kept -> all.stream().anyMatch(each -> each.id().equals(kept.workspaceId())));
            if (last.isEmpty()) {
                return Future.succeededFuture(Reply.seeOther(all.size() == 1 ? PeoplePage.HOME : WORKSPACES));
            }
            return isShown(visit, last.get())
                    ? Future.succeededFuture(Reply.seeOther(PeoplePage.HOME))
                    : sessions.show(visit.person(), last.get())
                            .map(isShown -> Reply.seeOther(isShown ? PeoplePage.HOME : WORKSPACES));
        });
    }

    private static boolean isShown(Visit visit, Tenant tenant) {
        return tenant.workspaceId().equals(visit.person().workspaceId())
                && tenant.mode() == visit.person().mode();
    }

    private Future<Reply> showWorkspaces(RoutingContext context, Visit visit) {
        String shown = visit.person().workspaceId();
        String next = Parameters.query(context, "next");
        return members.ofPerson(visit.person().personId(), shown == null ? "" : shown)
                .map(all -> page.page(
                        200,
                        "workspaces",
                        visit.words(),
                        visit,
                        Map.of("workspaces", all, "next", next == null ? "" : PeoplePage.own(next))));
    }

    private static String name(RoutingContext context) {
        String name = PeoplePage.field(context, "name");
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw ErrorCode.VALIDATION_ERROR.forField("name", "A name has 1 to " + LONGEST_NAME + " characters.");
        }
        return name;
    }

    private Future<Reply> create(RoutingContext context, Visit visit) {
        return workspaces
                .create(visit.ownContext(), name(context), visit.person().personId())
                .run(database)
                .compose(made -> {
                    Tenant shown = new Tenant(made.id(), Mode.TEST);
                    return sessions.show(visit.person(), shown).map(isShown -> kept(Reply.seeOther(WORKSPACES), shown));
                });
    }

    private Reply kept(Reply reply, Tenant shown) {
        return reply.with("Set-Cookie", page.lastWorkspace().header(shown));
    }

    /** Has all pages show another workspace or the other mode. */
    private Future<Reply> choose(RoutingContext context, Visit visit) {
        Mode mode = PeoplePage.field(context, "mode").equals("live") ? Mode.LIVE : Mode.TEST;
        Tenant chosen = new Tenant(PeoplePage.field(context, "workspace"), mode);
        String next = PeoplePage.own(PeoplePage.field(context, "next"));
        return sessions.show(visit.person(), chosen)
                .compose(isShown -> {
                    if (!isShown) {
                        throw ErrorCode.NOT_FOUND.exception();
                    }
                    return page.required(context);
                })
                // The role may be another one there.
                .map(now ->
                        kept(Reply.seeOther(DashboardNavigation.isOpenTo(now, next) ? next : PeoplePage.HOME), chosen));
    }

    private Change<?> changeEmail(RoutingContext context, Visit visit) {
        String email = PeoplePage.field(context, "email");
        if (!MailAddress.isValid(email)) {
            throw ErrorCode.VALIDATION_ERROR.forField("email", "This is not an e-mail address.");
        }
        return accounts.changeEmail(visit.ownContext(), visit.person(), email, PeoplePage.secret(context, "current"));
    }

    private static Language language(RoutingContext context) {
        String code = PeoplePage.field(context, "language");
        return Stream.of(Language.values())
                .filter(language -> language.code().equals(code))
                .findFirst()
                .orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField("language", "There is no such language."));
    }

    private Future<Reply> account(Visit visit, @Nullable ApiException refusal, boolean isMailed) {
        return Future.all(
                        people.find(visit.person().personId()),
                        accounts.sessions(visit.person(), visit.browser().now()))
                .map(both -> {
                    Person person = both.<Optional<Person>>resultAt(0).orElseThrow(ErrorCode.UNAUTHORIZED::exception);
                    List<PersonSession> all = both.resultAt(1);
                    Map<String, Object> parameters = new HashMap<>();
                    parameters.put("person", person);
                    parameters.put("sessions", all);
                    parameters.put("problem", visit.words().problem(refusal));
                    parameters.put("mailed", isMailed);
                    return page.page(refusal == null ? 200 : 400, "account", visit.words(), visit, parameters);
                });
    }

    private Future<Reply> change(Visit visit, String next, Supplier<Change<?>> change) {
        return Future.succeededFuture()
                .compose(begin -> change.get().run(database))
                .map(changed -> Reply.seeOther(next))
                .recover(failure -> ErrorCode.VALIDATION_ERROR.is(failure)
                        ? account(visit, (ApiException) failure, false)
                        : Future.failedFuture(failure));
    }
}
