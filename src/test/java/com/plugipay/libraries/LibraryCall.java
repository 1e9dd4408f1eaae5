package com.plugipay.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One call of a client library, which is a line of a file: the library's method (or a dash for what is only prepared), the request,
 * its body, the expected answer, and what later calls use of it, separated by bars.
 *
 * <p>A word in angle brackets stands for what an earlier call has saved. A request without an idempotency key has a dash behind its
 * method. The answer is a status, and what its data is: a shape, {@code list} or {@code bare} and the shape of the items (a bare list
 * has no further pages), the beginning of a content type, the code of an error, or nothing.
 */
record LibraryCall(String name, String request, String body, String answer, String saved) {
    private static final Pattern SAVED = Pattern.compile("<(\\w+)>");

    static LibraryCall of(String line) {
        String[] parts = line.split("\\s*\\|\\|\\s*", -1);
        return new LibraryCall(parts[0].strip(), part(parts, 1), part(parts, 2), part(parts, 3), part(parts, 4));
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index].strip() : "";
    }

    /** Makes the call and checks its answer. */
    void run(Api api, Map<String, String> known, Map<String, Shape> shapes) {
        String[] target = request.split(" ", 2);
        boolean hasKey = !target[0].endsWith("-") && !target[0].equals("GET");
        String method = target[0].replace("-", "");
        Answer got = api.send(
                method,
                "/api/v1" + filled(target[1], known),
                filled(body, known),
                hasKey ? UUID.randomUUID().toString() : null);
        got.expect(Integer.parseInt(answer.substring(0, 3)));
        for (String each : saved.isEmpty() ? new String[0] : saved.split("\\s+", -1)) {
            String[] named = each.split("=", 2);
            JsonNode value = got.data().at('/' + named[1]);
            assertThat(value.isMissingNode()).as(each + " of " + got.body()).isFalse();
            known.put(named[0], value.asText());
        }
        check(got, shapes);
    }

    private void check(Answer got, Map<String, Shape> shapes) {
        String[] expected = answer.split("\\s+", -1);
        String what = expected.length > 1 ? expected[1] : "";
        switch (what) {
            case "" -> assertThat(got.body()).isEmpty();
            case "any" -> assertThat(got.json().path("error").isNull()).isTrue();
            case "null" -> assertThat(got.data().isNull()).isTrue();
            case "list", "bare" -> {
                assertThat(got.data().isArray()).as(got.body()).isTrue();
                if (what.equals("bare")) {
                    assertThat(got.json().at("/meta/hasMore").asBoolean()).isFalse();
                } else {
                    assertThat(got.json().at("/meta/hasMore").isBoolean()).isTrue();
                    assertThat(got.json().path("meta").has("cursor")).isTrue();
                }
                assertThat(got.data()).as("an item to look at").isNotEmpty();
                got.data().forEach(item -> Shape.named(expected[2], shapes).check(item, shapes));
            }
            default -> {
                if (what.contains("/")) {
                    assertThat(got.header("Content-Type")).startsWith(what);
                    assertThat(got.body()).isNotEmpty();
                } else if (Character.isUpperCase(what.charAt(0))) {
                    Shape.named(what, shapes).check(got.data(), shapes);
                } else {
                    assertThat(got.code()).isEqualTo(what);
                }
            }
        }
    }

    private static String filled(String text, Map<String, String> known) {
        return SAVED.matcher(text).replaceAll(found -> {
            String value = known.get(found.group(1));
            assertThat(value).as("saved by an earlier call: " + found.group(1)).isNotNull();
            return value;
        });
    }
}
