package com.plugipay.pages.dashboard;

import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.people.PersonClient;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** An owner at the dashboard of a workspace that accepts bank transfers. */
abstract class WithOwner {
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
}
