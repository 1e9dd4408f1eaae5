package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.auth.MemberRole;
import com.plugipay.auth.Permission;
import com.plugipay.auth.PermissionTable;
import com.plugipay.pages.people.PageRoute;
import com.plugipay.pages.people.PageRoute.Visitors;
import com.plugipay.pages.people.PersonPages;
import com.plugipay.people.PersonClient;
import com.plugipay.people.PersonClient.Page;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every page of people, with every role: it opens or is refused as its route and the permission table say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagePermissionTest {
    private static final String SIGN_IN = "/dashboard/sign-in";

    private final TestGateway gateway = TestGateway.shared();
    private final Map<MemberRole, PersonClient> members = new EnumMap<>(MemberRole.class);
    private final PersonClient stranger = new PersonClient(gateway.baseUrl());

    @BeforeAll
    void join() {
        Workspace workspace = gateway.workspace().workspace();
        for (MemberRole role : MemberRole.values()) {
            members.put(role, member(workspace, role));
        }
    }

    private PersonClient member(Workspace workspace, MemberRole role) {
        String email = UUID.randomUUID() + "@shop.example";
        PersonClient member = PersonClient.owner(gateway, email, workspace);
        assertThat(new DirectSql(gateway.databaseConfig())
                        .change(
                                "update members set role = ? where person_id = (select id from people where email = ?)",
                                role.text(),
                                email))
                .isEqualTo(1);
        return member;
    }

    @TestFactory
    Stream<DynamicTest> pagesOpenForThoseWhomTheyAreFor() {
        List<PageRoute> routes = routes();
        assertThat(routes).extracting(PageRoute::visitors).contains(Visitors.values());
        return routes.stream().map(route -> DynamicTest.dynamicTest(name(route), () -> check(route)));
    }

    private void check(PageRoute route) {
        Page byStranger = open(stranger, route);
        if (route.visitors() == Visitors.EVERYBODY) {
            assertThat(byStranger.status()).isLessThan(500).isNotEqualTo(403);
            return;
        }
        assertThat(byStranger.location()).startsWith(SIGN_IN);
        members.forEach((role, member) -> {
            Page page = open(member, route);
            assertThat(page.location()).as("%s: %s", role, page.body()).doesNotStartWith(SIGN_IN);
            assertThat(page.status() == 403).as("%s: %s", role, page.body()).isNotEqualTo(isAllowed(role, route));
        });
    }

    @TestFactory
    Stream<DynamicTest> formsOfOtherSitesAreRefused() {
        return routes().stream()
                .filter(route -> route.method().equals(HttpMethod.POST))
                .map(route -> DynamicTest.dynamicTest(
                        name(route),
                        () -> assertThat(Objects.requireNonNull(members.get(MemberRole.OWNER))
                                        .post(target(route), Map.of(), "cross-site")
                                        .status())
                                .isEqualTo(403)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsImportantAsksForThePasswordAgain() {
        PersonClient owner = member(gateway.workspace().workspace(), MemberRole.OWNER);
        String session = owner.api("GET", "/v1/account/sessions", "")
                .data()
                .path(0)
                .path("id")
                .asText();
        new DirectSql(gateway.databaseConfig())
                .change(
                        "update person_sessions set confirmed_at = now() - interval '16 minutes' where id = ?",
                        session);
        return routes().stream()
                .filter(route -> route.visitors() != Visitors.EVERYBODY)
                .map(route -> DynamicTest.dynamicTest(
                        name(route),
                        () -> assertThat(open(owner, route).location().startsWith("/dashboard/confirm"))
                                .isEqualTo(isConfirmed(route))));
    }

    private static boolean isConfirmed(PageRoute route) {
        Permission permission = route.permission();
        return route.visitors() == Visitors.CONFIRMED_PEOPLE
                || (permission != null && PermissionTable.isConfirmed(permission));
    }

    private static boolean isAllowed(MemberRole role, PageRoute route) {
        Permission permission = route.permission();
        return permission == null || PermissionTable.allows(role, permission);
    }

    private List<PageRoute> routes() {
        Router router = Router.router(gateway.gateway().vertx());
        return gateway.gateway().modules().stream()
                .filter(PersonPages.class::isInstance)
                .map(PersonPages.class::cast)
                .flatMap(module -> module.mountPages(router).stream())
                .toList();
    }

    private static String name(PageRoute route) {
        return route.method() + " " + route.path();
    }

    private static String target(PageRoute route) {
        return route.path().replaceAll(":\\w+", "none");
    }

    /** Sends an empty form. */
    private static Page open(PersonClient browser, PageRoute route) {
        return route.method().equals(HttpMethod.GET)
                ? browser.get(target(route))
                : browser.post(target(route), Map.of());
    }
}
