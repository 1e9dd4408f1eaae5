package com.plugipay.pages.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Customers by their names, and invoices with many lines. */
class BillingPagesTest extends WithOwner {
    @Test
    void customersAreShownByTheirNames() {
        String customer = api.post("/v1/customers", "{\"name\":\"Siti Rahmawati\"}")
                .expect(201)
                .id();
        String byMail = api.post("/v1/customers", "{\"email\":\"budi@shop.example\"}")
                .expect(201)
                .id();
        String nobody = api.post("/v1/customers", "{}").expect(201).id();
        List<String> invoices = Stream.of(customer, byMail, nobody)
                .map(each -> api.post("/v1/invoices", """
                        {"customerId":"%s","currency":"IDR","lines":[{"description":"Kopi","quantity":1,"unitAmount":5000}]}""".formatted(each))
                        .expect(201)
                        .id())
                .toList();

        assertThat(owner.get("/dashboard/invoices").body())
                .contains("Siti Rahmawati", "budi@shop.example", nobody)
                .doesNotContain(customer, byMail);
        assertThat(owner.get("/dashboard/invoices/" + invoices.getFirst()).body())
                .contains("<a href=\"/dashboard/customers/" + customer + "\">Siti Rahmawati</a>");
        assertThat(gateway.merchant()
                        .get("/v1/names?ids=" + customer)
                        .expect(200)
                        .data())
                .isEmpty();
        api.get("/v1/names?ids=").expect(400);
        api.get("/v1/names").expect(400);
        assertThat(api.get("/v1/names?ids=" + customer + ",x,%3B,cus_none").data())
                .hasSize(1);
    }

    @Test
    void aLongInvoiceIsMadeAndEmptyRowsAreLeftOut() {
        String customer = api.post("/v1/customers", "{}").expect(201).id();
        Map<String, String> form = new HashMap<>(Map.of(
                "form-key",
                key("/dashboard/invoices/new"),
                "customerId",
                customer,
                "currency",
                "IDR",
                "status",
                "draft"));
        for (int line = 0; line < 50; line++) {
            if (line != 3) {
                form.put("lines/" + line + "/description", "Kopi " + line);
                form.put("lines/" + line + "/quantity", "1");
                form.put("lines/" + line + "/unitAmount", "1.000");
            }
        }

        String invoice = owner.post("/dashboard/invoices/new", form).location();

        JsonNode lines = api.get("/v1/invoices/" + invoice.substring(invoice.lastIndexOf('/') + 1))
                .data()
                .path("lines");
        assertThat(lines).hasSize(49);
        assertThat(lines.path(3).path("description").asText()).isEqualTo("Kopi 4");
        assertThat(owner.get("/dashboard/invoices/new").body())
                .contains("name=\"lines/4/description\"")
                .doesNotContain("name=\"lines/5/description\"");
    }
}
