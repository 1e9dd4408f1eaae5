package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's signing helpers, run as they stand there. */
class ReadmeTest {
    private static final String BODY = """
            {"amount":150000,"currency":"IDR","successUrl":"https://a.example/ü","cancelUrl":"https://a.example"}""";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shell | bash | plugipay POST /v1/checkout-sessions \"$BODY\" key-1; plugipay GET '/v1/checkout-sessions?limit=5'",
                "node | node | plugipay('POST', '/v1/checkout-sessions', process.env.BODY, 'key-1').then(a => console.log(JSON.stringify(a))).then(() => plugipay('GET', '/v1/checkout-sessions?limit=5')).then(a => console.log(JSON.stringify(a)))",
                "python | python3 | print(json.dumps(plugipay('POST', '/v1/checkout-sessions', os.environ['BODY'], 'key-1'))); print(json.dumps(plugipay('GET', '/v1/checkout-sessions?limit=5')))"
            })
    void theSigningHelperWorks(String language, String program, String use) throws Exception {
        Assumptions.assumeTrue(isInstalled(program), () -> "NOT RUN: " + program + " is not on this machine");
        Path script = Files.createTempFile("readme", language);
        Files.writeString(script, snippet(language) + "\n" + use + "\n");
        ProcessBuilder builder = new ProcessBuilder(program, script.toString()).redirectErrorStream(true);
        builder.environment().put("BASE_URL", gateway.baseUrl());
        builder.environment().put("KEY_ID", api.key().apiKey().keyId());
        builder.environment().put("SECRET", api.key().secret());
        builder.environment().put("BODY", BODY);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("\"hostedUrl\"").doesNotContain("\"code\"");
        assertThat(api.get("/v1/checkout-sessions").data()).hasSize(1);
    }

    private static String snippet(String language) throws IOException {
        Matcher block = Pattern.compile(
                        "<!-- runs in the tests: " + language + " -->\n```\\w+\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).as("a snippet for " + language).isTrue();
        return block.group(1);
    }

    private static boolean isInstalled(String program) {
        List<String> folders =
                List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"));
        return folders.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
