package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.json.Dialect;
import com.plugipay.pages.people.PeoplePage;
import com.plugipay.people.PersonClient;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every address of every page, with any query, method, id and form, answers a browser with a page, a file or a way to one:
 * never with the JSON of the API, and never as if the server had failed.
 */
class PageAddressesTest {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] RUBBISH = "method=%zz&&=&a=\u0000".getBytes(StandardCharsets.UTF_8);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Map<String, String> BROWSER = Map.of("Accept", "text/html,*/*;q=0.8");

    /** What java.net does not send. */
    private static final List<String> UNREADABLE = List.of(
            "/c/%zz",
            "/c/none?notice=%zz",
            "/i/%",
            "/i/none?lang=%zz",
            "/portal?lang=%",
            "/r/%zz",
            "/dashboard/sign-in?next=%zz",
            "/dashboard/%zz",
            "/p/%zz/return?a=%",
            "/%zz");

    private static final List<String> IDS =
            List.of("none", "sess_01J00000000000000000000000", "%00", "%ff", "%2e%2e", "x".repeat(900));
    private static final List<String> QUERIES =
            List.of("", "?", "?notice=%3Cscript%3E&go=%00&state=%ff&next=%ff", "?limit=-1&cursor=x&lang=xx&a%5B%5D=1");
    private static final List<String> TYPES =
            List.of(FORM, "application/json", "text/plain; charset=rubbish", "multipart/form-data");

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = Api.of(gateway, gateway.workspace().test());

    @TestFactory
    Stream<DynamicTest> everyAddressAnswersWithAPage() {
        List<String> paths = paths();
        assertThat(paths).contains("/c/:id", "/i/:token", "/portal", "/p/:id/return", "/dashboard/sign-in", "/docs");
        return paths.stream().map(path -> DynamicTest.dynamicTest(path, () -> check(path)));
    }

    @TestFactory
    Stream<DynamicTest> alsoToWhoeverHasSignedIn() {
        PersonClient owner = PersonClient.owner(
                gateway,
                UUID.randomUUID() + "@shop.example",
                gateway.workspace().workspace());
        return paths().stream()
                .filter(path -> path.startsWith(PeoplePage.ROOT))
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    String address = path.replaceAll(":\\w+", "none");
                    Map<String, String> browser = Map.of(
                            "Accept",
                            "text/html",
                            "Cookie",
                            "plugipay_session=" + owner.cookie(),
                            "Origin",
                            gateway.baseUrl());
                    for (String query : QUERIES) {
                        page("GET", address + query, api.raw("GET", address + query, NOTHING, browser));
                    }
                    page("HEAD", address, api.raw("HEAD", address, NOTHING, browser));
                    if (!address.endsWith("sign-out")) {
                        page("POST", address, api.raw("POST", address, RUBBISH, browser));
                    }
                    page("PUT", address, api.raw("PUT", address, NOTHING, browser));
                }));
    }

    @Test
    void anAddressThatCannotBeReadAnswersWithAPage() throws IOException {
        for (String address : UNREADABLE) {
            for (String method : List.of("GET", "POST", "BREW")) {
                try (RawConnection connection = RawConnection.to(gateway)) {
                    assertThat(connection
                                    .send(method + ' ' + address
                                            + " HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
                                    .readAll())
                            .as("%s %s", method, address)
                            .containsPattern("^HTTP/1\\.1 [2-4]")
                            .doesNotContain("application/json");
                }
            }
        }
    }

    private void check(String path) {
        for (String id : IDS) {
            String address = path.replaceAll(":\\w+", id);
            readable(address);
            for (String method : List.of("PUT", "DELETE", "OPTIONS", "BREW")) {
                page(method, address, api.raw(method, address, NOTHING, BROWSER));
            }
            if (!path.contains(":")) {
                break;
            }
        }
        String address = path.replaceAll(":\\w+", "none");
        QUERIES.forEach(query -> readable(address + query));
        for (String type : TYPES) {
            Map<String, String> form = Map.of("Accept", "text/html", "Content-Type", type, "Origin", gateway.baseUrl());
            page("POST", address, api.raw("POST", address, RUBBISH, form));
            page("POST", address, api.raw("POST", address, NOTHING, form));
        }
    }

    private void readable(String address) {
        Answer get = api.raw("GET", address, NOTHING, BROWSER);
        page("GET", address, get);
        Answer head = api.raw("HEAD", address, NOTHING, BROWSER);
        // A link to the portal can be used once, and not by what only looks where it leads.
        assertThat(head.status())
                .as("HEAD %s", address)
                .isEqualTo(address.startsWith("/portal/open/") && get.status() == 404 ? 303 : get.status());
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Allow")).as("HEAD %s", address).isEqualTo(get.header("Allow"));
    }

    private static void page(String method, String address, Answer answer) {
        assertThat(answer.status())
                .as("%s %s: %s", method, address, answer.body())
                .isLessThan(500);
        if (answer.status() == 405) {
            assertThat(answer.header("Allow"))
                    .as("%s %s", method, address)
                    .isNotEmpty()
                    .doesNotContain(method + ",");
        }
        assertThat(answer.header("Content-Type")).as("%s %s", method, address).doesNotContain("json");
        if (answer.status() >= 400) {
            assertThat(answer.header("Content-Type"))
                    .as("%s %s: %s %s", method, address, answer.status(), answer.body())
                    .startsWith("text/html");
        }
    }

    @Test
    void anAddressOfNoPageAnswersABrowserWithAPageAndAProgramAsTheApiDoes() {
        for (String address : List.of("/nothing", "/c", "/c/", "/dashboard/nothing", "/portal/nothing")) {
            page("GET", address, api.raw("GET", address, NOTHING, BROWSER));
        }
        api.raw("GET", "/nothing", NOTHING, Map.of()).expect(404, "not_found");
        api.raw("GET", "/v1/nothing", NOTHING, BROWSER).expect(404, "not_found");
    }

    /** The paths of all routes outside the API, with their parameters. */
    private List<String> paths() {
        Router router = Router.router(gateway.gateway().vertx());
        gateway.gateway().modules().forEach(module -> {
            module.mountUploads(router);
            module.mount(router);
        });
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null)
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .filter(path -> Dialect.endOfMount(path) < 0)
                .distinct()
                .toList();
    }
}
