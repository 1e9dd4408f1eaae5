package com.plugipay.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every method of the existing client libraries, as they call it, and every field that they read of its answer. The calls of a file are
 * made in order in a workspace of their own.
 */
@Execution(ExecutionMode.SAME_THREAD)
class LibraryMethodsTest {
    private static final List<String> FILES = List.of(
            "customers",
            "plans",
            "subscriptions",
            "invoices",
            "checkout",
            "refunds",
            "gift-cards",
            "templates",
            "webhooks",
            "keys",
            "workspaces",
            "hosted");

    private static final Map<String, Shape> SHAPES = shapes();

    @TestFactory
    Stream<DynamicContainer> everyMethodWorks() {
        return FILES.stream().map(file -> {
            Api api = TestGateway.shared().merchant();
            Map<String, String> known =
                    new HashMap<>(Map.of("workspace", api.key().apiKey().workspaceId()));
            return DynamicContainer.dynamicContainer(
                    file,
                    calls(file).stream()
                            .map(call -> DynamicTest.dynamicTest(
                                    call.name() + ": " + call.request(), () -> call.run(api, known, SHAPES))));
        });
    }

    @Test
    void theReadmeSaysHowManyMethodsThereAre() throws IOException {
        long methods = FILES.stream()
                .flatMap(file -> calls(file).stream())
                .map(call -> call.name().replaceFirst(":.*", ""))
                .filter(name -> !name.equals("-"))
                .distinct()
                .count();
        assertThat(Files.readString(Path.of("README.md"))).contains(methods + " of their\nmethods");
    }

    private static List<LibraryCall> calls(String file) {
        return lines(file).map(LibraryCall::of).toList();
    }

    private static Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        lines("shapes").forEach(line -> {
            int end = line.indexOf(' ');
            shapes.put(line.substring(0, end), Shape.of(line.substring(end)));
        });
        return shapes;
    }

    private static Stream<String> lines(String file) {
        try (InputStream text = LibraryMethodsTest.class.getResourceAsStream("/libraries/" + file + ".txt")) {
            return new String(Objects.requireNonNull(text, file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
