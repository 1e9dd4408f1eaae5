package com.plugipay.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.auth.KeyRole;
import com.plugipay.auth.MemberRole;
import com.plugipay.auth.Permission;
import com.plugipay.auth.PermissionTable;
import com.plugipay.http.operations.Operations;
import com.plugipay.people.PersonClient;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every operation of the published document, with every role: it is allowed or refused as the table says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionTableTest {
    private static final Set<Integer> REFUSED = Set.of(401, 403);

    /** Those of keys that the API makes. */
    private static final Set<KeyRole> ROLES = EnumSet.complementOf(EnumSet.of(KeyRole.PLATFORM));

    private final TestGateway gateway = TestGateway.shared();
    private final Api owner = gateway.merchant();
    private final JsonNode paths =
            owner.get("/v1/openapi.json").expect(200).json().path("paths");
    private final Workspace workspace = gateway.workspace().workspace();
    private final Map<MemberRole, PersonClient> members = new EnumMap<>(MemberRole.class);
    private final Map<KeyRole, String> bearers = new EnumMap<>(KeyRole.class);
    private PersonClient stranger;
    private PersonClient foreigner;

    @BeforeAll
    void join() {
        for (MemberRole role : MemberRole.values()) {
            String email = UUID.randomUUID() + "@shop.example";
            members.put(role, PersonClient.owner(gateway, email, workspace));
            assertThat(new DirectSql(gateway.databaseConfig())
                            .change(
                                    "update members set role = ? where person_id = (select id from people where email = ?)",
                                    role.text(),
                                    email))
                    .isEqualTo(1);
        }
        for (KeyRole role : ROLES) {
            String scopes = role == KeyRole.RESTRICTED ? ",\"scopes\":[\"payments:read\"]" : "";
            bearers.put(
                    role,
                    owner.post("/v1/api-keys", "{\"name\":\"Key\",\"role\":\"" + role.text() + "\"" + scopes + "}")
                            .expect(201)
                            .text("key"));
        }
        stranger = new PersonClient(gateway.baseUrl());
        foreigner = PersonClient.owner(
                gateway,
                UUID.randomUUID() + "@shop.example",
                gateway.workspace().workspace());
    }

    @TestFactory
    Stream<DynamicTest> membersMayDoWhatTheirRoleAllows() {
        return operations()
                .map(operation -> DynamicTest.dynamicTest(operation.name(), () -> {
                    for (MemberRole role : MemberRole.values()) {
                        Answer answer = operation.by(Objects.requireNonNull(members.get(role)));
                        assertThat(REFUSED.contains(answer.status()))
                                .as(role + " " + operation.name() + ": " + answer.status() + ' ' + answer.body())
                                .isNotEqualTo(operation.roles().contains(role.text()));
                    }
                    assertThat(operation.by(stranger).status()).isEqualTo(401);
                }));
    }

    @TestFactory
    Stream<DynamicTest> theOwnerOfAnotherWorkspaceMayDoNothingInThisOne() {
        Map<String, String> here = Map.of("X-Plugipay-On-Behalf-Of", workspace.id());
        return operations()
                .filter(operation -> !operation.isPersonal())
                .map(operation -> DynamicTest.dynamicTest(
                        operation.name(),
                        () -> foreigner
                                .api(operation.method(), operation.target(), operation.body(), here)
                                .expect(403, "forbidden")));
    }

    @TestFactory
    Stream<DynamicTest> keysMayDoWhatTheirRoleAllows() {
        return operations()
                .map(operation -> DynamicTest.dynamicTest(operation.name(), () -> {
                    for (KeyRole role : ROLES) {
                        Answer answer = owner.raw(
                                operation.method(),
                                operation.target(),
                                operation.body().getBytes(StandardCharsets.US_ASCII),
                                Map.of("Authorization", "Bearer " + bearers.get(role)));
                        if (operation.isForPlatformsOnly()) {
                            answer.expect(403, "forbidden");
                        } else if (operation.isForPeopleOnly()) {
                            answer.expect(403, "person_only");
                        } else if (role == KeyRole.FULL_ACCESS) {
                            assertThat(answer.status()).as(operation.name()).isNotIn(REFUSED);
                        } else if (role == KeyRole.READ_ONLY) {
                            assertThat(answer.status() == 403)
                                    .as(operation.name() + answer.body())
                                    .isEqualTo(!operation.method().equals("GET"));
                        } else if (role == KeyRole.RESTRICTED
                                && !operation.name().contains("payment")
                                && !operation.method().equals("GET")) {
                            assertThat(answer.status()).as(operation.name()).isEqualTo(403);
                        }
                    }
                }));
    }

    @Test
    void aRouteWithoutALineDoesNotStart() {
        Operations operations = new Operations();

        assertThatThrownBy(() -> operations
                        .get("/secrets", "List secrets")
                        .returnsAll(String.class)
                        .handledBy(call -> Future.succeededFuture(List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("secrets:read");
    }

    @Test
    void aRoleMayDoWhateverTheNextOneMay() {
        for (String resource : PermissionTable.resources()) {
            for (boolean writes : new boolean[] {false, true}) {
                Permission permission = new Permission(resource, writes);
                List<Boolean> allowed = Stream.of(MemberRole.values())
                        .map(role -> isAllowed(role, permission))
                        .toList();
                assertThat(allowed).as(permission.scope()).isSortedAccordingTo((a, b) -> b.compareTo(a));
            }
        }
    }

    private static boolean isAllowed(MemberRole role, Permission permission) {
        try {
            return PermissionTable.allows(role, permission);
        } catch (IllegalStateException nobody) {
            return false;
        }
    }

    /** An operation on an object that there is not, with an empty body. */
    private record Tried(String method, String target, Set<String> roles, boolean isForPeopleOnly) {
        String name() {
            return method + ' ' + target;
        }

        /** Whether it is about the person, and in no workspace. */
        boolean isPersonal() {
            return target.startsWith("/v1/account")
                    || (Set.of("/v1/workspaces", "/v1/workspaces/none").contains(target)
                            && Set.of("GET", "POST").contains(method));
        }

        boolean isForPlatformsOnly() {
            return target.startsWith("/v1/admin/");
        }

        String body() {
            return method.equals("GET") || method.equals("DELETE") ? "" : "{}";
        }

        Answer by(PersonClient person) {
            return person.api(method, target, body());
        }
    }

    private Stream<Tried> operations() {
        return paths.properties().stream()
                .filter(path -> !path.getKey().startsWith("/public/")
                        && !path.getKey().equals("/config")
                        && !path.getKey().startsWith("/files/"))
                .flatMap(path -> path.getValue().propertyStream().map(method -> tried(path.getKey(), method)));
    }

    private static Tried tried(String path, Map.Entry<String, JsonNode> method) {
        Function<JsonNode, Set<String>> texts =
                node -> node.valueStream().map(JsonNode::asText).collect(Collectors.toUnmodifiableSet());
        return new Tried(
                method.getKey().toUpperCase(Locale.ROOT),
                "/v1" + path.replaceAll("\\{\\w+}", "none"),
                texts.apply(method.getValue().path("x-member-roles")),
                !method.getValue().path("security").toString().contains("bearer"));
    }
}
