package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README, whose snippets are run by tests. */
public final class Readme {
    /** Shells in which the README's commands are pasted; the strictest one first. */
    private static final List<String> SHELLS = List.of("zsh", "dash", "bash");

    private Readme() {}

    /** The shells that are installed on this machine, the strictest one first. */
    public static List<String> shells() {
        return SHELLS.stream().filter(Readme::isInstalled).toList();
    }

    /** The blocks of shell commands. */
    static List<String> shellBlocks() {
        return Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(text())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** Runs commands after the signing function, in the strictest shell; returns the output. */
    public static String shell(String commands, Map<String, String> environment)
            throws IOException, InterruptedException {
        return run(shells().getFirst(), snippet("shell") + "\n" + commands, environment);
    }

    private static String text() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the code below the comment with that name. */
    public static String snippet(String name) {
        Matcher block = Pattern.compile("<!-- runs in the tests: " + name + " -->\n```\\w+\n(.*?)```", Pattern.DOTALL)
                .matcher(text());
        assertThat(block.find()).as("a snippet for " + name).isTrue();
        return block.group(1);
    }

    /** Runs a script by a program and returns its output, errors included; fails unless it exits with 0. */
    public static String run(String program, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("readme", program);
        file.toFile().deleteOnExit();
        Files.writeString(file, script + "\n");
        ProcessBuilder builder = new ProcessBuilder(program, file.toString()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** Whether a program is installed on this machine. */
    public static boolean isInstalled(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
