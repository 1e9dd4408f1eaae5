package com.plugipay.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates over the API: their life, and which one holds. */
class TemplateTest {
    private static final String PATH = "/v1/templates";

    private final Api api = TestGateway.shared().merchant();

    @Test
    void aTemplateIsMadeChangedCopiedAndDeleted() {
        Answer made = template("receipt", "{\"thankYouText\":\"Thank you!\",\"taxRate\":0.11}", false);
        assertThat(made.id()).matches("tmpl_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(made.data().path("config").toString())
                .isEqualTo("{\"thankYouText\":\"Thank you!\",\"taxRate\":0.11}");
        assertThat(made.data().path("isDefault").asBoolean()).isFalse();
        assertThat(retrieve(made.id()).data()).isEqualTo(made.data());

        Answer renamed =
                api.patch(PATH + '/' + made.id(), "{\"name\":\"Short\"}").expect(200);
        assertThat(renamed.data().path("config")).isEqualTo(made.data().path("config"));
        Answer replaced = api.patch(PATH + '/' + made.id(), "{\"config\":{\"footerText\":\"Bye\"}}")
                .expect(200);
        assertThat(replaced.data().path("config").toString()).isEqualTo("{\"footerText\":\"Bye\"}");

        Answer copy = api.post(PATH + '/' + made.id() + "/duplicate", "").expect(201);
        assertThat(copy.text("name")).isEqualTo("Short (copy)");
        assertThat(copy.data().path("config")).isEqualTo(replaced.data().path("config"));
        assertThat(copy.id()).isNotEqualTo(made.id());

        api.delete(PATH + '/' + made.id()).expect(204);
        api.get(PATH + '/' + made.id()).expect(404);
        api.delete(PATH + '/' + made.id()).expect(404);
    }

    @Test
    void theListIsWholeAndCanBeOfOneKind() {
        String receipt = template("receipt", "{}", false).id();
        String invoice = template("invoice", "{}", false).id();
        assertThat(ids(PATH)).containsExactly(invoice, receipt);
        assertThat(ids(PATH + "?kind=receipt")).containsExactly(receipt);
        assertThat(ids("/api/v1/templates?kind=checkout")).isEmpty();
        assertThat(api.get(PATH + "?kind=mail").expect(400).field()).isEqualTo("kind");
    }

    @Test
    void oneOfEachKindIsTheDefault() {
        List<CompletableFuture<Answer>> made = IntStream.range(0, 6)
                .mapToObj(i -> api.sendLater(
                        "POST",
                        PATH,
                        "{\"kind\":\"receipt\",\"name\":\"%d\",\"config\":{},\"isDefault\":true}".formatted(i)))
                .toList();
        made.forEach(answer -> answer.join().expect(201));
        String invoice = template("invoice", "{}", true).id();
        assertThat(defaults("receipt")).hasSize(1);
        assertThat(defaults("invoice")).containsExactly(invoice);

        String another = ids(PATH + "?kind=receipt").stream()
                .filter(id -> !defaults("receipt").contains(id))
                .findFirst()
                .orElseThrow();
        assertThat(api.post(PATH + '/' + another + "/make-default", "")
                        .expect(200)
                        .data()
                        .path("isDefault")
                        .asBoolean())
                .isTrue();
        assertThat(defaults("receipt")).containsExactly(another);
        api.delete(PATH + '/' + another).expect(204);
        assertThat(defaults("receipt")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'receipt','name':'','config':{}} | name",
                "{'kind':'mail','name':'A','config':{}} | kind",
                "{'kind':'receipt','name':'A'} | config",
                "{'kind':'receipt','name':'A','config':{'colour':'red'}} | config/colour",
                "{'kind':'receipt','name':'A','config':{'accentColor':'red'}} | config/accentColor",
                "{'kind':'receipt','name':'A','config':{'accentColor':'#fff;x:y'}} | config/accentColor",
                "{'kind':'receipt','name':'A','config':{'taxRate':1.01}} | config/taxRate",
                "{'kind':'receipt','name':'A','config':{'taxRate':-0.1}} | config/taxRate",
                "{'kind':'receipt','name':'A','config':{'taxRate':'0.1'}} | config/taxRate",
                "{'kind':'receipt','name':'A','config':{'successMessage':'Hi'}} | config/successMessage",
                "{'kind':'checkout','name':'A','config':{'taxRate':0.1}} | config/taxRate",
                "{'kind':'invoice','name':'A','config':{'cashierLabel':'B'}} | config/cashierLabel",
                "{'kind':'receipt','name':'A','config':[]} | config",
            })
    void whatIsWrongIsNamed(String body, String field) {
        Answer refused = api.post(PATH, body.replace('\'', '"')).expect(400);
        assertThat(refused.field()).isEqualTo(field);
        if (!body.contains("'name':'',") && body.contains("config") && !body.contains("mail")) {
            assertThat(api.post(
                                    PATH + "/preview",
                                    body.replace("'name':'A',", "").replace('\'', '"'))
                            .expect(400)
                            .field())
                    .isEqualTo(field);
        }
    }

    @Test
    void aChangeKeepsToTheKindOfTheTemplate() {
        String id = template("receipt", "{}", false).id();
        Answer refused = api.patch(PATH + '/' + id, "{\"config\":{\"termsText\":\"30 days\"}}")
                .expect(400);
        assertThat(refused.field()).isEqualTo("config/termsText");
    }

    @Test
    void aWorkspaceHasAHundredAtMost() {
        for (int i = 0; i < Template.MOST_OF_A_WORKSPACE; i++) {
            template("receipt", "{}", false);
        }
        api.post(PATH, "{\"kind\":\"receipt\",\"name\":\"One more\",\"config\":{}}")
                .expect(409);
    }

    @ParameterizedTest
    @CsvSource({"checkout-sessions", "invoices"})
    void onlyATemplateOfItsKindCanBeNamed(String resource) {
        String receipt = template("receipt", "{}", false).id();
        String ofAStranger = TestGateway.shared()
                .merchant()
                .post(
                        PATH,
                        "{\"kind\":\"%s\",\"name\":\"Theirs\",\"config\":{}}"
                                .formatted(resource.equals("invoices") ? "invoice" : "checkout"))
                .expect(201)
                .id();
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        for (String wrong : List.of(receipt, ofAStranger, "tmpl_nothing")) {
            String body = resource.equals("invoices") ? """
                    {"customerId":"%s","currency":"IDR","templateId":"%s",
                     "lines":[{"description":"Coffee","quantity":1,"unitAmount":5000}]}""".formatted(customer, wrong) : """
                    {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/ok",
                     "cancelUrl":"https://shop.example/no","templateId":"%s"}""".formatted(wrong);
            assertThat(api.post("/v1/" + resource, body).expect(400).field()).isEqualTo("templateId");
        }
    }

    private Answer template(String kind, String config, boolean isDefault) {
        return api.post(
                        PATH,
                        "{\"kind\":\"%s\",\"name\":\"Plain\",\"config\":%s,\"isDefault\":%s}"
                                .formatted(kind, config, isDefault))
                .expect(201);
    }

    private Answer retrieve(String id) {
        return api.get(PATH + '/' + id).expect(200);
    }

    private List<String> ids(String target) {
        Answer list = api.get(target).expect(200);
        return list.data().valueStream().map(each -> each.path("id").asText()).toList();
    }

    private List<String> defaults(String kind) {
        return api.get(PATH + "?kind=" + kind)
                .expect(200)
                .data()
                .valueStream()
                .filter(each -> each.path("isDefault").asBoolean())
                .map((JsonNode each) -> each.path("id").asText())
                .toList();
    }
}
