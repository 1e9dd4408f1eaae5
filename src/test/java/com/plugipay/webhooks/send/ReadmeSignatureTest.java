package com.plugipay.webhooks.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Readme;
import com.plugipay.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the README's code for receivers of webhooks on signatures of this gateway. */
class ReadmeSignatureTest {
    private static final Secret SECRET = new Secret("whsec_b3VyIGN1cnJlbnQgc2VjcmV0IG9mIDMyIGJ5dGVzISE=");
    private static final Secret OTHER = new Secret("whsec_YW4gb2xkIHNlY3JldCB0aGF0IGlzIDMyIGJ5dGVzISE=");
    private static final String BODY = "{\"id\":\"evt_1\",\"data\":{\"object\":{\"name\":\"Bürger \uD83D\uDE00\"}}}\n";

    @TempDir
    private Path folder = Path.of("");

    /** A program that prints, one line for each case, whether the README's function accepts it. */
    enum Language {
        JAVA("java", "PlugipaySignature.java", "Main.java", "java Main.java", """
                import java.nio.file.Files;
                import java.nio.file.Path;
                public class Main {
                    public static void main(String[] arguments) throws Exception {
                        for (int i = 0; Files.exists(Path.of(i + ".header")); i++) {
                            System.out.println(PlugipaySignature.isValid(
                                    Files.readString(Path.of(i + ".header")),
                                    Files.readAllBytes(Path.of(i + ".body")),
                                    System.getenv("SECRET")));
                        }
                    }
                }
                """),
        NODE("node", "verify.js", "main.js", "node main.js", """
                const fs = require("node:fs");
                eval(fs.readFileSync("verify.js", "utf8") + "; globalThis.isValid = isValid");
                for (let i = 0; fs.existsSync(i + ".header"); i++)
                  console.log(isValid(fs.readFileSync(i + ".header", "utf8"), fs.readFileSync(i + ".body"),
                    process.env.SECRET));
                """),
        PYTHON("python3", "verify.py", "main.py", "python3 main.py", """
                import os, verify
                i = 0
                while os.path.exists(f"{i}.header"):
                    header = open(f"{i}.header", encoding="utf-8").read()
                    print(str(verify.is_valid(header, open(f"{i}.body", "rb").read(), os.environ["SECRET"])).lower())
                    i += 1
                """),
        GO("go", "verify.go", "main.go", "go run verify.go main.go", """
                package main

                import (
                	"fmt"
                	"os"
                )

                func main() {
                	for i := 0; ; i++ {
                		header, err := os.ReadFile(fmt.Sprint(i, ".header"))
                		if err != nil {
                			return
                		}
                		body, _ := os.ReadFile(fmt.Sprint(i, ".body"))
                		fmt.Println(isValid(string(header), body, os.Getenv("SECRET")))
                	}
                }
                """),
        PHP("php", "verify.php", "main.php", "php main.php", """
                <?php
                require 'verify.php';
                for ($i = 0; file_exists("$i.header"); $i++) {
                    $valid = isValid(file_get_contents("$i.header"), file_get_contents("$i.body"), getenv('SECRET'));
                    echo $valid ? "true\\n" : "false\\n";
                }
                """);

        private final String program;
        private final String snippetFile;
        private final String mainFile;
        private final String command;
        private final String main;

        Language(String program, String snippetFile, String mainFile, String command, String main) {
            this.program = program;
            this.snippetFile = snippetFile;
            this.mainFile = mainFile;
            this.command = command;
            this.main = main;
        }

        /** Java is always there: it runs this test. */
        boolean isInstalled() {
            return this == JAVA || Readme.isInstalled(program);
        }

        List<String> command() {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            if (this == JAVA) {
                words.set(
                        0,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
            }
            return words;
        }
    }

    private record Case(String header, String body, boolean valid) {}

    @ParameterizedTest
    @EnumSource
    void theReadmesCodeTakesWhatWeSignAndNothingElse(Language language) throws Exception {
        Assumptions.assumeTrue(
                language.isInstalled(), () -> "NOT RUN: " + language.program + " is not on this machine");
        Map<String, Case> cases = cases(Instant.now());
        Files.writeString(
                folder.resolve(language.snippetFile),
                Readme.snippet("verify " + language.name().toLowerCase(Locale.ROOT)));
        Files.writeString(folder.resolve(language.mainFile), language.main);
        List<String> expected = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, Case> each : cases.entrySet()) {
            Files.writeString(
                    folder.resolve(number + ".header"), each.getValue().header());
            Files.writeString(folder.resolve(number + ".body"), each.getValue().body());
            expected.add(each.getKey() + ": " + each.getValue().valid());
            number++;
        }

        List<String> answers = run(language);

        List<String> names = List.copyOf(cases.keySet());
        List<String> said = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            said.add((i < names.size() ? names.get(i) : "more") + ": " + answers.get(i));
        }
        assertThat(said).containsExactlyElementsOf(expected);
    }

    private static Map<String, Case> cases(Instant now) {
        String good = header(now, SECRET);
        String signature = good.substring(good.indexOf("v1="));
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("ours", new Case(good, BODY, true));
        cases.put("an empty body", new Case(WebhookSignature.plugipay(List.of(SECRET), now, ""), "", true));
        cases.put("rotation, the old first", new Case(header(now, OTHER, SECRET), BODY, true));
        cases.put("rotation, the old last", new Case(header(now, SECRET, OTHER), BODY, true));
        cases.put("four minutes old", new Case(header(now.minusSeconds(240), SECRET), BODY, true));
        cases.put("six minutes old", new Case(header(now.minusSeconds(360), SECRET), BODY, false));
        cases.put("six minutes ahead", new Case(header(now.plusSeconds(360), SECRET), BODY, false));
        cases.put("another body", new Case(good, BODY.replace("evt_1", "evt_2"), false));
        cases.put("a body without its last byte", new Case(good, BODY.strip(), false));
        cases.put("another secret", new Case(header(now, OTHER), BODY, false));
        cases.put("another time", new Case("t=" + (now.getEpochSecond() + 1) + "," + signature, BODY, false));
        cases.put("no time", new Case(signature, BODY, false));
        cases.put("a time that is none", new Case("t=now," + signature, BODY, false));
        cases.put("no signature", new Case("t=" + now.getEpochSecond(), BODY, false));
        cases.put("an empty signature", new Case("t=" + now.getEpochSecond() + ",v1=", BODY, false));
        cases.put("half a signature", new Case(good.substring(0, good.length() - 2), BODY, false));
        cases.put(
                "a signature that is not ASCII",
                new Case("t=" + now.getEpochSecond() + ",v1=" + "é".repeat(64), BODY, false));
        cases.put("nothing", new Case("", BODY, false));
        cases.put("commas", new Case(",,,", BODY, false));
        return cases;
    }

    private static String header(Instant now, Secret... secrets) {
        return WebhookSignature.plugipay(List.of(secrets), now, BODY);
    }

    private List<String> run(Language language) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(language.command())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("SECRET", SECRET.reveal());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }
}
