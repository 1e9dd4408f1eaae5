package com.plugipay.pages.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.people.PersonClient;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;

/** An owner at the dashboard of a workspace that accepts bank transfers. */
abstract class WithOwner {
    private static final Pattern FORM_KEY = Pattern.compile("name=\"form-key\" value=\"([^\"]+)\"");

    final TestGateway gateway = TestGateway.shared();
    Created workspace;
    Api api;
    PersonClient owner;

    @BeforeEach
    void open() {
        workspace = gateway.workspace();
        api = Api.of(gateway, workspace.test());
        api.put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}""").expect(200);
        owner = PersonClient.owner(gateway, UUID.randomUUID() + "@shop.example", workspace.workspace());
    }

    String payment(long amount) {
        String id = api.post("/v1/payments", """
                {"amount":%d,"currency":"IDR","method":"bank_transfer"}""".formatted(amount)).expect(201).id();
        api.post("/v1/payments/" + id + "/confirm", "").expect(200);
        return id;
    }

    /** The body of a new customer. */
    static String customer(String name) {
        return "{\"name\":\"%s\",\"externalId\":\"=1+1\"}".formatted(name.replace("\"", "\\\""));
    }

    /** The idempotency key of the form on a page. */
    String key(String page) {
        Matcher key = FORM_KEY.matcher(owner.get(page).body());
        assertThat(key.find()).isTrue();
        return key.group(1);
    }
}
