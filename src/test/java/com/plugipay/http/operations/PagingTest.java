package com.plugipay.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading page after page while others write. */
class PagingTest {
    private static final int CUSTOMERS = 120;

    private final Api api =
            Api.of(TestGateway.shared(), TestGateway.shared().workspace().test());

    @ParameterizedTest
    @CsvSource({"desc, 7", "asc, 7", "desc, 100", "asc, 60"})
    void pagesContainEachObjectOnceWhileOthersAreCreated(String order, int limit) {
        List<String> made = IntStream.range(0, CUSTOMERS)
                .mapToObj(i -> api.post("/v1/customers", "{}").expect(201).id())
                .toList();

        List<String> seen = new ArrayList<>();
        String target = "/v1/customers?limit=" + limit + "&order=" + order;
        String next = target;
        while (!next.isEmpty()) {
            Answer page = api.get(next).expect(200);
            assertThat(page.data().size()).isBetween(1, limit);
            page.data().forEach(customer -> seen.add(customer.path("id").asText()));
            JsonNode cursor = page.json().path("meta").path("cursor");
            assertThat(page.json().path("meta").path("hasMore").asBoolean()).isEqualTo(!cursor.isNull());
            next = cursor.isNull() ? "" : "/v1/customers?limit=" + limit + "&cursor=" + cursor.asText();
            if (seen.size() < CUSTOMERS) {
                api.post("/v1/customers", "{}").expect(201);
            }
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(made);
        assertThat(seen)
                .isSortedAccordingTo(order.equals("asc") ? Comparator.naturalOrder() : Comparator.reverseOrder());
        if (order.equals("desc")) {
            assertThat(seen)
                    .as("what is made after the first page comes before it")
                    .hasSize(CUSTOMERS);
        }
    }
}
